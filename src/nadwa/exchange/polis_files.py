"""The files of a consultation that Polis has exported, as rows."""

import csv
import io
import zipfile
from itertools import zip_longest
from typing import Any

from django.utils.translation import gettext as _

from nadwa.web.tables import DAMAGED, BadUpload, TooMany, check_unpacked, clean_lines, csv_lines

TABLES = {"comments.csv": {"comment-id", "comment-body"}, "votes.csv": {"comment-id", "voter-id", "vote"}}


def read(content: bytes) -> dict[str, list[Any]]:
    """The rows of the files: by their column in comments.csv and votes.csv, as they are in summary.csv."""
    check_unpacked(content)
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        names = {name.rpartition("/")[2]: name for name in archive.namelist()}
        text = {name: archive.read(path).decode("utf-8-sig") for name, path in names.items() if name.endswith(".csv")}
        lines = {
            name: csv_lines(text[name] if name in TABLES else text.get(name, "")) for name in (*TABLES, "summary.csv")
        }
    except TooMany:
        raise
    except (csv.Error, *DAMAGED) as error:
        raise BadUpload([_("This is no zip file with comments.csv and votes.csv of a Polis export.")]) from error
    lines = {name: clean_lines(rows, file=name) for name, rows in lines.items()}
    tables = {name: _by_column(lines[name]) for name in TABLES}
    for name, columns in TABLES.items():
        lacking = columns - set(tables[name][0] if tables[name] else columns)
        if lacking or not tables[name]:
            missing = ", ".join(sorted(lacking or columns))
            raise BadUpload([_("%(file)s lacks columns: %(columns)s.") % {"file": name, "columns": missing}])
    return {**tables, "summary.csv": lines["summary.csv"]}


def _by_column(lines: list[list[str]]) -> list[dict[str, str]]:
    header, *rows = lines or [[]]
    return [dict(zip_longest(header, row[: len(header)], fillvalue="")) for row in rows if row]
