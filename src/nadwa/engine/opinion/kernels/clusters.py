"""Dividing points on the plane, and asking whether they are divided."""

import numpy as np

from nadwa.engine.opinion.kernels.compiling import Array, kernel


@kernel
def gather_cells(points: Array, low: Array, scale: Array, side: int, sums: Array, of: Array) -> int:
    """Number the cells of a grid in the order in which the points (m, 2) come to them, into `of` (m,); sums of points
    and their number into `sums` (cells, 3); gives how many cells are occupied."""
    number = np.full(side * side, -1, np.int64)
    used = 0
    for i in range(points.shape[0]):
        across = min(int((points[i, 0] - low[0]) * scale[0]), side - 1)
        up = min(int((points[i, 1] - low[1]) * scale[1]), side - 1)
        cell = number[across * side + up]
        if cell < 0:
            cell = number[across * side + up] = used
            used += 1
        of[i] = cell
        sums[cell, 0] += points[i, 0]
        sums[cell, 1] += points[i, 1]
        sums[cell, 2] += 1.0
    return used


@kernel
def lloyd(points: Array, weight: Array, centres: Array, rounds: int, label: Array) -> float:
    """Weighted k-means from `centres` (k, 2), moved in place; `label` (m,) is filled; gives the cost.

    A point nearer to its centre than half the way from there to the next stays without looking at the others.
    """
    k = centres.shape[0]
    cost = 0.0
    reach, away = np.empty(k), np.empty(k)
    for step in range(rounds):
        sums = np.zeros((k, 3))
        changed = step == 0
        cost = 0.0
        across, up = centres[:, 0].copy(), centres[:, 1].copy()
        _half_way(centres, reach)
        for i in range(points.shape[0]):
            best = label[i]
            dx = points[i, 0] - centres[best, 0]
            dy = points[i, 1] - centres[best, 1]
            nearest = dx * dx + dy * dy
            if step == 0 or nearest >= reach[best]:
                for c in range(k):
                    dx = points[i, 0] - across[c]
                    dy = points[i, 1] - up[c]
                    away[c] = dx * dx + dy * dy
                best, nearest = 0, away[0]
                for c in range(1, k):
                    if away[c] < nearest:
                        best, nearest = c, away[c]
                changed = changed or label[i] != best
                label[i] = best
            cost += weight[i] * nearest
            sums[best, 0] += weight[i] * points[i, 0]
            sums[best, 1] += weight[i] * points[i, 1]
            sums[best, 2] += weight[i]
        if not changed:
            break
        for c in range(k):
            if sums[c, 2] > 0:
                centres[c, 0] = sums[c, 0] / sums[c, 2]
                centres[c, 1] = sums[c, 1] / sums[c, 2]
    return cost


@kernel
def _half_way(centres: Array, reach: Array) -> None:
    """reach (k,): the square of half the distance from each centre to the nearest other one."""
    for c in range(centres.shape[0]):
        reach[c] = np.inf
        for other in range(centres.shape[0]):
            if other != c:
                dx = centres[c, 0] - centres[other, 0]
                dy = centres[c, 1] - centres[other, 1]
                reach[c] = min(reach[c], (dx * dx + dy * dy) / 4)


@kernel
def divide(points: Array, weight: Array, k: int, draws: Array, better: float, rounds: int, label: Array) -> None:
    """Weighted k-means from the first k points; k-means++ starts, one for each row of `draws` (starts, k), replace it
    where they bring the cost under `better` times what it was."""
    cost = lloyd(points, weight, points[:k].copy(), rounds, label)
    other = np.zeros_like(label)
    nearest = np.empty(label.size)
    centres = np.empty((k, 2))
    for start in range(draws.shape[0]):
        nearest[:] = 1.0
        for c in range(k):
            total = 0.0
            for i in range(label.size):
                total += weight[i] * nearest[i]
            wanted, running, chosen = draws[start, c] * total, 0.0, label.size - 1
            for i in range(label.size):
                running += weight[i] * nearest[i]
                if running > wanted:
                    chosen = i
                    break
            centres[c, 0], centres[c, 1] = points[chosen, 0], points[chosen, 1]  # numba takes seconds for rows
            for i in range(label.size):
                dx = points[i, 0] - points[chosen, 0]
                dy = points[i, 1] - points[chosen, 1]
                distance = dx * dx + dy * dy
                nearest[i] = distance if c == 0 else min(nearest[i], distance)
        other[:] = 0
        lower = lloyd(points, weight, centres, rounds, other)
        if lower < better * cost:
            for i in range(label.size):
                label[i] = other[i]
            cost = lower


@kernel
def silhouette(points: Array, weight: Array, label: Array, k: int) -> float:
    """Mean silhouette of weighted points; a point's own weight less one stands at distance zero."""
    total = np.zeros(k)
    for i in range(label.size):
        total[label[i]] += weight[i]
    if (total == 0).any():
        return -1.0
    away = np.empty(k)
    quality = 0.0
    for i in range(label.size):
        away[:] = 0.0
        for other in range(label.size):
            dx = points[i, 0] - points[other, 0]
            dy = points[i, 1] - points[other, 1]
            away[label[other]] += weight[other] * np.sqrt(dx * dx + dy * dy)
        own = away[label[i]] / max(total[label[i]] - 1.0, 1.0)
        nearest = np.inf
        for c in range(k):
            if c != label[i]:
                nearest = min(nearest, away[c] / total[c])
        larger = max(own, nearest)
        if larger > 0 and total[label[i]] > 1:
            quality += weight[i] * (nearest - own) / larger
    return quality / total.sum()


@kernel
def dip(x: Array) -> float:
    """Hartigan's dip of sorted `x`: the largest distance between its distribution and the nearest unimodal one.

    The modal interval shrinks to where the least concave majorant of the steps stands highest above their greatest
    convex minorant, until what is left outside is further from convex or concave than that (Hartigan and Hartigan
    1985, "The dip test of unimodality", section 6).
    """
    n = x.size
    low, high, furthest = 0, n - 1, 1.0
    minorant, majorant = np.empty(n), np.empty(n)
    lower, upper = np.empty(n, np.bool_), np.empty(n, np.bool_)
    while high > low:
        _hull(x, low, high, 0.0, 1.0, minorant, lower)
        _hull(x, low, high, 1.0, -1.0, majorant, upper)
        widest, at = -1.0, low
        for i in range(low, high + 1):
            if (lower[i] or upper[i]) and majorant[i] - minorant[i] > widest:
                widest, at = majorant[i] - minorant[i], i
        first, last = at, at
        while not lower[first]:
            first -= 1
        while not upper[last]:
            last += 1
        for i in range(low, first + 1):
            furthest = max(furthest, i + 1 - minorant[i])
        for i in range(last, high + 1):
            furthest = max(furthest, majorant[i] - i)
        if widest <= furthest or (first == low and last == high):
            break
        low, high = first, last
    return furthest / (2 * n)


@kernel
def _hull(x: Array, low: int, high: int, shift: float, side: float, values: Array, touched: Array) -> None:
    """Greatest convex minorant (side 1) or least concave majorant (side −1) of the points (x_i, i + shift)."""
    corner = np.empty(high - low + 1, np.int64)
    held = 0
    for i in range(low, high + 1):
        touched[i] = False
        while held >= 2:
            a, b = corner[held - 2], corner[held - 1]
            if side * ((b - a) * (x[i] - x[b]) - (i - b) * (x[b] - x[a])) >= 0:
                held -= 1
            else:
                break
        corner[held] = i
        held += 1
    for at in range(held):
        touched[corner[at]] = True
    for at in range(held - 1):
        a, b = corner[at], corner[at + 1]
        for i in range(a, b + 1):
            span = x[b] - x[a]
            values[i] = a + shift + ((x[i] - x[a]) / span * (b - a) if span > 0 else 0.0)
    if held == 1:
        values[corner[0]] = corner[0] + shift
