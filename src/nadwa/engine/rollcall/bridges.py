"""Which states bridge, and which resolutions divide."""

import numpy as np
from numpy.typing import NDArray

from nadwa.engine.rollcall.files import ABSENT
from nadwa.engine.rollcall.ideal import Floats


def bridging_states(votes: NDArray[np.int8], points: Floats) -> Floats:
    """How far each state votes with both ends, (n,), from votes (m, n) and ideal points (n,); NaN without a point.

    For each half of the axis: the smoothed share of roll calls, among those on which the halves' majorities differ and
    the state voted, in which it voted with that half. The measure is the geometric mean of both shares times two: 1 for
    a state that votes as often with one end as with the other, towards 0 for one that always votes with the same.
    """
    upper = points > np.nanmedian(points)
    lower = np.isfinite(points) & ~upper
    sides = [_majority(votes[:, half]) for half in (lower, upper)]
    differ = (sides[0] != sides[1]) & (sides[0] != ABSENT) & (sides[1] != ABSENT)
    cast = (votes != ABSENT) & differ[:, None]
    shares = [((cast & (votes == side[:, None])).sum(axis=0) + 1) / (cast.sum(axis=0) + 2) for side in sides]
    return np.where(np.isfinite(points), np.minimum(2 * np.sqrt(shares[0] * shares[1]), 1.0), np.nan)


def dividing(votes: NDArray[np.int8], points: Floats) -> Floats:
    """How far apart both halves of the axis are on each roll call, (m,): the difference of their smoothed shares of
    yes."""
    upper = points > np.nanmedian(points)
    lower = np.isfinite(points) & ~upper
    shares = [
        ((votes[:, half] == 1).sum(axis=1) + 1) / ((votes[:, half] != ABSENT).sum(axis=1) + 2)
        for half in (lower, upper)
    ]
    return np.asarray(np.abs(shares[0] - shares[1]))


def _majority(votes: NDArray[np.int8]) -> NDArray[np.int8]:
    """The most frequent of no, abstention and yes in each roll call; absent where nobody voted."""
    counts = np.stack([(votes == value).sum(axis=1) for value in (-1, 0, 1)], axis=1)
    return np.where(counts.sum(axis=1) > 0, counts.argmax(axis=1) - 1, ABSENT).astype(np.int8)
