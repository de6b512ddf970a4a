"""Groups on the map: how the positions can be divided."""

from dataclasses import dataclass

import numpy as np

from nadwa.engine.opinion.rows import Floats, Ints

MOST_BASE_CLUSTERS = 100
MOST_POINTS = 4096
GRID = 64
MOST_GROUPS = 5
RESTARTS = 8
BETTER = 0.95
BASE_ROUNDS = 20
ROUNDS = 60


@dataclass(frozen=True)
class BaseClusters:
    """At most 100 clusters of the m placed participants: `centres` (c, 2), `weights` (c,), `of` (m,)."""

    centres: Floats
    weights: Floats
    of: Ints


@dataclass(frozen=True)
class Groups:
    """Attributes: `labels` (m,), numbered from the largest group; `bases`, the base clusters; `base_labels` (c,);
    `silhouette` of the division."""

    labels: Ints
    bases: BaseClusters
    base_labels: Ints
    silhouette: float

    @property
    def count(self) -> int:
        return int(self.base_labels.max(initial=-1)) + 1

    def together(self) -> "Groups":
        """Everybody in one group: what is published when there are no stable groups."""
        return Groups(np.zeros_like(self.labels), self.bases, np.zeros_like(self.base_labels), self.silhouette)


def divisions(positions: Floats, number: int | None = None) -> list[Groups]:
    """The divisions of m positions (m, 2) into 2 to 5 groups, or into `number` of them, clearest first.

    Weighted k-means on at most 100 base clusters, ordered by weighted silhouette (Rousseeuw 1987). The first positions
    in the order of ids start the base clusters, and the first of those start the groups, as Polis does it (Small et al.
    2021): the earliest participants anchor the division, which then does not flip from one computation to the next.
    Another start (k-means++, Arthur and Vassilvitskii 2007) replaces it only where it lowers the cost by 5 %. Where
    nothing can be divided the only division is into one group.
    """
    bases = base_clusters(positions)
    wanted = [number] if number else range(2, MOST_GROUPS + 1)
    found = [_division(bases, k) for k in wanted if 2 <= k <= len(bases.weights)]
    if not found:
        nobody = np.zeros(len(bases.weights), np.int64)
        return [Groups(nobody[bases.of], bases, nobody, 0.0)]
    return sorted(found, key=lambda division: -division.silhouette)


def _division(bases: BaseClusters, k: int) -> Groups:
    from nadwa.engine.opinion.kernels import divide, silhouette

    labels = np.zeros(len(bases.weights), np.int64)
    draws = np.random.default_rng(k).random((RESTARTS, k))
    divide(bases.centres, bases.weights, k, draws, BETTER, ROUNDS, labels)
    quality = float(silhouette(bases.centres, bases.weights, labels, k))
    labels = _largest_first(labels, bases.weights)
    return Groups(labels[bases.of], bases, labels, quality)


def base_clusters(positions: Floats) -> BaseClusters:
    """k-means from the first 100 distinct positions (m, 2); above 4,096 on a 64 × 64 grid's occupied cells."""
    from nadwa.engine.opinion.kernels import lloyd

    points, weights, of = positions, np.ones(len(positions), np.float64), np.arange(len(positions))
    if len(positions) > MOST_POINTS:
        points, weights, of = _cells(positions)
    centres = _first_distinct(points, MOST_BASE_CLUSTERS)
    label = np.zeros(len(points), np.int64)
    lloyd(np.ascontiguousarray(points), weights, centres, BASE_ROUNDS, label)
    used, cluster = np.unique(label, return_inverse=True)
    total = np.bincount(cluster, weights, minlength=len(used)).astype(np.float64)
    sums = np.stack([np.bincount(cluster, weights * points[:, axis], minlength=len(used)) for axis in (0, 1)], axis=1)
    return BaseClusters(sums / np.maximum(total, 1)[:, None], total, cluster[of])


def _first_distinct(points: Floats, most: int) -> Floats:
    head = points[: 20 * most]
    _, first = np.unique(head, axis=0, return_index=True)
    return np.ascontiguousarray(head[np.sort(first)[:most]])


def _cells(positions: Floats) -> tuple[Floats, Floats, Ints]:
    """Means and weights of the occupied cells of a grid over the positions, in the order in which the positions come
    to them, and each position's cell."""
    from nadwa.engine.opinion.kernels import gather_cells

    low, extent = positions.min(axis=0), np.ptp(positions, axis=0)
    sums, of = np.zeros((GRID * GRID, 3)), np.zeros(len(positions), np.int64)
    used = gather_cells(positions, low, GRID / np.where(extent > 0, extent, 1), GRID, sums, of)
    return sums[:used, :2] / sums[:used, 2:], sums[:used, 2].copy(), of


def _largest_first(labels: Ints, weights: Floats) -> Ints:
    order = np.argsort(-np.bincount(labels, weights), kind="stable")
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order))
    return rank[labels]
