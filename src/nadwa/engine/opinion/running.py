"""A map that follows the votes: changed votes change integer statistics, from which the plane is found again."""

from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from nadwa.engine.opinion.agreement import Representative, representative
from nadwa.engine.opinion.groups import Groups, divisions
from nadwa.engine.opinion.plane import FEWEST_VOTES, leading, positions, signed
from nadwa.engine.opinion.rows import Floats, Ints, Rows
from nadwa.engine.opinion.statistics import Statistics
from nadwa.engine.opinion.votes import Votes

WARM_ROUNDS = 6
CLOSE = 1e-7


class NoRoom(Exception):
    """A participant's row is full; build the running map anew from the votes."""


@dataclass(frozen=True)
class Moment:
    """The map at one moment: `components` (S, 2), `positions` (n, 2), `group` (n,) with −1 for who is not placed,
    `group_counts` (k, S, 3), and the representative statements."""

    components: Floats
    positions: Floats
    group: Ints
    groups: Groups
    group_counts: Ints
    representative: list[Representative]


class RunningMap:
    """Votes with room for more, and their exact statistics.

    The votes table stays the truth: a running map built from it anew must have equal `statistics`, bit for bit.

    Attributes
    ----------
    statistics : Statistics
    components : (S, 2)
        Of the last `moment`, from which the next is found in a few rounds.
    """

    def __init__(self, votes: Votes) -> None:
        cast = votes.per_participant()
        room = cast + cast // 4 + 8
        edges = np.concatenate([[0], np.cumsum(room)])
        self._start, self._room = edges[:-1].copy(), edges[1:].copy()
        self._stop = self._start + cast
        self._statement = np.zeros(edges[-1], np.int16)
        self._value = np.zeros(edges[-1], np.int8)
        place = np.repeat(self._start - votes.start[:-1], cast) + np.arange(votes.count)
        self._statement[place], self._value[place] = votes.statement, votes.value
        self._size, self._withdrawn = len(votes.statements), votes.withdrawn
        self.statistics = Statistics.of(votes)
        self.components = leading(self.statistics.centred(self.statistics.means()))

    def change(self, row: Ints, column: Ints, value: NDArray[np.int8]) -> None:
        """Set the votes of participants `row` on statements `column`, new or changed, in order. Raises NoRoom."""
        from nadwa.engine.opinion.kernels import change_votes

        done = change_votes(
            self._start, self._stop, self._room, self._statement, self._value, *self.statistics.arrays,
            row, column, value,
        )  # fmt: skip
        if done < len(row):
            raise NoRoom(f"participant {row[done]} has no room for another vote")

    def moment(self) -> Moment:
        """The map of the votes as they are now."""
        means = self.statistics.means()
        self.components = _again(self.statistics.centred(means), self.components)
        rows = Rows(self._start, self._stop, self._statement, self._value, self._size, self._withdrawn)
        where = positions(rows, means, self.components)
        placed = self._stop - self._start >= min(FEWEST_VOTES, self._size)
        groups = divisions(where[placed])[0]
        group = np.full(len(placed), -1, np.int64)
        group[placed] = groups.labels
        counts = rows.counts_by(group, groups.count)
        return Moment(self.components, where, group, groups, counts, representative(counts))


def _again(gram: Floats, components: Floats) -> Floats:
    """The leading eigenvectors (S, 2) near those of before, by Rayleigh–Ritz on what the matrix makes of them."""
    block = np.hstack([components, np.random.default_rng(0).standard_normal((len(gram), 2))])
    multiply = partial(np.matmul, gram)
    values = np.zeros(2)
    for _ in range(WARM_ROUNDS):
        image = multiply(block)
        basis = np.linalg.qr(np.hstack([block, image, multiply(image)]))[0]
        small = basis.T @ multiply(basis)
        spread, turns = np.linalg.eigh((small + small.T) / 2)
        block, values = basis @ turns[:, :-5:-1], spread[:-3:-1]
        rest = multiply(block[:, :2]) - block[:, :2] * values
        if np.linalg.norm(rest, axis=0).max() <= CLOSE * max(spread[-1], 1e-12):
            return signed(block[:, :2], values)
    return leading(gram)
