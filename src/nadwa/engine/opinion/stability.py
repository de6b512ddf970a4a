"""Would other participants from the same crowd give the same groups? The bootstrap."""

from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from nadwa.engine.opinion.groups import Groups
from nadwa.engine.opinion.plane import Plane
from nadwa.engine.opinion.rows import Floats, Ints
from nadwa.engine.opinion.statistics import Statistics
from nadwa.engine.opinion.votes import Votes

REPLICATES = 100
_CUMULATIVE = np.cumsum([np.exp(-1.0) / float(np.prod(range(1, k + 1), initial=1)) for k in range(9)])
POISSON = np.searchsorted(_CUMULATIVE, (np.arange(65536) + 0.5) / 65536).astype(np.uint8)


@dataclass(frozen=True)
class Stability:
    """Attributes: `overall`, the mean over replicates of the adjusted Rand index between the replicate's groups and
    those found; `confidence` (m,), the share of replicates in which a participant falls in the same group; `together`
    (c, c), the share in which two base clusters do."""

    overall: float
    confidence: Floats
    together: Floats


def stability(votes: Votes, drawn: Plane, groups: Groups, seed: int, replicates: int = REPLICATES) -> Stability:
    """Bootstrap over participants, of votes of the m who are placed.

    Every replicate weighs each participant by a draw from Poisson(1), turns the plane (see `replicate_planes`), moves
    the base clusters on it, and divides them again from the groups found.
    """
    from nadwa.engine.opinion.kernels import cell_votes, lloyd

    bases, k = groups.bases, groups.count
    if k < 2:
        one = np.ones(len(bases.weights))
        return Stability(1.0, np.ones(len(groups.labels)), np.outer(one, one))
    weights = poisson_weights(len(votes.participants), replicates, seed)
    planes, _ = replicate_planes(votes, drawn, weights)
    cells = len(bases.weights)
    summed = votes.rows.sum(
        partial(cell_votes, *votes.rows.arrays, drawn.means, bases.of, votes.withdrawn),
        (cells, len(votes.statements)),
        np.float64,
    )
    content = summed / np.maximum(bases.weights, 1)[:, None]
    label = np.empty((replicates, cells), np.int64)
    for b in range(replicates):
        centres_b = np.ascontiguousarray(content @ planes[b])
        mass = np.bincount(bases.of, weights[:, b], minlength=cells).astype(np.float64)
        start = _means_by(centres_b, np.maximum(mass, 1e-9), groups.base_labels, k)
        lloyd(centres_b, mass, start, 30, label[b])
    same = label == groups.base_labels[None]
    together = (label[:, :, None] == label[:, None]).mean(axis=0) if cells <= 100 else np.zeros((0, 0))
    rand = [adjusted_rand(groups.base_labels, label[b], bases.weights) for b in range(replicates)]
    return Stability(float(np.mean(rand)), same.mean(axis=0)[bases.of], together)


def poisson_weights(participants: int, replicates: int, seed: int) -> NDArray[np.uint8]:
    """Draws from Poisson(1), shape (n, B): how often each participant is drawn in each replicate."""
    random = np.random.default_rng(seed)
    return POISSON[random.integers(0, 65536, (participants, replicates), dtype=np.uint16)]


def replicate_planes(votes: Votes, drawn: Plane, weights: NDArray[np.uint8]) -> tuple[Floats, Floats]:
    """The plane's components (B, S, 2) and the means (B, S) when participants have `weights` (n, B).

    By first-order perturbation of the two leading eigenvectors, mean shift included (Stewart and Sun 1990, "Matrix
    perturbation theory", ch. V); one pass over the votes for all replicates. Projecting replicates into the leading
    subspace of all votes would hide the uncertainty of the axes.
    """
    from nadwa.engine.opinion.kernels import replicate_moments

    replicates = weights.shape[1]
    means, components = drawn.means, drawn.components
    statistics = Statistics.of(votes)
    gram = statistics.centred(means)
    spread, vectors = np.linalg.eigh(gram)
    moved = votes.rows.sum(
        partial(replicate_moments, *votes.rows.arrays, means, components, weights),
        (len(means), 4 * replicates),
        np.float32,
    ).astype(np.float64)
    first, second, shift, mass = np.split(moved, 4, axis=1)
    shift = shift / np.maximum(mass, 1)
    crossed = (statistics.crossed - means[:, None] * statistics.counted).astype(np.float64)
    offset = crossed.T @ components
    turned = np.empty((replicates, len(means), 2))
    for side, image in enumerate((first, second)):
        change = image - crossed @ (shift * components[:, [side]]) - shift * offset[:, [side]]
        gap = spread[-1 - side] - spread
        gap[-2:] = 1.0
        part = vectors.T @ change / np.where(np.abs(gap) < 1e-9, 1.0, gap)[:, None]
        part[-2:] = 0.0
        turned[:, :, side] = (components[:, [side]] + vectors @ part).T
    return _orthonormal(turned), means + shift.T


def _orthonormal(planes: Floats) -> Floats:
    first = planes[:, :, :1]
    first = first / np.maximum(np.linalg.norm(first, axis=1, keepdims=True), 1e-12)
    rest = planes[:, :, 1:] - first * (first * planes[:, :, 1:]).sum(axis=1, keepdims=True)
    return np.concatenate([first, rest / np.maximum(np.linalg.norm(rest, axis=1, keepdims=True), 1e-12)], axis=2)


def _means_by(points: Floats, weights: Floats, label: Ints, k: int) -> Floats:
    total = np.maximum(np.bincount(label, weights, minlength=k), 1e-9)
    sums = np.stack([np.bincount(label, weights * points[:, axis], minlength=k) for axis in (0, 1)], axis=1)
    return sums / total[:, None]


def adjusted_rand(first: Ints, second: Ints, weights: Floats) -> float:
    """Adjusted Rand index (Hubert and Arabie 1985) of two divisions of weighted points."""
    table = np.zeros((first.max() + 1, second.max() + 1))
    np.add.at(table, (first, second), weights)

    def pairs(mass: Floats) -> float:
        return float((mass * (mass - 1)).sum() / 2)

    both, rows, columns = pairs(table), pairs(table.sum(axis=1)), pairs(table.sum(axis=0))
    total = pairs(np.asarray([weights.sum()]))
    expected = rows * columns / total if total > 0 else 0.0
    most = (rows + columns) / 2
    return 1.0 if most <= expected else (both - expected) / (most - expected)
