"""Tables that people send and fetch: CSV in UTF-8, and XLSX, with names of columns in any of the six languages."""

import csv
import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import openpyxl
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import override
from openpyxl.utils.exceptions import InvalidFileException

FORMULAS = ("=", "+", "-", "@", "\t", "\r")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
UNPACKED_AT_MOST = 200 * 1024 * 1024
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


def lines_of(content: bytes, most_rows: int, most_columns: int) -> list[list[str]]:
    """The cells of a CSV or XLSX file, line by line. Raises BadUpload."""
    if zipfile.is_zipfile(io.BytesIO(content)):
        check_unpacked(content)
        try:
            sheet = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True).active
            assert sheet is not None  # noqa: S101 - a workbook that opens has a sheet
            cells = sheet.iter_rows(values_only=True, max_row=most_rows, max_col=most_columns)
            return [["" if cell is None else str(cell) for cell in row] for row in cells]
        except (InvalidFileException, AssertionError, *DAMAGED) as error:
            raise BadUpload([_("This is no XLSX file.")]) from error
    try:
        return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    except (UnicodeDecodeError, csv.Error) as error:
        raise BadUpload([_("This is neither an XLSX file nor a CSV file in UTF-8.")]) from error


def is_too_large(packed: zipfile.ZipFile) -> bool:
    """Whether a zip says of itself that it unpacks to more than is accepted."""
    return sum(part.file_size for part in packed.infolist()) > UNPACKED_AT_MOST


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
    writer.writerow(header)
    writer.writerows([[_text(cell) for cell in row] for row in rows])
    return written.getvalue().encode("utf-8-sig")


def xlsx_file(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(list(header))
    for row in rows:
        sheet.append([_text(cell) for cell in row])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _text(cell: Any) -> str:
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(FORMULAS) else text
