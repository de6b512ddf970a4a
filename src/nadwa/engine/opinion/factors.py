"""What people agree with beyond their side: matrix factorisation with intercepts."""

from dataclasses import dataclass
from functools import partial

import numpy as np

from nadwa.engine.opinion.rows import Floats, Ints
from nadwa.engine.opinion.votes import Votes

ROUNDS = 40
ROUNDS_OF_TRIALS = 15
RANKS = (2, 4, 8)
HELD_OUT = 10
VOTES_TRIED = 300_000
NINETY = 1.645


@dataclass(frozen=True)
class Factors:
    """rating = centre + person + statement + person · statement factors + noise.

    Attributes
    ----------
    centre : float
    people : (n, 1 + r)
        Intercept (how readily somebody agrees at all) and factors.
    statements : (S, 1 + r)
        Intercept and factors. The intercept is the bridging score: how much a statement is agreed with beyond what the
        sides of those who voted on it explain (Wojcik et al. 2022, "Birdwatch: Crowd wisdom and bridging algorithms
        can inform understanding and reduce the spread of misinformation").
    error : (S,)
        Half the width of the 90 % interval of the statement's intercept.
    """

    centre: float
    people: Floats
    statements: Floats
    error: Floats

    @property
    def rank(self) -> int:
        return self.statements.shape[1] - 1

    def predicted(self, row: Ints, column: Ints) -> Floats:
        """Predicted ratings of participants `row` on statements `column`, about −1 to 1."""
        people, statements = self.people[row], self.statements[column]
        together = (people[:, 1:] * statements[:, 1:]).sum(axis=1)
        return np.asarray(self.centre + people[:, 0] + statements[:, 0] + together)


def factorise(votes: Votes, rank: int | None = None) -> Factors:
    """Fit by variational Bayes; `rank` by cross-validation unless given.

    Normal priors whose widths, like the noise, are estimated from the votes (Lim and Teh 2007, "Variational Bayesian
    approach to movie rating prediction"): a ridge that nobody has to tune, and none of the overfitting of least
    squares. Passes count as ratings of 0. Starts are fixed: the same votes give the same factors.
    """
    return _fitted(votes, best_rank(votes) if rank is None else rank, ROUNDS)


def best_rank(votes: Votes) -> int:
    """The rank, 2, 4 or 8, that predicts a tenth of the votes best when it has not seen them."""
    few = votes.thinned(max(VOTES_TRIED * len(votes.participants) // max(votes.count, 1), 1), len(votes.statements))
    held = np.random.default_rng(0).random(few.count) < 1 / HELD_OUT
    if not held.any():
        return RANKS[0]
    row, column = few.participant()[held], few.statement[held].astype(np.int64)
    seen = few.without(held)
    errors = [
        float(((_fitted(seen, rank, ROUNDS_OF_TRIALS).predicted(row, column) - few.value[held]) ** 2).mean())
        for rank in RANKS
    ]
    return RANKS[int(np.argmin(errors))]


def _fitted(votes: Votes, rank: int, rounds: int) -> Factors:
    from nadwa.engine.opinion.kernels import fit_people, fit_statements

    size, people_count, d = len(votes.statements), len(votes.participants), 1 + rank
    mean = np.zeros((size, d))
    mean[:, 1:] = np.random.default_rng(1).standard_normal((size, rank)) * 0.3
    spread = np.zeros((size, d, d))
    people = np.zeros((people_count, d))
    of_people, of_statements, noise = np.ones(d), np.ones(d), 0.5
    centre = float(votes.value.sum(dtype=np.int64)) / max(votes.count, 1)
    for _ in range(rounds):
        half = partial(fit_people, *votes.rows.arrays, centre, mean, spread, of_people, noise, people)
        sums = votes.rows.sum(half, (size + 1, d, d + 2), np.float64)
        of_people = people_count / np.maximum(np.diagonal(sums[-1]), 1e-6)
        left = fit_statements(sums[:-1], of_statements, noise, mean, spread)
        moments = mean**2 + np.diagonal(spread, axis1=1, axis2=2)
        of_statements = size / np.maximum(moments.sum(axis=0), 1e-6)
        noise = max(left / max(votes.count, 1), 1e-3)
    return Factors(centre, people, mean, NINETY * np.sqrt(spread[:, 0, 0]))
