"""Rows of CSV files; and what is said where a file cannot be read."""

import csv
from collections.abc import Iterator
from pathlib import Path


class BadInput(ValueError):
    """A file cannot be read as votes; the message names file, line, what is wrong and what is expected."""

    def __init__(self, path: Path, line: int | None, wrong: str, expected: str) -> None:
        place = f"{path}, line {line}" if line else f"{path}"
        super().__init__(f"{place}: {wrong}; expected {expected}")


def rows_of(file: Path, wanted: list[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a CSV with their line numbers. Raises BadInput."""
    with file.open(encoding="utf-8-sig", newline="") as text:
        reader = csv.DictReader(text)
        try:
            missing = [name for name in wanted if name not in (reader.fieldnames or [])]
            if missing:
                raise BadInput(file, 1, f"column {missing[0]} is missing", "columns " + ", ".join(wanted))
            for row in reader:
                empty = next((name for name in wanted if not row[name]), None)
                if empty:
                    raise BadInput(file, reader.line_num, f"{empty} is empty", "a value in " + ", ".join(wanted))
                yield reader.line_num, row
        except csv.Error as error:
            raise BadInput(file, reader.line_num, str(error), "comma-separated values") from error
