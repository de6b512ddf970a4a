"""The opinion map, whole: from votes to everything that is published about them."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from nadwa.engine.opinion import agreement, manipulation
from nadwa.engine.opinion.agreement import Measure, Representative
from nadwa.engine.opinion.factors import Factors, factorise
from nadwa.engine.opinion.groups import Groups, divisions
from nadwa.engine.opinion.null import NullTest, distinct
from nadwa.engine.opinion.plane import Plane, plane
from nadwa.engine.opinion.rows import Floats, Ints
from nadwa.engine.opinion.stability import Stability, stability
from nadwa.engine.opinion.votes import Votes

STAGES = ("positions and groups", "null test", "bootstrap", "what is agreed", "what bridges")


class TooFewVotes(ValueError):
    """There is nothing to draw a map from."""


@dataclass(frozen=True)
class Sketch:
    """Positions, groups and what follows from counting. `group` (n,) of each participant, −1 for those with too few
    votes; `group_counts` (k, S, 3) of disagreements, passes and agreements."""

    votes: Votes
    plane: Plane
    groups: Groups
    group: Ints
    group_counts: Ints
    representative: list[Representative]


@dataclass(frozen=True)
class Measures:
    """What is published about statements: four measures, and how many coordinated accounts would end that a statement
    counts as agreed, as bridging, as dividing (S,), −1 where it does not."""

    consensus: Measure
    dissent: Measure
    bridging: Measure
    divisiveness: Measure
    accounts: dict[str, Ints]


@dataclass(frozen=True)
class OpinionMap:
    """A sketch whose groups have stood the null test, and what is published about its statements."""

    votes: Votes
    seed: int
    sketch: Sketch
    null: NullTest
    stability: Stability
    measures: Measures
    factors: Factors

    @property
    def group(self) -> Ints:
        return self.sketch.group

    @property
    def groups(self) -> Groups:
        return self.sketch.groups

    @property
    def plane(self) -> Plane:
        return self.sketch.plane


def sketch(votes: Votes, groups: int | None = None) -> Sketch:
    """Positions, groups, representative statements, without asking yet whether the groups are real.

    Raises TooFewVotes when there is no vote, or nobody has cast min(7, S) of them.
    """
    drawn = _placed(votes)
    return _counted(votes, drawn, divisions(drawn.positions[drawn.placed], groups)[0])


def opinion_map(
    votes: Votes, seed: int = 0, groups: int | None = None, stage: Callable[[str], None] = lambda _: None
) -> OpinionMap:
    """Compute the map of `votes`, in as many `groups` as given, or in as many as there are.

    The same votes and seed give the same map, in whatever order they come. Where the null test fails there are no
    stable groups, and everybody is in one. `stage` is told what is computed next, one of STAGES. Raises TooFewVotes as
    `sketch` does.

    Examples
    --------
    >>> ballots = [(str(p), str(s), 1 if (p < 20) == (s < 4) else -1) for p in range(40) for s in range(8)]
    >>> result = opinion_map(Votes.of(ballots))
    >>> result.groups.count, result.null.passed
    (2, True)
    """
    stage(STAGES[0])
    drawn = _placed(votes)
    positions, seen = drawn.positions[drawn.placed], votes.only(drawn.placed)
    candidates = divisions(positions, groups)
    stage(STAGES[1])
    found, null = distinct(positions, candidates)
    stage(STAGES[2])
    steady = stability(seen, drawn, found, seed)
    outline = _counted(votes, drawn, found)
    stage(STAGES[3])
    bin_counts, bins = _along(seen, positions)
    measures = measured(outline.group_counts, bin_counts, bins, seed)
    stage(STAGES[4])
    factors = factorise(votes)
    return OpinionMap(
        votes=votes,
        seed=seed,
        sketch=outline,
        null=null,
        stability=steady,
        measures=measures,
        factors=factors,
    )


def along_the_axis(votes: Votes, seed: int = 0) -> tuple[Measure, Measure]:
    """Bridging and divisiveness alone, as `opinion_map` gives them. Raises TooFewVotes as `sketch` does."""
    drawn = _placed(votes)
    bin_counts, bins = _along(votes.only(drawn.placed), drawn.positions[drawn.placed])
    return agreement.along_the_axis(bin_counts[:, :, 2], bin_counts.sum(axis=2), bins, seed)


def _along(seen: Votes, positions: Floats) -> tuple[Ints, Floats]:
    """Counts by bin of the first axis (bins, S, 3), and the bins' means."""
    bin_of, bins = agreement.axis_bins(positions[:, 0])
    return seen.counts_by(bin_of, len(bins)), bins


def compile_kernels() -> None:
    """Have every loop compiled and kept on disk, so that nobody's request waits for that."""
    opinion_map(Votes.of((str(p), str(s), 1 if (p < 20) == (s < 4) else -1) for p in range(40) for s in range(8)))


def measured(group_counts: Ints, bin_counts: Ints, bins: Floats, seed: int) -> Measures:
    """From counts by group (k, S, 3) and by bin of the opinion axis (bins, S, 3), and the bins' means."""
    of_group, in_group = group_counts, group_counts.sum(axis=2)
    agrees, cast = bin_counts[:, :, 2], bin_counts.sum(axis=2)
    bridging, divisiveness = agreement.along_the_axis(agrees, cast, bins, seed)
    return Measures(
        consensus=agreement.consensus(of_group[:, :, 2], in_group, seed),
        dissent=agreement.consensus(of_group[:, :, 0], in_group, seed),
        bridging=bridging,
        divisiveness=divisiveness,
        accounts={
            "agreed": manipulation.accounts_against_agreement(of_group[:, :, 2], in_group),
            "bridging": manipulation.accounts_against_bridging(agrees, cast, bins),
            "divides": manipulation.accounts_against_division(agrees, cast),
        },
    )


def _placed(votes: Votes) -> Plane:
    if not votes.count:
        raise TooFewVotes("no vote has been cast")
    drawn = plane(votes)
    if not drawn.placed.any():
        raise TooFewVotes("no participant has cast enough votes to be placed on a map")
    return drawn


def _counted(votes: Votes, drawn: Plane, found: Groups) -> Sketch:
    group = np.full(len(votes.participants), -1, np.int64)
    group[drawn.placed] = found.labels
    counts = votes.counts_by(group, found.count)
    return Sketch(votes, drawn, found, group, counts, agreement.representative(counts))
