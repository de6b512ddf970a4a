"""Votes: who has agreed (+1), disagreed (−1) or passed (0) on what."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nadwa.engine.opinion.rows import Floats, Ints, Rows, mean_votes

Ids = NDArray[Any]
AGREE, DISAGREE, PASS = 1, -1, 0
MOST_STATEMENTS = 32_767


@dataclass(frozen=True)
class Votes:
    """The votes of n participants on S statements, in the order of their ids, so that input order does not matter.

    Attributes
    ----------
    participants, statements : arrays (n,), (S,)
        Ids in order: numbers by value, before all other ids. int64 where all are whole numbers, otherwise str.
    start : int64 (n + 1,)
        The votes of participant i are those from start[i] to start[i + 1].
    statement, value : int16, int8 (votes,)
        Which statement, and +1, −1 or 0, ordered by statement within each participant.
    withdrawn : int
        How many more statements were shown and then rejected by moderation. Their votes are left out, but each counts
        as one that everybody has answered with the mean (see `plane`).
    """

    participants: Ids
    statements: Ids
    start: Ints
    statement: NDArray[np.int16]
    value: NDArray[np.int8]
    withdrawn: int = 0

    @classmethod
    def of(cls, cast: Iterable[tuple[str, str, int]], withdrawn: Collection[str] = ()) -> "Votes":
        """Votes from (participant, statement, value) triples; of several on one statement the last counts.

        Raises ValueError for a value other than −1, 0, 1 and for a missing id.
        """
        rows = list(cast)
        columns = zip(*rows, strict=True) if rows else ((), (), ())
        participants, statements, values = (list(column) for column in columns)
        return cls.from_columns(participants, statements, values, withdrawn)

    @classmethod
    def from_columns(cls, participant: Any, statement: Any, value: Any, withdrawn: Collection[str] = ()) -> "Votes":
        """Votes from three columns of the same length, in order of time. Raises ValueError as `of` does, and for more
        than 32,767 statements."""
        from nadwa.engine.opinion.kernels import sorted_rows

        people, row = ranked(participant)
        topics, column = ranked(statement)
        values = _checked(value)
        if len({len(row), len(column), len(values)}) > 1:
            raise ValueError("participants, statements and votes must be columns of one length")
        rejected = np.isin(topics.astype(str), [str(identity) for identity in withdrawn])
        if rejected.any():
            counted = ~rejected[column]
            row, column, values = row[counted], (np.cumsum(~rejected) - 1)[column[counted]], values[counted]
            topics = topics[~rejected]
            present = np.bincount(row, minlength=len(people)) > 0
            row, people = (np.cumsum(present) - 1)[row], people[present]
        if len(topics) > MOST_STATEMENTS:
            raise ValueError(f"{len(topics)} statements; expected at most {MOST_STATEMENTS}")
        start, column, values = sorted_rows(row, column, values, len(people), len(topics))
        return cls(people, topics, start, column, values, int(rejected.sum()))

    @cached_property
    def digest(self) -> str:
        """SHA-256 of a header, the ids one a line, and the arrays `start`, `statement`, `value`, little-endian."""
        counts = f"nadwa-votes/1 {len(self.participants)} {len(self.statements)} {self.count} {self.withdrawn}\n"
        ids = "".join(f"{identity}\n" for identities in (self.participants, self.statements) for identity in identities)
        whole = sha256((counts + ids).encode())
        for array, kind in ((self.start, "<i8"), (self.statement, "<i2"), (self.value, "<i1")):
            whole.update(np.ascontiguousarray(array, kind).data)
        return whole.hexdigest()

    @property
    def count(self) -> int:
        return len(self.value)

    @cached_property
    def rows(self) -> Rows:
        return Rows(self.start[:-1], self.start[1:], self.statement, self.value, len(self.statements), self.withdrawn)

    def per_participant(self) -> Ints:
        """Votes cast by each participant, shape (n,)."""
        return np.diff(self.start)

    @cached_property
    def counts(self) -> Ints:
        """Disagreements, passes and agreements with each statement, shape (S, 3)."""
        return self.counts_by(np.zeros(len(self.participants), np.int64), 1)[0]

    def counts_by(self, label: Ints, labels: int) -> Ints:
        """The same for participants of each label from 0, shape (labels, S, 3); those of label −1 are left out."""
        return self.rows.counts_by(label, labels)

    def means(self) -> Floats:
        """Mean vote on each statement, 0 where there is none, shape (S,)."""
        return mean_votes(self.counts)

    def thinned(self, participants: int, statements: int) -> "Votes":
        """At most so many participants and statements, evenly spaced in the order of ids."""
        rows = np.zeros(len(self.participants), bool)
        rows[:: max(-(-len(rows) // max(participants, 1)), 1)] = True
        fewer = self.only(rows)
        step = max(-(-len(self.statements) // statements), 1)
        held = fewer.statement % step == 0
        row = np.repeat(np.arange(len(fewer.participants)), fewer.per_participant())[held]
        start = np.concatenate([[0], np.cumsum(np.bincount(row, minlength=len(fewer.participants)))])
        column = (fewer.statement[held] // step).astype(np.int16)
        return Votes(fewer.participants, self.statements[::step], start, column, fewer.value[held])

    def only(self, rows: NDArray[np.bool_]) -> "Votes":
        """The votes of the participants where `rows` (n,) is true."""
        votes = np.repeat(rows, self.per_participant())
        start = np.concatenate([[0], np.cumsum(self.per_participant()[rows])])
        return Votes(
            self.participants[rows], self.statements, start, self.statement[votes], self.value[votes], self.withdrawn
        )

    def participant(self) -> Ints:
        """Who cast each vote, as a place in `participants`, shape (votes,)."""
        return np.repeat(np.arange(len(self.participants)), self.per_participant())

    def without(self, votes: NDArray[np.bool_]) -> "Votes":
        """Without the votes where `votes` (votes,) is true; all participants and statements stay."""
        cast = np.bincount(self.participant()[~votes], minlength=len(self.participants))
        start = np.concatenate([[0], np.cumsum(cast)])
        return Votes(
            self.participants, self.statements, start, self.statement[~votes], self.value[~votes], self.withdrawn
        )

    def triples(self) -> Iterator[tuple[str, str, int]]:
        """(participant, statement, value) in the order of ids."""
        for row, participant in enumerate(self.participants):
            for at in range(self.start[row], self.start[row + 1]):
                yield str(participant), str(self.statements[self.statement[at]]), int(self.value[at])


def ranked(ids: Any) -> tuple[Ids, Ints]:
    """The distinct ids in order, and each id's place among them. Raises ValueError for a missing id."""
    array = np.asarray(ids)
    if array.dtype.kind in "iu":
        return _ranked_numbers(array.astype(np.int64))
    if array.size == 0:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    texts, place = np.unique(np.array([_text(identity) for identity in array.tolist()]), return_inverse=True)
    order = np.array(sorted(range(len(texts)), key=lambda at: in_order(str(texts[at]))))
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order))
    return _plain_numbers(texts[order]), rank[place]


def _ranked_numbers(ids: Ints) -> tuple[Ids, Ints]:
    """By a table where the numbers lie close together, which is many times faster than sorting; otherwise sorted."""
    low = int(ids.min(initial=0))
    extent = int(ids.max(initial=0)) - low + 1
    if extent > 4 * len(ids) + 1_000_000:
        distinct, place = np.unique(ids, return_inverse=True)
        return distinct, place.astype(np.int64)
    present = np.zeros(extent, bool)
    present[ids - low] = True
    rank = np.cumsum(present) - 1
    return np.flatnonzero(present) + low, rank[ids - low]


def in_order(identity: str) -> tuple[int, int, str]:
    """Sort key of an id: numbers by their value, then the rest as text."""
    return (0, int(identity), identity) if identity.isascii() and identity.isdigit() else (1, 0, identity)


def _text(identity: Any) -> str:
    if identity is None or identity != identity or identity == "":  # noqa: PLR0124 - not a number
        raise ValueError("an id is missing; every vote names its participant and its statement")
    return str(identity)


def _plain_numbers(texts: Ids) -> Ids:
    """The ids as int64 where writing those as text gives the ids again."""
    plain = all(text.isascii() and text.isdigit() and len(text) < 19 and str(int(text)) == text for text in texts)
    return texts.astype(np.int64) if plain else texts


def _checked(values: Any) -> NDArray[np.int8]:
    array = np.asarray(values) if len(values) else np.zeros(0, np.int8)
    known = np.isin(array, (DISAGREE, PASS, AGREE))
    if not known.all():
        wrong = array[~known].tolist()[0]
        raise ValueError(f"a vote is 1 (agree), -1 (disagree) or 0 (pass), not {wrong!r}")
    return array.astype(np.int8)
