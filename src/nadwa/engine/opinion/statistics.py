"""Exact integer statistics of votes: the same bits in whatever order, part or process they are summed."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from nadwa.engine.opinion.rows import LANES, VOTES_A_SHARD, Floats, Ints, mean_votes
from nadwa.engine.opinion.votes import Votes


@dataclass(frozen=True)
class Statistics:
    """For votes V (n, S) and the mask B of votes cast: `both` VᵀV, `crossed` VᵀB, `counted` BᵀB, int64 (S, S), and
    `counts` (S, 3), the disagreements, passes and agreements.

    They can be added and subtracted, and give the centred Gram matrix for any means.
    """

    both: Ints
    crossed: Ints
    counted: Ints
    counts: Ints

    @classmethod
    def of(cls, votes: Votes) -> "Statistics":
        """Work and memory grow with Σ votes_i² / 2 and S²."""
        from nadwa.engine.opinion.kernels import gram_parts

        rows, size = votes.rows, len(votes.statements)
        lanes = LANES if votes.count > VOTES_A_SHARD else 1  # integers: any division gives the same

        def add(low: int, high: int, out: Ints) -> None:
            gram_parts(*rows.arrays, low, high, *out)

        sums = rows.sum(add, (3, size, size), np.int64, lanes)
        for triangle in (sums[0], sums[2]):
            np.copyto(triangle, np.triu(triangle) + np.triu(triangle, 1).T)
        return cls(sums[0], sums[1], sums[2], votes.counts)

    def __add__(self, other: "Statistics") -> "Statistics":
        return Statistics(
            self.both + other.both,
            self.crossed + other.crossed,
            self.counted + other.counted,
            self.counts + other.counts,
        )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Statistics) and all(
            np.array_equal(mine, theirs) for mine, theirs in zip(self.arrays, other.arrays, strict=True)
        )

    __hash__ = None  # type: ignore[assignment]

    @cached_property
    def arrays(self) -> tuple[Ints, Ints, Ints, Ints]:
        return self.both, self.crossed, self.counted, self.counts

    def spread(self, place: Ints, size: int) -> "Statistics":
        """The same on `size` statements, those of now standing at `place` (S,) among them."""
        if size == len(place) and (place == np.arange(size)).all():
            return self
        both, crossed, counted = (np.zeros((size, size), np.int64) for _ in range(3))
        counts = np.zeros((size, 3), np.int64)
        for wide, own in ((both, self.both), (crossed, self.crossed), (counted, self.counted)):
            wide[np.ix_(place, place)] = own
        counts[place] = self.counts
        return Statistics(both, crossed, counted, counts)

    def means(self) -> Floats:
        """Mean vote on each statement, 0 where there is none, shape (S,)."""
        return mean_votes(self.counts)

    def centred(self, means: Floats) -> Floats:
        """XᵀX (S, S) of the votes less `means` (S,): VᵀV − VᵀB m − (VᵀB m)ᵀ + BᵀB m mᵀ."""
        shifted = self.crossed * means[None, :]
        return np.asarray(self.both - shifted - shifted.T + self.counted * np.outer(means, means))
