"""Votes from files: Polis export folders, long CSV, roll-call folders."""

import csv
from collections.abc import Iterator
from pathlib import Path

from nadwa.engine.opinion.votes import AGREE, DISAGREE, PASS, Votes

FORMATS = ("polis", "long", "rollcall")
ROLL_CALL = {"Y": AGREE, "N": DISAGREE, "A": PASS}
Ballot = tuple[str, str, int]


class BadInput(ValueError):
    """A file cannot be read as votes; the message names file, line, what is wrong and what is expected."""

    def __init__(self, path: Path, line: int | None, wrong: str, expected: str) -> None:
        place = f"{path}, line {line}" if line else f"{path}"
        super().__init__(f"{place}: {wrong}; expected {expected}")


def read_votes(path: Path, form: str | None = None) -> Votes:
    """Read votes in one of FORMATS; without `form` it is told from what the path holds. Raises BadInput."""
    form = form or _form(path)
    readers = {"polis": _polis, "long": _long, "rollcall": _roll_calls}
    if form not in readers:
        raise BadInput(path, None, f"the format is {form!r}", "one of " + ", ".join(FORMATS))
    try:
        return Votes.of(list(readers[form](path)))
    except UnicodeDecodeError as error:
        raise BadInput(path, None, "the file is not text in UTF-8", "UTF-8") from error
    except OSError as error:
        raise BadInput(path, None, error.strerror or "it cannot be read", "a readable file") from error


def _form(path: Path) -> str:
    if (path / "votes.txt").exists():
        return "rollcall"
    return "polis" if path.is_dir() else "long"


def _polis(path: Path) -> Iterator[Ballot]:
    file = path / "votes.csv" if path.is_dir() else path
    for line, row in _rows(file, ["voter-id", "comment-id", "vote"]):
        yield row["voter-id"], row["comment-id"], _vote(file, line, row["vote"])


def _long(path: Path) -> Iterator[Ballot]:
    for line, row in _rows(path, ["participant", "statement", "vote"]):
        yield row["participant"], row["statement"], _vote(path, line, row["vote"])


def _rows(file: Path, wanted: list[str]) -> Iterator[tuple[int, dict[str, str]]]:
    with file.open(encoding="utf-8-sig", newline="") as text:
        reader = csv.DictReader(text)
        missing = [name for name in wanted if name not in (reader.fieldnames or [])]
        if missing:
            raise BadInput(file, 1, f"column {missing[0]} is missing", "columns " + ", ".join(wanted))
        try:
            for row in reader:
                empty = next((name for name in wanted if not row[name]), None)
                if empty:
                    raise BadInput(file, reader.line_num, f"{empty} is empty", "a value in " + ", ".join(wanted))
                yield reader.line_num, row
        except csv.Error as error:
            raise BadInput(file, reader.line_num, str(error), "comma-separated values") from error


def _vote(file: Path, line: int, text: str) -> int:
    try:
        value = int(text)
    except ValueError:
        value = 9
    if value not in (AGREE, DISAGREE, PASS):
        raise BadInput(file, line, f"the vote is {text!r}", "1 (agree), -1 (disagree) or 0 (pass)")
    return value


def _roll_calls(path: Path) -> Iterator[Ballot]:
    states = [row["country"] for _, row in _rows(path / "states.csv", ["country"])]
    file = path / "votes.txt"
    with file.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            identity, _, ballots = line.rstrip("\n").partition(" ")
            if len(ballots) != len(states):
                wrong = f"{len(ballots)} votes for {len(states)} states"
                raise BadInput(file, number, wrong, "RCID and one of Y N A . for each row of states.csv")
            for state, ballot in zip(states, ballots, strict=True):
                if ballot in ROLL_CALL:
                    yield state, identity, ROLL_CALL[ballot]
                elif ballot != ".":
                    raise BadInput(file, number, f"the vote of {state} is {ballot!r}", "Y, N, A or .")
