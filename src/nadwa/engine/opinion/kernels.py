"""The loops over votes, compiled by numba when this module is first imported and kept on disk.

Votes come as the arrays of `Rows`: `start` and `stop` (n,) int64, `statement` int16, `value` int8. Every kernel works
on the participants from `low` to `high`, releases the interpreter's lock, and adds to `out`, so that shards can run in
threads and be summed in a fixed order.
"""

from typing import Any

import numpy as np
from numba import njit
from threadpoolctl import threadpool_limits

Array = Any
threadpool_limits(1, "blas")  # its threads spin after every small product, and halve the speed of these loops

kernel = njit(cache=True, nogil=True)
fast = njit(cache=True, nogil=True, fastmath=True)
FIELD = 0xFFFF


@kernel
def sorted_rows(participant: Array, statement: Array, value: Array, people: int, statements: int) -> Array:
    """Rows from columns in order of time: sorted by statement, of several votes on one the last."""
    by_statement = _stable_order(statement, np.arange(statement.size), statements)
    order = _stable_order(participant, by_statement, people)
    start = np.zeros(people + 1, np.int64)
    kept_statement = np.empty(order.size, np.int16)
    kept_value = np.empty(order.size, np.int8)
    filled = 0
    for at in range(order.size):
        event = order[at]
        following = order[at + 1] if at + 1 < order.size else -1
        if following >= 0 and participant[following] == participant[event] and statement[following] == statement[event]:
            continue
        kept_statement[filled] = statement[event]
        kept_value[filled] = value[event]
        filled += 1
        start[participant[event] + 1] = filled
    for row in range(people):
        start[row + 1] = max(start[row + 1], start[row])
    return start, kept_statement[:filled].copy(), kept_value[:filled].copy()


@kernel
def _stable_order(key: Array, order: Array, size: int) -> Array:
    """Counting sort of `order` by key."""
    place = np.zeros(size + 1, np.int64)
    for event in range(key.size):
        place[key[event] + 1] += 1
    for slot in range(size):
        place[slot + 1] += place[slot]
    result = np.empty(order.size, np.int64)
    for event in order:
        result[place[key[event]]] = event
        place[key[event]] += 1
    return result


@kernel
def count_by_label(
    start: Array, stop: Array, statement: Array, value: Array, label: Array, low: int, high: int, out: Array
) -> None:
    """out (labels, S, 3) int64: disagreements, passes, agreements; label −1 is left out."""
    for row in range(low, high):
        if label[row] >= 0:
            own = out[label[row]]
            for at in range(start[row], stop[row]):
                own[statement[at], value[at] + 1] += 1


@fast
def gram_times(
    start: Array,
    stop: Array,
    statement: Array,
    value: Array,
    mean: Array,
    block: Array,
    low: int,
    high: int,
    out: Array,
) -> None:
    """out (S, 4) += XᵀX block, for X the votes less their statement's mean."""
    for row in range(low, high):
        a, b, c, d = 0.0, 0.0, 0.0, 0.0
        for at in range(start[row], stop[row]):
            j = statement[at]
            x = value[at] - mean[j]
            a += x * block[j, 0]
            b += x * block[j, 1]
            c += x * block[j, 2]
            d += x * block[j, 3]
        for at in range(start[row], stop[row]):
            j = statement[at]
            x = value[at] - mean[j]
            out[j, 0] += x * a
            out[j, 1] += x * b
            out[j, 2] += x * c
            out[j, 3] += x * d


@kernel
def project(
    start: Array,
    stop: Array,
    statement: Array,
    value: Array,
    table: Array,
    withdrawn: int,
    low: int,
    high: int,
    out: Array,
) -> None:
    """out (n, 2): sqrt((S + withdrawn) / (votes + withdrawn)) Σ table[statement, vote + 1]; table is (S, 3, 2)."""
    size = table.shape[0] + withdrawn
    for row in range(low, high):
        x, y = 0.0, 0.0
        for at in range(start[row], stop[row]):
            j, v = statement[at], value[at] + 1
            x += table[j, v, 0]
            y += table[j, v, 1]
        votes = stop[row] - start[row] + withdrawn
        scale = np.sqrt(size / max(votes, 1))
        out[row, 0] = x * scale
        out[row, 1] = y * scale


@kernel
def gram_parts(
    start: Array,
    stop: Array,
    statement: Array,
    value: Array,
    low: int,
    high: int,
    both: Array,
    crossed: Array,
    counted: Array,
) -> None:
    """Add VᵀV and BᵀB (upper triangles) and VᵀB (whole) of votes V and mask B to int64 arrays (S, S).

    Four sums of 16 bits share one integer, and are taken apart every 30,000 rows, before a field can overflow.
    """
    size = both.shape[0]
    packed = np.zeros((size, size), np.uint64)
    one, sixteen = np.uint64(1), np.uint64(16)
    for first in range(low, high, 30_000):
        for row in range(first, min(first + 30_000, high)):
            for at in range(start[row], stop[row]):
                own = packed[statement[at]]
                v = np.int64(value[at])
                fixed = one + (np.uint64(v + 1) << sixteen)
                for other in range(at, stop[row]):
                    w = np.int64(value[other])
                    fields = fixed + (np.uint64(w + 1) << np.uint64(32)) + (np.uint64(v * w + 1) << np.uint64(48))
                    own[statement[other]] += fields
        for j in range(size):
            for k in range(j, size):
                cell = packed[j, k]
                if cell:
                    n = np.int64(cell & np.uint64(FIELD))
                    counted[j, k] += n
                    crossed[j, k] += np.int64((cell >> sixteen) & np.uint64(FIELD)) - n
                    both[j, k] += np.int64(cell >> np.uint64(48)) - n
                    if k != j:
                        crossed[k, j] += np.int64((cell >> np.uint64(32)) & np.uint64(FIELD)) - n
                    packed[j, k] = 0


@kernel
def cell_votes(
    start: Array, stop: Array, statement: Array, value: Array,
    mean: Array, cell: Array, withdrawn: int, low: int, high: int,
    out: Array,
) -> None:  # fmt: skip
    """out (cells, S) += each participant's centred votes, scaled as positions are; cell −1 is left out."""
    size = mean.size + withdrawn
    for row in range(low, high):
        if cell[row] >= 0:
            own = out[cell[row]]
            scale = np.sqrt(size / max(stop[row] - start[row] + withdrawn, 1))
            for at in range(start[row], stop[row]):
                j = statement[at]
                own[j] += scale * (value[at] - mean[j])


@kernel
def replicate_moments(
    start: Array, stop: Array, statement: Array, value: Array,
    mean: Array, plane: Array, weight: Array, low: int, high: int,
    out: Array,
) -> None:  # fmt: skip
    """out (S, 4 B) float32 for weights (n, B): Σ w x y₁, Σ w x y₂, Σ w x, Σ w over each statement's votes, where x is
    the centred vote and y the participant's coordinates Σ x plane (S, 2)."""
    replicates = weight.shape[1]
    moved = np.empty(4 * replicates, np.float32)
    for row in range(low, high):
        y1, y2 = np.float32(0), np.float32(0)
        for at in range(start[row], stop[row]):
            j = statement[at]
            x = value[at] - mean[j]
            y1 += x * plane[j, 0]
            y2 += x * plane[j, 1]
        for b in range(replicates):
            w = np.float32(weight[row, b])
            moved[b] = w * y1
            moved[replicates + b] = w * y2
            moved[2 * replicates + b] = w
            moved[3 * replicates + b] = w
        for at in range(start[row], stop[row]):
            j = statement[at]
            x = np.float32(value[at] - mean[j])
            own = out[j]
            for b in range(3 * replicates):
                own[b] += x * moved[b]
            for b in range(3 * replicates, 4 * replicates):
                own[b] += moved[b]


@kernel
def fit_people(
    start: Array, stop: Array, statement: Array, value: Array,
    centre: float, mean: Array, spread: Array, prior: Array, noise: float,
    person: Array, low: int, high: int, out: Array,
) -> None:  # fmt: skip
    """One half-step of variational Bayes: every participant's intercept and factors given the statements'.

    `mean` (S, d) and `spread` (S, d, d) are the posterior of the statements' intercepts and factors, d = 1 + r; `prior`
    (d,) the participants' prior precisions. Fills `person` (n, d). Adds to `out` (S + 1, d, d + 2): for each statement
    its normal equations (d, d + 1) in the same sense, and in the last column what the noise is estimated from; in the
    last row the participants' second moments.
    """
    d = mean.shape[1]
    system = np.empty((d, d))
    wanted = np.empty(d)
    moment = np.empty((d, d))
    for row in range(low, high):
        system[:] = 0.0
        wanted[:] = 0.0
        for k in range(d):
            system[k, k] = prior[k] * noise
        for at in range(start[row], stop[row]):
            j = statement[at]
            rest = value[at] - centre - mean[j, 0]
            system[0, 0] += 1.0
            wanted[0] += rest
            for k in range(1, d):
                wanted[k] += mean[j, k] * rest - spread[j, 0, k]
                system[0, k] += mean[j, k]
                for m in range(k, d):
                    system[k, m] += mean[j, k] * mean[j, m] + spread[j, k, m]
        own = person[row]
        _invert(system)
        for k in range(d):
            own[k] = 0.0
            for m in range(d):
                own[k] += system[k, m] * wanted[m]
        for k in range(d):
            for m in range(d):
                moment[k, m] = own[k] * own[m] + noise * system[k, m]
                out[out.shape[0] - 1, k, m] += moment[k, m]
        for at in range(start[row], stop[row]):
            j = statement[at]
            rest = value[at] - centre - own[0]
            sums = out[j]
            sums[0, 0] += 1.0
            sums[0, d] += rest
            for k in range(1, d):
                sums[k, d] += own[k] * rest - noise * system[0, k]
                sums[0, k] += own[k]
                for m in range(k, d):
                    sums[k, m] += moment[k, m]
            sums[0, d + 1] += rest * rest + noise * system[0, 0]


@kernel
def fit_statements(sums: Array, prior: Array, noise: float, mean: Array, spread: Array) -> float:
    """The other half-step: posterior of each statement from what `fit_people` summed; gives the expected squares of
    what is left of the votes, summed."""
    d = mean.shape[1]
    system = np.empty((d, d))
    left = 0.0
    for j in range(mean.shape[0]):
        for k in range(d):
            for m in range(k, d):
                system[k, m] = sums[j, k, m]
            system[k, k] += prior[k] * noise
        _invert(system)
        for k in range(d):
            mean[j, k] = 0.0
            for m in range(d):
                mean[j, k] += system[k, m] * sums[j, m, d]
                spread[j, k, m] = noise * system[k, m]
        left += sums[j, 0, d + 1]
        for k in range(d):
            left -= 2 * mean[j, k] * sums[j, k, d]
            for m in range(d):
                moment = sums[j, min(k, m), max(k, m)]
                left += moment * (mean[j, k] * mean[j, m] + spread[j, k, m])
    return left


@kernel
def _invert(system: Array) -> None:
    """Invert, in place, a positive definite matrix whose upper triangle is given (Gauss and Jordan)."""
    d = system.shape[0]
    for k in range(d):
        for m in range(k):
            system[k, m] = system[m, k]
    for k in range(d):
        pivot = 1.0 / system[k, k]
        system[k, k] = 1.0
        for m in range(d):
            system[k, m] *= pivot
        for other in range(d):
            if other != k:
                factor = system[other, k]
                system[other, k] = 0.0
                for m in range(d):
                    system[other, m] -= factor * system[k, m]


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
    reach = np.empty(k)
    for step in range(rounds):
        sums = np.zeros((k, 3))
        changed = step == 0
        cost = 0.0
        _half_way(centres, reach)
        for i in range(points.shape[0]):
            best = label[i]
            dx = points[i, 0] - centres[best, 0]
            dy = points[i, 1] - centres[best, 1]
            nearest = dx * dx + dy * dy
            if step == 0 or nearest >= reach[best]:
                best, nearest = 0, np.inf
                for c in range(k):
                    dx = points[i, 0] - centres[c, 0]
                    dy = points[i, 1] - centres[c, 1]
                    distance = dx * dx + dy * dy
                    if distance < nearest:
                        best, nearest = c, distance
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
            centres[c] = points[chosen]
            for i in range(label.size):
                dx = points[i, 0] - points[chosen, 0]
                dy = points[i, 1] - points[chosen, 1]
                distance = dx * dx + dy * dy
                nearest[i] = distance if c == 0 else min(nearest[i], distance)
        other[:] = 0
        lower = lloyd(points, weight, centres, rounds, other)
        if lower < better * cost:
            label[:] = other
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


@kernel
def change_votes(
    start: Array, stop: Array, room: Array, statement: Array, value: Array, both: Array, crossed: Array, counted: Array,
    counts: Array, row: Array, column: Array, vote: Array,
) -> int:  # fmt: skip
    """Set votes (one of `row`, `column`, `vote` each) in rows with room, and the integer statistics (S, S), (S, 3) with
    them; gives how many were set before a row had no room left."""
    for event in range(row.size):
        i, j, v = row[event], column[event], np.int64(vote[event])
        first, last = start[i], stop[i]
        place = first
        while place < last and statement[place] < j:
            place += 1
        known = place < last and statement[place] == j
        if not known and last == room[i]:
            return event
        old = np.int64(value[place]) if known else np.int64(0)
        new = np.int64(0) if known else np.int64(1)
        for at in range(first, last):
            k, w = statement[at], np.int64(value[at])
            if k != j:
                both[j, k] += (v - old) * w
                both[k, j] += (v - old) * w
                crossed[j, k] += v - old
                crossed[k, j] += new * w
                counted[j, k] += new
                counted[k, j] += new
        both[j, j] += v * v - old * old
        crossed[j, j] += v - old
        counted[j, j] += new
        counts[j, v + 1] += 1
        if known:
            counts[j, old + 1] -= 1
        else:
            for at in range(last, place, -1):
                statement[at] = statement[at - 1]
                value[at] = value[at - 1]
            stop[i] = last + 1
            statement[place] = j
        value[place] = v
    return row.size
