"""What the groups agree on, what bridges the main divide, what marks it; each with a 90 % interval."""

from dataclasses import dataclass

import numpy as np

from nadwa.engine.opinion.rows import Floats, Ints
from nadwa.engine.opinion.votes import Votes

DRAWS = 400
INTERVAL = (0.05, 0.95)
BINS = 20
KERNEL = 0.25


@dataclass(frozen=True)
class Measure:
    """A measure of every statement, with the ends of its 90 % interval; each (S,)."""

    value: Floats
    low: Floats
    high: Floats


def group_informed_consensus(agrees: Ints | Floats, votes: Ints | Floats) -> Floats:
    """Geometric mean over groups of (agrees + 1) / (votes + 2), from counts (..., k, S) to (..., S).

    Small et al. 2021 publish the product; the mean can be compared between different numbers of groups. With the
    disagreements in place of the agreements it is the consensus against a statement.
    """
    return np.asarray(np.exp(np.log((agrees + 1) / (votes + 2)).mean(axis=-2)))


def consensus(agrees: Ints | Floats, votes: Ints | Floats, seed: int) -> Measure:
    """Group-informed consensus from counts (k, S), its interval from draws of each group's share.

    The share of a group is drawn from its posterior under Jeffreys' prior, Beta(agrees + ½, others + ½): unlike a
    bootstrap it does not shrink to nothing where a small group is unanimous. The groups are held as found.
    """
    random = np.random.default_rng(seed)
    shares = random.beta(agrees + 0.5, votes - agrees + 0.5, (DRAWS, *agrees.shape))
    return _measured(group_informed_consensus(agrees, votes), np.exp(np.log(shares).mean(axis=-2)))


def axis_bins(axis: Floats) -> tuple[Ints, Floats]:
    """At most 20 bins of about equal size along `axis` (m,): each participant's bin (m,) and the bins' means."""
    edges = np.unique(np.quantile(axis, np.linspace(0, 1, BINS + 1)[1:-1]))
    used, bins = np.unique(np.searchsorted(edges, axis, side="left"), return_inverse=True)
    return bins, np.bincount(bins, axis) / np.bincount(bins, minlength=len(used))


def along_the_axis(agrees: Ints, votes: Ints, centres: Floats, seed: int) -> tuple[Measure, Measure]:
    """Bridging and divisiveness from counts (bins, S), both from the same draws."""
    drawn = _bootstrapped(agrees, votes, seed)
    return bridging(agrees, votes, centres, drawn), divisiveness(agrees, votes, drawn)


def bridging(
    agrees: Ints | Floats, votes: Ints | Floats, centres: Floats, drawn: tuple[Floats, Floats] | None = None
) -> Measure:
    """Agreement that holds along the whole opinion axis, without groups, from counts (bins, S).

    The geometric mean, over the bins, of smoothed agreement near each: a normal kernel of a quarter of the axis's
    spread weighs the bins around it. One end that disagrees pulls it down. The interval is the Bayesian bootstrap of
    participants (Rubin 1981), for which a bin's agreements and other votes have gamma weights.
    """
    weights = kernel(centres)
    drawn_agrees, drawn_votes = drawn or _bootstrapped(agrees, votes, 0)
    near = group_informed_consensus(weights @ drawn_agrees, weights @ drawn_votes)
    return _measured(group_informed_consensus(weights @ agrees, weights @ votes), near)


def kernel(centres: Floats) -> Floats:
    """Weight of each bin near each bin (bins, bins), its own being 1."""
    width = KERNEL * (float(centres.std()) or 1.0)
    return np.asarray(np.exp(-0.5 * ((centres[:, None] - centres[None]) / width) ** 2))


def divisiveness(agrees: Ints, votes: Ints, drawn: tuple[Floats, Floats] | None = None) -> Measure:
    """Difference in smoothed agreement between the two halves of the opinion axis, 0 to 1, from counts (bins, S).

    A statement that nearly all agree or disagree with differs little between the halves, however large either is.
    """
    drawn_agrees, drawn_votes = drawn or _bootstrapped(agrees, votes, 0)
    return _measured(np.abs(halves_apart(agrees, votes)), np.abs(halves_apart(drawn_agrees, drawn_votes)))


def halves_apart(agrees: Ints | Floats, votes: Ints | Floats) -> Floats:
    """Smoothed agreement of the upper half of the axis less that of the lower, from (..., bins, S) to (..., S)."""
    middle = agrees.shape[-2] // 2
    lower, upper = (
        (agrees[..., part, :].sum(axis=-2) + 1) / (votes[..., part, :].sum(axis=-2) + 2)
        for part in (slice(None, middle), slice(middle, None))
    )
    return np.asarray(upper - lower)


@dataclass(frozen=True)
class Representative:
    """A statement that marks a group: `agree` tells whether by agreement or disagreement; `share` of the group's votes,
    smoothed; `ratio` to the others' share; `z` against one half and against the others."""

    group: int
    statement: int
    agree: bool
    share: float
    ratio: float
    z_share: float
    z_ratio: float


def representative(counts: Ints, most: int = 5, confidence: float = 1.2816) -> list[Representative]:
    """The statements that mark each group, from counts (k, S, 3) of disagreements, passes and agreements.

    Both z-tests of Small et al. 2021 must exceed `confidence` (90 %, one-sided): the share p = (agrees + 1) / (n + 2)
    against one half, and against the share of all other groups. They are ranked by the product of shares, ratio and
    both z, and at most `most` are given for a group. Passes count as votes.
    """
    if len(counts) < 2:
        return []
    cast = counts.sum(axis=2)
    found: list[Representative] = []
    for group in range(len(counts)):
        own, others = cast[group], cast.sum(axis=0) - cast[group]
        sides = [
            _tested(counts[group, :, side], own, counts[:, :, side].sum(axis=0) - counts[group, :, side], others)
            for side in (2, 0)
        ]
        rank = [share * ratio * z_share * z_ratio for share, ratio, z_share, z_ratio in sides]
        passed = [(z_share > confidence) & (z_ratio > confidence) for _, _, z_share, z_ratio in sides]
        rank = [np.where(held, value, -np.inf) for held, value in zip(passed, rank, strict=True)]
        better = np.where(rank[0] >= rank[1], 0, 1)
        top = np.maximum(*rank)
        for statement in np.argsort(-top, kind="stable")[:most]:
            if np.isfinite(top[statement]):
                side = int(better[statement])
                values = [float(measure[statement]) for measure in sides[side]]
                found.append(Representative(group, int(statement), side == 0, *values))
    return found


def _tested(said: Ints, cast: Ints, others_said: Ints, others_cast: Ints) -> tuple[Floats, Floats, Floats, Floats]:
    share, others = (said + 1) / (cast + 2), (others_said + 1) / (others_cast + 2)
    z_share = 2 * np.sqrt(cast + 1) * ((said + 1) / (cast + 1) - 0.5)
    pooled = (said + others_said + 2) / (cast + others_cast + 2)
    error = np.sqrt(pooled * (1 - pooled) * (1 / (cast + 1) + 1 / (others_cast + 1)))
    gap = (said + 1) / (cast + 1) - (others_said + 1) / (others_cast + 1)
    z_ratio = np.where(pooled < 1, gap / np.where(error > 0, error, 1), 0.0)
    return share, share / others, z_share, z_ratio


def constituencies(
    votes: Votes, constituency: Ints, delegation: Ints, seed: int
) -> tuple[Measure, Measure, Floats, Floats]:
    """Consensus across declared constituencies: by head-count, and with every delegation counted once.

    `constituency` (n,) and `delegation` (n,) number each participant's, −1 for none; who is in no delegation stands for
    themselves. A delegation's voice on a statement is the share of its members' votes that agree; together they weigh
    one, whatever their number. Returns both measures, and the smoothed shares of agreement (constituencies, S) by
    head-count and by delegation.
    """
    number = int(constituency.max(initial=-1)) + 1
    heads = votes.counts_by(constituency, number)
    alone = np.flatnonzero((delegation < 0) & (constituency >= 0))
    body = delegation.copy()
    body[alone] = delegation.max(initial=-1) + 1 + np.arange(len(alone))
    pair, voice = np.unique(np.stack([constituency, body])[:, constituency >= 0], axis=1, return_inverse=True)
    label = np.full(len(constituency), -1, np.int64)
    label[constituency >= 0] = voice
    spoken = votes.counts_by(label, pair.shape[1])
    cast = spoken.sum(axis=2)
    share = spoken[:, :, 2] / np.maximum(cast, 1)
    member = (pair[0][None] == np.arange(number)[:, None]).astype(np.float64)
    agrees, voices = member @ share, member @ (cast > 0)
    by_head = consensus(heads[:, :, 2], heads.sum(axis=2), seed)
    by_delegation = consensus(agrees, voices, seed)
    return by_head, by_delegation, (heads[:, :, 2] + 1) / (heads.sum(axis=2) + 2), (agrees + 1) / (voices + 2)


def _bootstrapped(agrees: Ints | Floats, votes: Ints | Floats, seed: int) -> tuple[Floats, Floats]:
    """Weights of agreements and of all votes in draws of the Bayesian bootstrap, each (draws, bins, S)."""
    random = np.random.default_rng(seed)
    draws = max(min(DRAWS, 20_000_000 // max(agrees.size, 1)), 100)
    agreed = random.standard_gamma(agrees, (draws, *agrees.shape))
    return agreed, agreed + random.standard_gamma(votes - agrees, (draws, *agrees.shape))


def _measured(value: Floats, draws: Floats) -> Measure:
    low, high = np.quantile(draws, INTERVAL, axis=0)
    return Measure(value, np.minimum(low, value), np.maximum(high, value))
