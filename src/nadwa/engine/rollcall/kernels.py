"""The loop over roll-call votes, compiled by numba when first imported and kept on disk."""

from typing import Any

import numpy as np
from numba import njit

Array = Any


@njit(cache=True, nogil=True, fastmath=True)
def descend(
    start: Array, point: Array, vote: Array, theta: Array, slope: Array, cut: Array, gap: Array, low: int, high: int,
    by_theta: Array, by_slope: Array, by_cut: Array, by_gap: Array,
) -> float:  # fmt: skip
    """Minus log-likelihood of roll calls `low` to `high`, adding its gradients to the last four arrays.

    `point` (votes,) says which row of `theta` (points, d) cast each `vote` (0 no, 1 abstention, 2 yes); `slope` (m, d),
    lower `cut` (m,), and `gap` (m,), the logarithm of the distance to the upper one, belong to the roll calls.
    """
    d = theta.shape[1]
    loss = 0.0
    for j in range(low, high):
        width = np.exp(gap[j])
        for at in range(start[j], start[j + 1]):
            i = point[at]
            lean = 0.0
            for k in range(d):
                lean += slope[j, k] * theta[i, k]
            below = 1.0 / (1.0 + np.exp(lean - cut[j]))
            upto = 1.0 / (1.0 + np.exp(lean - cut[j] - width))
            steep, steeper = below * (1.0 - below), upto * (1.0 - upto)
            if vote[at] == 0:
                chance, first, second = below, steep, 0.0
            elif vote[at] == 1:
                chance, first, second = upto - below, -steep, steeper
            else:
                chance, first, second = 1.0 - upto, 0.0, -steeper
            chance += 1e-12
            loss -= np.log(chance)
            first /= chance
            second /= chance
            for k in range(d):
                by_theta[i, k] += (first + second) * slope[j, k]
                by_slope[j, k] += (first + second) * theta[i, k]
            by_cut[j] -= first + second
            by_gap[j] -= second * width
    return loss
