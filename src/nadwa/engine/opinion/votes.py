"""Votes: who has agreed (+1), disagreed (−1) or passed (0) on what."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Ints = NDArray[np.int64]
AGREE, DISAGREE, PASS = 1, -1, 0


@dataclass(frozen=True)
class Votes:
    """The votes of n participants on S statements, in the order of their ids, so that input order does not matter.

    Attributes
    ----------
    participants, statements : tuple of str
        Ids, sorted: numbers by value, before all other ids.
    value : sparse (n, S) int64
        +1, −1; passes and absent votes are zero.
    cast : sparse (n, S) int64
        1 where a vote was cast, passes included.
    """

    participants: tuple[str, ...]
    statements: tuple[str, ...]
    value: sparse.csr_array
    cast: sparse.csr_array

    @classmethod
    def of(cls, cast: Iterable[tuple[str, str, int]]) -> "Votes":
        """Votes from (participant, statement, value) triples; of several on one statement the last counts.

        Raises ValueError for a value other than −1, 0, 1.
        """
        last = {(participant, statement): value for participant, statement, value in cast}
        wrong = next((value for value in last.values() if value not in (AGREE, DISAGREE, PASS)), None)
        if wrong is not None:
            raise ValueError(f"a vote is 1 (agree), -1 (disagree) or 0 (pass), not {wrong!r}")
        participants = tuple(sorted({participant for participant, _ in last}, key=in_order))
        statements = tuple(sorted({statement for _, statement in last}, key=in_order))
        row = {participant: index for index, participant in enumerate(participants)}
        column = {statement: index for index, statement in enumerate(statements)}
        rows = np.fromiter((row[participant] for participant, _ in last), np.int64, len(last))
        columns = np.fromiter((column[statement] for _, statement in last), np.int64, len(last))
        values = np.fromiter(last.values(), np.int64, len(last))
        shape = (len(participants), len(statements))
        value = sparse.csr_array((values, (rows, columns)), shape)
        value.eliminate_zeros()
        return cls(participants, statements, value, sparse.csr_array((np.ones_like(values), (rows, columns)), shape))

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the votes as lines `participant TAB statement TAB value`, in order of ids."""
        dense_order = self.cast.tocsr().sorted_indices()
        lines = sha256()
        for row, participant in enumerate(self.participants):
            for column in dense_order.indices[dense_order.indptr[row] : dense_order.indptr[row + 1]]:
                vote = int(self.value[row, column])
                lines.update(f"{participant}\t{self.statements[column]}\t{vote}\n".encode())
        return lines.hexdigest()

    @cached_property
    def count(self) -> int:
        return int(self.cast.nnz)

    def shuffled(self, random: np.random.Generator) -> "Votes":
        """Votes in which statements have nothing to do with one another: each statement's votes are dealt out anew
        among those who voted on it."""
        coded = sparse.csc_array(self.value + 2 * self.cast)
        statement = np.repeat(np.arange(len(self.statements)), np.diff(coded.indptr))
        coded.data = coded.data[np.lexsort((random.random(coded.nnz), statement))]
        value = sparse.csr_array(coded)
        value.data = value.data - 2
        value.eliminate_zeros()
        return Votes(self.participants, self.statements, value, self.cast)

    def per_participant(self) -> Ints:
        """Votes cast by each participant, shape (n,)."""
        return np.asarray(self.cast.sum(axis=1), dtype=np.int64)

    def per_statement(self) -> Ints:
        """Votes cast on each statement, shape (S,)."""
        return np.asarray(self.cast.sum(axis=0), dtype=np.int64)

    def agrees(self) -> sparse.csr_array:
        """1 where a participant agreed, shape (n, S)."""
        return sparse.csr_array((self.value == AGREE).astype(np.int64))

    def disagrees(self) -> sparse.csr_array:
        """1 where a participant disagreed, shape (n, S)."""
        return sparse.csr_array((self.value == DISAGREE).astype(np.int64))


def in_order(identity: str) -> tuple[int, int, str]:
    """Sort key of an id: numbers by their value, then the rest as text."""
    return (0, int(identity), identity) if identity.isascii() and identity.isdigit() else (1, 0, identity)
