"""Groups on the map, and whether there are any."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Labels = NDArray[np.int64]
GRID = 24
MOST_GROUPS = 5
RESTARTS = 6
ROUNDS = 40
NULL_CLOUDS = 40
SIGNIFICANCE = 0.95


@dataclass(frozen=True)
class Groups:
    """Attributes: `labels` (m,), numbered from the largest group; `silhouette` of the best division; `single_cloud`,
    the silhouette that 95 % of single clouds of the same shape stay under; `stable`, whether statements are related
    and the first exceeds the second. Without stable groups every label is 0."""

    labels: Labels
    silhouette: float
    single_cloud: float
    stable: bool

    @property
    def count(self) -> int:
        return int(self.labels.max()) + 1 if len(self.labels) else 0


def find_groups(positions: Floats, related: bool, seed: int) -> Groups:
    """Divide m positions (m, 2) into 2 to 5 groups, or say that there are none.

    k-means on the weighted means of a 24 × 24 grid's occupied cells, k by weighted silhouette (Rousseeuw 1987). Null
    test: the division must be clearer than in 95 % of clouds drawn from one normal distribution with the positions'
    covariance. Where votes on statements are not `related` there are no groups, however the cloud is cut.
    """
    if len(positions) < 2 * MOST_GROUPS or np.ptp(positions, axis=0).max() == 0:
        return Groups(np.zeros(len(positions), np.int64), 0.0, 0.0, False)
    random = np.random.default_rng(seed)
    labels, silhouette = _best_division(positions, random)
    spread = np.cov(positions.T)
    clouds = [random.multivariate_normal(np.zeros(2), spread, len(positions)) for _ in range(NULL_CLOUDS)]
    threshold = float(np.quantile([_best_division(cloud, random)[1] for cloud in clouds], SIGNIFICANCE))
    if not related or silhouette <= threshold:
        return Groups(np.zeros(len(positions), np.int64), silhouette, threshold, False)
    return Groups(_largest_first(labels), silhouette, threshold, True)


def _best_division(positions: Floats, random: np.random.Generator) -> tuple[Labels, float]:
    cells, weights, cell_of = _cells(positions)
    best_labels, best = np.zeros(len(positions), np.int64), -1.0
    distances = np.linalg.norm(cells[:, None] - cells[None], axis=2)
    for k in range(2, min(MOST_GROUPS, len(cells) - 1) + 1):
        labels = _k_means(cells, weights, k, random)
        quality = _silhouette(distances, weights, labels, k)
        if quality > best:
            best_labels, best = labels[cell_of], quality
    return best_labels, best


def _cells(positions: Floats) -> tuple[Floats, Floats, Labels]:
    """Means and weights of the occupied cells of a grid over the positions, and each position's cell."""
    low, extent = positions.min(axis=0), np.ptp(positions, axis=0)
    place = np.minimum((positions - low) / np.where(extent > 0, extent, 1) * GRID, GRID - 1).astype(np.int64)
    _, cell_of = np.unique(place[:, 0] * GRID + place[:, 1], return_inverse=True)
    weights = np.bincount(cell_of).astype(np.float64)
    sums = np.stack([np.bincount(cell_of, positions[:, axis]) for axis in (0, 1)], axis=1)
    return sums / weights[:, None], weights, cell_of


def _k_means(cells: Floats, weights: Floats, k: int, random: np.random.Generator) -> Labels:
    """Weighted Lloyd iterations from k-means++ starts (Arthur and Vassilvitskii 2007); the best of several."""
    best, least = np.zeros(len(cells), np.int64), np.inf
    for _ in range(RESTARTS):
        centres = _spread_start(cells, weights, k, random)
        labels = best
        for _ in range(ROUNDS):
            squares = ((cells[:, None] - centres[None]) ** 2).sum(axis=2)
            labels = squares.argmin(axis=1)
            share = np.bincount(labels, weights, minlength=k)
            sums = np.stack([np.bincount(labels, weights * cells[:, axis], minlength=k) for axis in (0, 1)], axis=1)
            moved = np.where(share[:, None] > 0, sums / np.maximum(share, 1e-12)[:, None], centres)
            if np.allclose(moved, centres):
                break
            centres = moved
        cost = float((weights * squares[np.arange(len(cells)), labels]).sum())
        if cost < least:
            best, least = labels, cost
    return best


def _spread_start(cells: Floats, weights: Floats, k: int, random: np.random.Generator) -> Floats:
    chosen = [int(random.choice(len(cells), p=weights / weights.sum()))]
    for _ in range(k - 1):
        squares = ((cells[:, None] - cells[chosen][None]) ** 2).sum(axis=2).min(axis=1)
        chance = weights * squares
        total = chance.sum()
        chosen.append(int(random.choice(len(cells), p=chance / total)) if total > 0 else chosen[-1])
    return cells[chosen].copy()


def _silhouette(distances: Floats, weights: Floats, labels: Labels, k: int) -> float:
    """Mean silhouette of weighted points; a cell's own weight less one counts as points at distance zero."""
    member = (labels[:, None] == np.arange(k)[None]).astype(np.float64) * weights[:, None]
    totals = member.sum(axis=0)
    if (totals == 0).any():
        return -1.0
    sums = distances @ member
    rows = np.arange(len(labels))
    own = sums[rows, labels] / np.maximum(totals[labels] - 1, 1)
    others = np.where(np.arange(k)[None] == labels[:, None], np.inf, sums / totals[None])
    nearest = others.min(axis=1)
    scale = np.maximum(own, nearest)
    quality = np.where((scale > 0) & (totals[labels] > 1), (nearest - own) / np.where(scale > 0, scale, 1), 0.0)
    return float((weights * quality).sum() / weights.sum())


def _largest_first(labels: Labels) -> Labels:
    sizes = np.bincount(labels)
    order = np.argsort(-sizes, kind="stable")
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order))
    return rank[labels]
