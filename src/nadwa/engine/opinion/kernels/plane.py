"""Products of the votes with themselves and with directions."""

import numpy as np

from nadwa.engine.opinion.kernels.compiling import Array, fast, kernel

FIELD = 0xFFFF


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
