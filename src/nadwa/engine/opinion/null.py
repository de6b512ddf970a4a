"""Are the groups more than a cut through one cloud? The null test."""

from dataclasses import dataclass
from functools import cache
from itertools import combinations

import numpy as np

from nadwa.engine.opinion.groups import Groups
from nadwa.engine.opinion.rows import Floats

CLOUDS = 1_000
SIGNIFICANCE = 0.95
MOST_POINTS = 4_096


@dataclass(frozen=True)
class NullTest:
    """Between the two groups that are least apart: `valley`, Hartigan's dip of the positions, and `single_cloud`, the
    dip that 95 % of single clouds stay under; `passed`, whether the first exceeds the second."""

    valley: float
    single_cloud: float

    @property
    def passed(self) -> bool:
        return self.valley > self.single_cloud


def null_test(positions: Floats, groups: Groups) -> NullTest:
    """Test a division of the positions (m, 2) against one cloud, however skewed or flat.

    Of every two groups the positions are projected on the line through both centres. Where opinions are a continuum
    they have one mode there, and their dip (Hartigan and Hartigan 1985, "The dip test of unimodality") is under what
    95 % of uniform samples of that size reach; all pairs must exceed it. k-means cuts any cloud, and a silhouette
    looks good on a skewed one: comparing silhouettes with those of normal clouds takes most continua for camps.
    """
    tests = [_between(positions, groups, pair) for pair in combinations(range(groups.count), 2)]
    return min(tests, key=lambda test: test.valley - test.single_cloud, default=NullTest(0.0, 0.0))


def _between(positions: Floats, groups: Groups, pair: tuple[int, int]) -> NullTest:
    from nadwa.engine.opinion.kernels import dip

    first, second = (positions[groups.labels == group] for group in pair)
    line = second.mean(axis=0) - first.mean(axis=0)
    along = np.concatenate([first, second]) @ line
    spaced = np.sort(along[:: -(-len(along) // MOST_POINTS)])
    size = 2 ** int(np.log2(len(spaced)))
    return NullTest(float(dip(spaced)), _scaled_threshold(size) / len(spaced) ** 0.5)


@cache
def _scaled_threshold(size: int) -> float:
    """What √n · dip stays under in 95 % of uniform samples; it changes little between one power of two and the next."""
    from nadwa.engine.opinion.kernels import dip

    random = np.random.default_rng(size)
    flat = [dip(np.sort(random.random(size))) for _ in range(CLOUDS)]
    return float(np.quantile(flat, SIGNIFICANCE) * np.sqrt(size))


def distinct(positions: Floats, divisions: list[Groups]) -> tuple[Groups, NullTest]:
    """The first of `divisions`, best first, whose groups are all apart, with its test; if none is, the first as one
    group, with the test that it failed."""
    tested = [(division, null_test(positions, division)) for division in divisions]
    failed = divisions[0].together(), tested[0][1]
    return next(((division, test) for division, test in tested if test.passed), failed)
