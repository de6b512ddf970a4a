"""How many coordinated accounts would change what is published.

A statement is published as agreed, as bridging or as dividing where its measure reaches a level. The cost is the
smallest number of new accounts, each with one vote on the statement, that bring the measure under the level while the
map is held as found; they may take whatever place on the map serves them.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from nadwa.engine.opinion.agreement import group_informed_consensus, halves_apart, kernel
from nadwa.engine.opinion.rows import Floats, Ints

AGREED = 0.6
BRIDGING = 0.6
DIVIDES = 0.4
NOT_LISTED = -1
ROUNDING = 1e-9


def accounts_against_agreement(agrees: Ints, votes: Ints) -> Ints:
    """Accounts that end a group-informed consensus of at least .6, from counts (k, S) to (S,).

    They disagree, and divide themselves among the groups so as to lower the product most: always in the group with
    fewest votes. −1 where the statement is not published as agreed.
    """
    listed = group_informed_consensus(agrees, votes) >= AGREED
    target = np.log(agrees + 1).sum(axis=0) - len(agrees) * np.log(AGREED)
    size = np.sort(votes + 2, axis=0)
    return _fewest(lambda added: np.log(_filled(size, added)).sum(axis=0) > target + ROUNDING, listed)


def accounts_against_bridging(agrees: Ints, votes: Ints, centres: Floats) -> Ints:
    """Accounts that end a bridging measure of at least .6, from counts (bins, S) to (S,): they disagree, all from the
    one place on the axis where that costs least."""
    weights = kernel(centres)
    near_agrees, near_votes = weights @ agrees, weights @ votes
    listed = group_informed_consensus(near_agrees, near_votes) >= BRIDGING
    target = np.log(near_agrees + 1).sum(axis=0) - len(centres) * np.log(BRIDGING)

    def ended(added: Ints) -> NDArray[np.bool_]:
        crowded = near_votes[None] + 2 + weights.T[:, :, None] * added[None, None]
        return np.asarray((np.log(crowded).sum(axis=1) > target[None]).any(axis=0))

    return _fewest(ended, listed)


def accounts_against_division(agrees: Ints, votes: Ints) -> Ints:
    """Accounts that end a divisiveness of at least .4, from counts (bins, S) to (S,).

    Some disagree from the half that agrees more, some agree from the other, in the cheapest mixture.
    """
    apart = halves_apart(agrees, votes)
    middle = len(agrees) // 2
    sums = [
        (agrees[half].sum(axis=0) + 1, votes[half].sum(axis=0) + 2) for half in (slice(middle), slice(middle, None))
    ]
    more = [np.where(apart > 0, sums[1][at], sums[0][at]) for at in (0, 1)]
    less = [np.where(apart > 0, sums[0][at], sums[1][at]) for at in (0, 1)]

    def ended(added: Ints) -> NDArray[np.bool_]:
        low, high = np.zeros_like(added), added.copy()
        for _ in range(40):  # the difference is convex in the mixture
            left, right = low + (high - low) // 3, high - (high - low) // 3
            fewer = _difference(more, less, left, added) <= _difference(more, less, right, added)
            low, high = np.where(fewer, low, np.minimum(left + 1, high)), np.where(fewer, right, high)
        return np.asarray(_difference(more, less, low, added) < DIVIDES)

    return _fewest(ended, np.abs(apart) >= DIVIDES)


def _difference(more: list[Ints], less: list[Ints], against: Ints, added: Ints) -> Floats:
    favour = added - against
    return np.asarray(more[0] / (more[1] + against) - (less[0] + favour) / (less[1] + favour))


def _filled(size: Ints, added: Ints) -> Ints:
    """Sorted sizes (k, S) after `added` (S,) went, one by one, to whichever was smallest."""
    filled, left = size.copy(), added.copy()
    for k in range(1, len(size)):
        poured = np.minimum(left // k, size[k] - filled[0])
        filled[:k] += poured
        left = left - poured * k
        short = filled[0] < size[k]
        filled[:k] += short & (np.arange(k)[:, None] < left)
        left = np.where(short, 0, left)
    share, rest = np.divmod(left, len(size))
    return filled + share + (np.arange(len(size))[:, None] < rest)


def _fewest(ended: Callable[[Ints], NDArray[np.bool_]], listed: NDArray[np.bool_]) -> Ints:
    """The smallest number for which `ended` holds, by doubling and halving; −1 where nothing is listed."""
    low, high = np.zeros(len(listed), np.int64), np.ones(len(listed), np.int64)
    for _ in range(40):
        open_still = listed & ~ended(high)
        if not open_still.any():
            break
        low, high = np.where(open_still, high, low), np.where(open_still, high * 2, high)
    while (high - low > 1).any():
        middle = (low + high) // 2
        done = ended(middle)
        low, high = np.where(done, low, middle), np.where(done, middle, high)
    return np.where(listed, high, NOT_LISTED)
