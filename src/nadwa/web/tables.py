"""Tables that people send and fetch: CSV in UTF-8, and XLSX, with names of columns in any of the six languages."""

import csv
import io
import json
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, time
from itertools import islice
from typing import Any

import openpyxl
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import override
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from nadwa import characters

_FORMULA = re.compile("'*[=+\\-@＝＋－＠\t\r]")  # what spreadsheets take for a formula, and what is marked as none
MOST_FAULTS = 20
MOST_CELLS = 1_000_000
MEGABYTE = 1024 * 1024
UNPACKED_AT_MOST = 64 * MEGABYTE
PART_AT_MOST = 40 * MEGABYTE
PARTS_AT_MOST = 2_000
RATIO_AT_MOST = 100  # of a part larger than a megabyte: what people write packs to a tenth, seldom to a fiftieth
WORD_TEXT = "word/document.xml"
# What zipfile, and what reads what is packed in it, stumble over in files that are damaged, or made to harm.
DAMAGED = (
    *(zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError),
    *(AttributeError, LookupError, RecursionError, RuntimeError, SyntaxError, TypeError, ValueError, OverflowError),
)


class BadUpload(ValueError):
    """A file that cannot be used. Each of `errors` names a line or a unit and what is expected there."""

    def __init__(self, errors: list[str]) -> None:
        super().__init__("\n".join(errors))
        self.errors = errors


class BadEntry(ValueError):
    """What is wrong with one line or unit of a file, whose reader names all of them in a BadUpload."""


class TooMany(BadUpload):
    """A file that may be as it should, and holds more than is taken in at once."""


def lines_of(content: bytes, most_rows: int, most_columns: int) -> list[list[str]]:
    """The cells of a CSV or XLSX file, line by line. Raises BadUpload."""
    if zipfile.is_zipfile(io.BytesIO(content)):
        lines = _lines_of_xlsx(content, most_rows, most_columns)
    else:
        try:
            lines = csv_lines(content.decode("utf-8-sig"), most_rows)
        except (UnicodeDecodeError, csv.Error) as error:
            raise BadUpload([_("This is neither an XLSX file nor a CSV file in UTF-8.")]) from error
    return [[_unmarked(cell) for cell in row] for row in clean_lines(lines)]


def _lines_of_xlsx(content: bytes, most_rows: int, most_columns: int) -> list[list[str]]:
    check_unpacked(content)
    errors: list[tuple[int, str]] = []
    try:
        sheet = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True).active
        assert sheet is not None  # noqa: S101 - a workbook that opens has a sheet
        rows = enumerate(sheet.iter_rows(max_row=most_rows, max_col=most_columns), 1)
        lines = _counted(_line(row, line, errors) for line, row in rows)
    except TooMany:
        raise
    except (InvalidFileException, AssertionError, *DAMAGED) as error:
        raise BadUpload([_("This is no XLSX file.")]) from error
    if errors:
        said = _("Line %(line)s: a cell holds %(error)s, an error of the spreadsheet; please correct it there.")
        raise BadUpload([said % {"line": line, "error": error} for line, error in errors[:MOST_FAULTS]])
    return lines


def _line(row: Iterable[Any], line: int, errors: list[tuple[int, str]]) -> list[str]:
    """What the cells of a row show, as far as there is any; errors of the spreadsheet are added to `errors`."""
    cells = list(row)
    errors += [(line, cell.value) for cell in cells if cell.data_type == "e"]
    shown = [_shown(cell.value) for cell in cells]
    while shown and not shown[-1]:
        shown.pop()
    return shown


def csv_lines(text: str, most_rows: int | None = None) -> list[list[str]]:
    """The rows of a CSV file. Raises BadUpload where there are too many cells, csv.Error where it is none."""
    return _counted(islice(csv.reader(io.StringIO(text, newline="")), most_rows))


def _counted(rows: Iterable[list[str]]) -> list[list[str]]:
    lines, cells = [], 0
    for row in rows:
        cells += len(row) + 1
        if cells > MOST_CELLS:
            raise TooMany([_("The file has more than %(most)s cells.") % {"most": MOST_CELLS}])
        lines.append(row)
    return lines


def _shown(value: Any) -> str:
    """A value as the spreadsheet shows it, in the way that everybody reads."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    return "" if value is None else str(value)


def clean_lines(lines: Iterable[Sequence[str]], file: str = "") -> list[list[str]]:
    """The same cells as everybody writes them. Raises BadUpload with each cell that no document can hold."""
    written = [[characters.normal(cell) for cell in row] for row in lines]
    faults = [
        _("%(file)s, line %(line)s, column %(column)s: %(reason)s") % {**place, "reason": reason}
        if file
        else _("Line %(line)s, column %(column)s: %(reason)s") % {**place, "reason": reason}
        for line, row in enumerate(written, 1)
        for column, cell in enumerate(row, 1)
        if (reason := characters.fault(cell))
        for place in [{"file": file, "line": line, "column": column}]
    ]
    if faults:
        raise BadUpload(faults[:MOST_FAULTS])
    return written


def json_of(content: bytes, otherwise: str) -> Any:
    """What a JSON file holds. Raises BadUpload with each text that no document can hold, `otherwise` if it is none."""
    try:
        value = json.loads(content)
        faults = faults_in(value)
    except (ValueError, RecursionError) as error:
        raise BadUpload([otherwise]) from error
    if faults:
        raise BadUpload(faults)
    if values_in(value) > MOST_CELLS:
        raise TooMany([_("The file has more than %(most)s values.") % {"most": MOST_CELLS}])
    return characters.all_normal(value)


def values_in(value: Any) -> int:
    """How many values a value holds, itself included."""
    number, left = 0, [value]
    while left:
        one = left.pop()
        number += 1
        left += one.values() if isinstance(one, dict) else one if isinstance(one, list) else ()
    return number


def faults_in(value: Any) -> list[str]:
    """What no document can hold in a value as JSON has them, each with its place."""
    found = ((place, characters.fault(characters.normal(text))) for place, text in characters.texts_in(value))
    faults = (f"{place}: {reason}" if place else reason for place, reason in found if reason)
    return list(islice(faults, MOST_FAULTS))


def is_word(content: bytes) -> bool:
    """Whether this is a .docx of sensible size. What a zip says of itself is believed only as far as it is small."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return not is_too_large(packed) and WORD_TEXT in packed.namelist()
    except DAMAGED:
        return False


def is_too_large(packed: zipfile.ZipFile) -> bool:
    """Whether a zip says of itself that it unpacks to more than is accepted: no more than it says is unpacked."""
    parts = packed.infolist()
    return (
        len(parts) > PARTS_AT_MOST
        or sum(part.file_size for part in parts) > UNPACKED_AT_MOST
        or any(_is_bomb(part) for part in parts)
    )


def _is_bomb(part: zipfile.ZipInfo) -> bool:
    grown = part.file_size > MEGABYTE and part.file_size > RATIO_AT_MOST * part.compress_size
    return grown or part.file_size > PART_AT_MOST


def check_unpacked(content: bytes) -> None:
    """Raise BadUpload for a zip that is too large when unpacked, or that is none."""
    try:
        too_large = is_too_large(zipfile.ZipFile(io.BytesIO(content)))
    except DAMAGED as error:
        raise BadUpload([_("This is no zip file, or it is damaged.")]) from error
    if too_large:
        raise BadUpload([_("This file unpacks to more than is accepted.")])


def in_any_language(labels: Mapping[str, Promise | str]) -> dict[str, str]:
    """The keys of `labels` by each label in each of the six languages, without case; and by themselves."""
    known = {key.casefold(): key for key in labels}
    for language, _name in settings.LANGUAGES:
        with override(language):
            known |= {str(label).casefold(): key for key, label in labels.items()}
    return known


def csv_file(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """A CSV file that spreadsheets open as text: nothing in it is a formula."""
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow([harmless(cell) for cell in header])
    writer.writerows([[harmless(cell) for cell in row] for row in rows])
    return written.getvalue().encode("utf-8-sig")


def xlsx_file(
    header: Sequence[str], rows: Iterable[Sequence[Any]], widths: Iterable[int] = (), frozen: str = ""
) -> bytes:
    """The same as a workbook. `widths` are those of the columns after the first; what is above and before the cell
    `frozen` stays on the screen."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.freeze_panes = frozen or None
    for column, width in enumerate(widths, 2):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.append([harmless(cell) for cell in header])
    for row in rows:
        sheet.append([harmless(cell) for cell in row])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def harmless(cell: Any) -> str:
    """A cell that can be written, and that spreadsheets take for text; `lines_of` reads again what it was."""
    text = "" if cell is None else characters.written(str(cell))
    return f"'{text}" if _FORMULA.match(text) else text


def _unmarked(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
