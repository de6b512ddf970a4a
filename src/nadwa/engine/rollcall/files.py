"""Roll calls from a folder: votes.txt, states.csv, roll_calls.csv."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from itertools import compress
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nadwa.engine.opinion.votes import Votes
from nadwa.engine.reading import BadInput, rows_of

ABSENT = 9
CODES = {"Y": 1, "N": -1, "A": 0, ".": ABSENT}
_CODE_OF = np.full(256, 100, np.int8)
for _letter, _code in CODES.items():
    _CODE_OF[ord(_letter)] = _code


@dataclass(frozen=True)
class RollCalls:
    """Attributes: `states` and `codes`, names and ISO codes of n states (three historical ones have no code); `ids` and
    `sessions` (m,) of the roll calls; `votes` (m, n) int8: 1 yes, −1 no, 0 abstention, 9 absent."""

    states: list[str]
    codes: list[str]
    ids: list[str]
    sessions: NDArray[np.int64]
    votes: NDArray[np.int8]

    def of_session(self, session: int) -> NDArray[np.int8]:
        return self.votes[self.sessions == session]

    def some(self, ids: Collection[str]) -> "RollCalls":
        kept = np.array([identity in ids for identity in self.ids])
        return replace(self, ids=list(compress(self.ids, kept)), sessions=self.sessions[kept], votes=self.votes[kept])

    def as_votes(self) -> Votes:
        roll_call, state = np.nonzero(self.votes != ABSENT)
        return Votes.from_columns(
            np.asarray(self.states)[state], np.asarray(self.ids)[roll_call], self.votes[roll_call, state]
        )


def read_roll_calls(path: Path) -> RollCalls:
    """Read the folder `path`; roll calls that roll_calls.csv gives no session are in session 0. Raises BadInput."""
    states = list(rows_of(path / "states.csv", ["country"]))
    session_of = {}
    if (path / "roll_calls.csv").exists():
        for line, row in rows_of(path / "roll_calls.csv", ["rcid", "session"]):
            if not row["session"].isdigit():
                wrong = f"the session is {row['session']!r}"
                raise BadInput(path / "roll_calls.csv", line, wrong, "a whole number")
            session_of[row["rcid"]] = int(row["session"])
    file = path / "votes.txt"
    ids: list[str] = []
    lines: list[str] = []
    with file.open(encoding="utf-8") as text:
        for number, called in enumerate(text, 1):
            identity, _, ballots = called.rstrip("\n").partition(" ")
            if len(ballots) != len(states):
                wrong = f"{len(ballots)} votes for {len(states)} states"
                raise BadInput(file, number, wrong, "RCID and one of Y N A . for each row of states.csv")
            ids.append(identity)
            lines.append(ballots)
    votes = _CODE_OF[np.frombuffer("".join(lines).encode("ascii", "replace"), np.uint8)].reshape(-1, len(states))
    unknown = np.argwhere(votes == 100)
    if len(unknown):
        row, column = unknown[0]
        wrong = f"the vote of {states[column][1]['country']} is {lines[row][column]!r}"
        raise BadInput(file, int(row) + 1, wrong, "Y, N, A or .")
    return RollCalls(
        [row["country"] for _, row in states],
        [row.get("iso3") or "" for _, row in states],
        ids,
        np.array([session_of.get(identity, 0) for identity in ids], np.int64),
        votes,
    )
