"""Votes from files: Polis export folders, long CSV or Parquet, roll-call folders."""

from pathlib import Path
from typing import Any

import numpy as np

from nadwa.engine.opinion.votes import AGREE, DISAGREE, PASS, Votes
from nadwa.engine.reading import BadInput, rows_of
from nadwa.engine.rollcall.files import read_roll_calls

FORMATS = ("polis", "long", "rollcall")
ROLL_CALL = {"Y": AGREE, "N": DISAGREE, "A": PASS}
POLIS = ["voter-id", "comment-id", "vote"]
LONG = ["participant", "statement", "vote"]
REJECTED = "-1"


def read_votes(path: Path, form: str | None = None) -> Votes:
    """Read votes in one of FORMATS; without `form` it is told from what the path holds.

    polis: a folder with votes.csv (timestamp, voter-id, comment-id, vote), and comments.csv, whose statements with
    `moderated` −1 are withdrawn. long: a CSV or Parquet file, or a folder of Parquet files, with the columns
    participant, statement, vote and, where votes changed, time. rollcall: a folder with votes.txt and states.csv.
    Of several votes of one participant on one statement the last in time counts. Raises BadInput.
    """
    form = form or form_of(path)
    readers = {"polis": _polis, "long": _long, "rollcall": _roll_calls}
    if form not in readers:
        raise BadInput(path, None, f"the format is {form!r}", "one of " + ", ".join(FORMATS))
    try:
        return readers[form](path)
    except UnicodeDecodeError as error:
        raise BadInput(path, None, "the file is not text in UTF-8", "UTF-8") from error
    except OSError as error:
        raise BadInput(path, None, error.strerror or "it cannot be read", "a readable file") from error


def form_of(path: Path) -> str:
    """One of FORMATS, told from what the path holds."""
    if (path / "votes.txt").exists():
        return "rollcall"
    return "polis" if path.is_dir() and not is_parquet(path) else "long"


def is_parquet(path: Path) -> bool:
    """Whether the path is a Parquet file, or a folder with some."""
    return any(path.glob("*.parquet")) if path.is_dir() else path.suffix == ".parquet"


def parquet_parts(path: Path) -> list[Path]:
    """The Parquet files of a folder in the order of their names, or the one file."""
    return sorted(path.glob("*.parquet")) if path.is_dir() else [path]


def _polis(path: Path) -> Votes:
    folder, file = (path, path / "votes.csv") if path.is_dir() else (path.parent, path)
    return _table(file, POLIS, "timestamp", rejected(folder / "comments.csv"))


def rejected(file: Path) -> list[str]:
    """The ids of the statements that moderators of a Polis conversation rejected."""
    if not file.exists():
        return []
    wanted = ["comment-id", "moderated"]
    return [row["comment-id"] for _, row in rows_of(file, wanted) if row["moderated"] == REJECTED]


def _long(path: Path) -> Votes:
    return _parquet(path) if is_parquet(path) else _table(path, LONG, "time", [])


def _table(file: Path, wanted: list[str], time: str, withdrawn: list[str]) -> Votes:
    """A CSV whole and fast; where anything is amiss, again line by line for the complaint."""
    columns = _columns(file, wanted, time)
    if columns is not None:
        return Votes.from_columns(*columns, withdrawn)
    ballots = [(row[wanted[0]], row[wanted[1]], _vote(file, line, row["vote"])) for line, row in rows_of(file, wanted)]
    return Votes.of(ballots, withdrawn)


def _columns(file: Path, wanted: list[str], time: str) -> tuple[Any, Any, Any] | None:
    import pyarrow as pa
    from pyarrow import compute, csv

    with file.open("rb") as source:
        try:
            types = {**dict.fromkeys(wanted, pa.string()), time: pa.float64()}
            table = csv.read_csv(
                source,
                csv.ReadOptions(),
                csv.ParseOptions(newlines_in_values=True),
                csv.ConvertOptions(column_types=types, strings_can_be_null=True, null_values=[""]),
            )
            if any(table[name].null_count for name in wanted):
                return None
            participant, statement = (_ids(table[name]) for name in wanted[:2])
            value = compute.cast(table["vote"], pa.int8()).to_numpy()
        except (pa.ArrowInvalid, KeyError):
            return None
        if not np.isin(value, (DISAGREE, PASS, AGREE)).all():
            return None
        if time not in table.column_names:
            return participant, statement, value
        order = np.argsort(table[time].to_numpy(), kind="stable")
        return participant[order], statement[order], value[order]


def _ids(column: Any) -> Any:
    """Ids as int64 where they are whole numbers written plainly, otherwise as text."""
    import pyarrow as pa
    from pyarrow import compute

    try:
        numbers = compute.cast(column, pa.int64())
    except pa.ArrowInvalid:
        return np.asarray(column.to_pylist())
    plain = compute.all(compute.equal(compute.cast(numbers, pa.string()), compute.cast(column, pa.string()))).as_py()
    positive = compute.min(numbers).as_py() if len(numbers) else 0
    return numbers.to_numpy() if plain and positive >= 0 else np.asarray(column.to_pylist())


def _parquet(path: Path) -> Votes:
    parts = [parquet_columns(part) for part in parquet_parts(path)]
    joined = [np.concatenate([part[at] for part in parts]) for at in range(4)]
    order = np.argsort(joined[3], kind="stable") if any(len(np.unique(part[3][:2])) > 1 for part in parts) else None
    participant, statement, value = joined[:3] if order is None else [column[order] for column in joined[:3]]
    return Votes.from_columns(participant, statement, value)


def parquet_columns(file: Path) -> tuple[Any, Any, Any, Any]:
    """participant, statement, vote and time (zeros if absent) of one Parquet file. Raises BadInput."""
    import pyarrow as pa
    from pyarrow import compute, parquet

    try:
        with parquet.ParquetFile(file) as source:
            names = source.schema_arrow.names
            missing = [name for name in LONG if name not in names]
            if missing:
                raise BadInput(file, None, f"column {missing[0]} is missing", "columns " + ", ".join(LONG))
            table = source.read([*LONG, *(["time"] if "time" in names else [])])
    except pa.ArrowInvalid as error:
        raise BadInput(file, None, str(error).splitlines()[0], "a Parquet file") from error
    for name in LONG:
        if table[name].null_count:
            row = compute.index(compute.is_null(table[name]), True).as_py()
            raise BadInput(file, None, f"row {row + 1}: {name} is empty", "a value in " + ", ".join(LONG))
    value = table["vote"].to_numpy()
    known = np.isin(value, (DISAGREE, PASS, AGREE))
    if not known.all():
        row = int(np.flatnonzero(~known)[0])
        wrong = f"row {row + 1}: the vote is {value[row].item()!r}"
        raise BadInput(file, None, wrong, "1 (agree), -1 (disagree) or 0 (pass)")
    ids = (_parquet_ids(table[name]) for name in LONG[:2])
    time = np.asarray(table["time"].to_numpy()).astype(np.float64) if "time" in names else np.zeros(len(value))
    return (*ids, value.astype(np.int8), time)


def _parquet_ids(column: Any) -> Any:
    import pyarrow as pa

    return column.to_numpy() if pa.types.is_integer(column.type) else _ids(column)


def _vote(file: Path, line: int, text: str) -> int:
    try:
        value = int(text)
    except ValueError:
        value = 9
    if value not in (AGREE, DISAGREE, PASS):
        raise BadInput(file, line, f"the vote is {text!r}", "1 (agree), -1 (disagree) or 0 (pass)")
    return value


def _roll_calls(path: Path) -> Votes:
    return read_roll_calls(path).as_votes()
