"""What the groups agree on, what bridges the main divide, and what marks it."""

import numpy as np
from numpy.typing import NDArray

from nadwa.engine.opinion.votes import Ints, Votes

Floats = NDArray[np.float64]
REPLICATES = 200
INTERVAL = (0.05, 0.95)
CENTRES = 9


def group_counts(votes: Votes, labels: Ints) -> tuple[Ints, Ints]:
    """Agreements and votes of each of k groups on each statement, both (k, S); label −1 is in no group."""
    member = (labels[None] == np.arange(labels.max(initial=0) + 1)[:, None]).astype(np.int64)
    return np.asarray(member @ votes.agrees()), np.asarray(member @ votes.cast)


def group_informed_consensus(agrees: Ints, votes: Ints) -> Floats:
    """Geometric mean over groups of (agrees + 1) / (votes + 2), from counts (..., k, S) to (..., S).

    Small et al. 2021 publish the product; the mean can be compared between different numbers of groups.
    """
    return np.asarray(np.exp(np.log((agrees + 1) / (votes + 2)).mean(axis=-2)))


def consensus_interval(votes: Votes, labels: Ints, seed: int) -> tuple[Floats, Floats]:
    """90 % bootstrap interval of the group-informed consensus, both (S,): participants are drawn again, with
    replacement, within their groups; the groups themselves are held as found."""
    random = np.random.default_rng(seed)
    agrees, cast = votes.agrees(), votes.cast
    drawn_agrees, drawn_votes = [], []
    for group in range(labels.max(initial=0) + 1):
        members = np.flatnonzero(labels == group)
        share = np.full(len(members), 1 / max(len(members), 1))
        weights = random.multinomial(len(members), share, REPLICATES)
        drawn_agrees.append(np.asarray(weights @ agrees[members]))
        drawn_votes.append(np.asarray(weights @ cast[members]))
    replicates = group_informed_consensus(np.stack(drawn_agrees, axis=1), np.stack(drawn_votes, axis=1))
    low, high = np.quantile(replicates, INTERVAL, axis=0)
    return low, high


def bridging(votes: Votes, axis: Floats) -> Floats:
    """Agreement that holds along the whole opinion axis, without groups, shape (S,).

    The geometric mean of smoothed agreement (agree + 1) / (votes + 2) at nine quantiles of `axis` (n,), each with a
    normal kernel of a quarter of the axis's spread: one end that disagrees pulls it down.
    """
    spread = float(axis.std()) or 1.0
    centres = np.quantile(axis, np.linspace(0.05, 0.95, CENTRES))
    kernel = np.exp(-0.5 * ((centres[:, None] - axis[None]) / (spread / 4)) ** 2)
    return group_informed_consensus(np.asarray(kernel @ votes.agrees()), np.asarray(kernel @ votes.cast))


def divisiveness(votes: Votes, axis: Floats) -> Floats:
    """Difference in smoothed agreement between the two halves of the opinion axis, 0 to 1, shape (S,).

    A statement that nearly all agree or disagree with differs little between the halves, however large either is.
    """
    upper = (axis > np.median(axis)).astype(np.int64)
    agrees, cast = group_counts(votes, upper)
    share = (agrees + 1) / (cast + 2)
    return np.asarray(np.ptp(share, axis=0)) if len(share) > 1 else np.zeros(share.shape[1])
