"""Votes as rows in memory, three bytes a vote, and how the compiled loops are run over them."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from os import cpu_count
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
SHARDS = 64
VOTES_A_SHARD = 60_000
LANES = cpu_count() or 1


@cache
def threads() -> ThreadPoolExecutor:
    """The threads among which a shard's loops are shared, made when they are first needed."""
    return ThreadPoolExecutor(LANES, "engine")


def mean_votes(counts: Ints) -> Floats:
    """Mean vote on each statement, 0 where there is none, (S,), from disagreements, passes and agreements (S, 3)."""
    return (counts[:, 2] - counts[:, 0]) / np.maximum(counts.sum(axis=1), 1)


@dataclass(frozen=True)
class Rows:
    """The votes of participant i are `statement` and `value` from start[i] to stop[i]; there may be room between rows.

    `statement` is int16, sorted in each row, under `statements`; `value` int8.
    """

    start: Ints
    stop: Ints
    statement: NDArray[np.int16]
    value: NDArray[np.int8]
    statements: int
    withdrawn: int

    @property
    def arrays(self) -> tuple[Ints, Ints, NDArray[np.int16], NDArray[np.int8]]:
        return self.start, self.stop, self.statement, self.value

    def shards(self, number: int | None = None) -> list[tuple[int, int]]:
        """Ranges of participants; how many depends on the votes alone, so that sums of floats do not depend on the
        machine."""
        parts = number or int(np.clip(len(self.value) // VOTES_A_SHARD, 1, SHARDS))
        edges = np.arange(parts + 1) * len(self.start) // parts
        return list(zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True))

    def sum(
        self, work: Callable[[int, int, Any], None], shape: tuple[int, ...], kind: Any, number: int | None = None
    ) -> Any:
        """Σ of what `work(low, high, out)` adds to a zeroed `out` for each shard, in threads, in the shards' order."""

        shards = self.shards(number)

        def lane(first: int) -> list[Any]:
            outs = [np.zeros(shape, kind) for _ in shards[first::LANES]]
            for shard, out in zip(shards[first::LANES], outs, strict=True):
                work(*shard, out)
            return outs

        if len(shards) == 1:
            return lane(0)[0]
        lanes = list(threads().map(lane, range(LANES)))
        total = np.zeros(shape, kind)
        for place in range(len(shards)):
            total += lanes[place % LANES][place // LANES]
        return total

    def fill(self, work: Callable[[int, int], None]) -> None:
        """Run `work(low, high)` for each shard, in threads."""
        if len(self.value) <= VOTES_A_SHARD:
            work(0, len(self.start))
        else:
            list(threads().map(lambda shard: work(*shard), self.shards(LANES)))

    def counts_by(self, label: Ints, labels: int) -> Ints:
        """Disagreements, passes and agreements by participants of each label from 0, shape (labels, S, 3)."""
        from nadwa.engine.opinion.kernels import count_by_label

        lanes = LANES if len(self.value) > VOTES_A_SHARD else 1  # integers: any division gives the same
        return self.sum(
            lambda low, high, out: count_by_label(*self.arrays, label, low, high, out),
            (labels, self.statements, 3),
            np.int64,
            lanes,
        )
