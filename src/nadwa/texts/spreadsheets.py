"""Instructions from capital as a spreadsheet: one row an alternative, out and in, CSV or XLSX."""

import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import openpyxl
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from openpyxl.utils.exceptions import InvalidFileException

from nadwa.texts.models import Alternative, Confided, Position
from nadwa.texts.queries import Mine, Place
from nadwa.web.languages import plain

COLUMNS = {
    "paragraph": gettext_lazy("Paragraph"),
    "alternative": gettext_lazy("Alternative"),
    "wording": gettext_lazy("Wording"),
    "stance": gettext_lazy("Position"),
    "salience": gettext_lazy("Salience"),
    "audience": gettext_lazy("Who may know"),
    "note": gettext_lazy("Note"),
}
NEEDED = ("paragraph", "alternative", "stance")
MOST_ROWS = 5000
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what spreadsheets take for a formula
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class BadSheet(ValueError):
    """The spreadsheet cannot be used; each of `errors` names a line and what is expected there."""

    def __init__(self, errors: list[str]) -> None:
        super().__init__("\n".join(errors))
        self.errors = errors


@dataclass(frozen=True)
class Instruction:
    """A position as capital gives it."""

    alternative: Alternative
    stance: str
    salience: int
    audience: str
    note: str


def rows(places: list[Place], mine: Mine) -> Iterator[list[str]]:
    """The header in the reader's language, and a row for each alternative of an open paragraph."""
    yield [str(label) for label in COLUMNS.values()]
    for place in places:
        for alternative in place.alternatives if place.is_open else []:
            held = mine.positions.get(alternative.pk)
            words = plain(alternative.wording) if alternative.wording else str(alternative.get_kind_display())
            said = (
                [held.get_stance_display(), str(held.salience), held.get_audience_display(), held.note] if held else []
            )
            cells = [f"{place.label} #{place.paragraph.number}", str(alternative.number), words, *map(str, said)]
            yield [_harmless(cell) for cell in cells]


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def as_csv(lines: Iterable[list[str]]) -> bytes:
    """UTF-8 with the mark by which spreadsheets know it."""
    file = io.StringIO()
    csv.writer(file).writerows(lines)
    return file.getvalue().encode("utf-8-sig")


def as_xlsx(lines: Iterable[list[str]]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None  # noqa: S101 - a new workbook has a sheet
    for line in lines:
        sheet.append(line)
    for column, width in zip("ABCDEFG", (16, 12, 80, 16, 12, 30, 40), strict=True):
        sheet.column_dimensions[column].width = width
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


WRITERS: dict[str, tuple[Callable[[Iterable[list[str]]], bytes], str]] = {
    "csv": (as_csv, "text/csv; charset=utf-8"),
    "xlsx": (as_xlsx, XLSX),
}


def read(content: bytes, places: list[Place]) -> list[Instruction]:
    """The positions of a spreadsheet; rows without one are passed over. Raises BadSheet with all that is wrong."""
    lines = _lines(content)
    columns = _columns(lines[0] if lines else [])
    if len(lines) > MOST_ROWS:
        raise BadSheet([_("%(count)s rows; expected at most %(most)s.") % {"count": len(lines), "most": MOST_ROWS}])
    known = {
        (place.paragraph.number, one.number): one for place in places if place.is_open for one in place.alternatives
    }
    found: dict[int, Instruction] = {}
    errors: list[str] = []
    for number, cells in enumerate(lines[1:], 2):
        row = {name: cells[at].strip() if at < len(cells) else "" for name, at in columns.items()}
        if not row["stance"]:
            continue
        try:
            instruction = _instruction(row, known)
            if instruction.alternative.pk in found:
                raise _Bad(_("this alternative has a position in an earlier line; expected one"))
            found[instruction.alternative.pk] = instruction
        except _Bad as bad:
            errors.append(_("Line %(line)s: %(wrong)s.") % {"line": number, "wrong": bad})
    if errors:
        raise BadSheet(errors)
    return list(found.values())


class _Bad(ValueError):
    pass


def _lines(content: bytes) -> list[list[str]]:
    if zipfile.is_zipfile(io.BytesIO(content)):
        try:
            sheet = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True).active
            assert sheet is not None  # noqa: S101 - a workbook that opens has a sheet
            cells = sheet.iter_rows(values_only=True, max_row=MOST_ROWS + 2, max_col=20)
            return [["" if cell is None else str(cell) for cell in row] for row in cells]
        except (InvalidFileException, KeyError, ValueError, zipfile.BadZipFile) as error:
            raise BadSheet([_("This is no XLSX file.")]) from error
    try:
        return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    except (UnicodeDecodeError, csv.Error) as error:
        raise BadSheet([_("This is neither an XLSX file nor a CSV file in UTF-8.")]) from error


def _columns(header: list[str]) -> dict[str, int]:
    """Where each column is; its name may be in any of the six languages."""
    names: dict[str, str] = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            names |= {str(label).casefold(): name for name, label in COLUMNS.items()}
    found = {names[cell.strip().casefold()]: at for at, cell in enumerate(header) if cell.strip().casefold() in names}
    lacking = [str(COLUMNS[name]) for name in NEEDED if name not in found]
    if lacking:
        raise BadSheet([_("Line 1 lacks columns: %(columns)s.") % {"columns": ", ".join(lacking)}])
    return found


def _instruction(row: dict[str, str], known: dict[tuple[int, int], Alternative]) -> Instruction:
    paragraph = row["paragraph"].rpartition("#")[2].strip()
    place = tuple(int(part) if part.isascii() and part.isdigit() else -1 for part in (paragraph, row["alternative"]))
    if place not in known:
        where = {"paragraph": row["paragraph"], "alternative": row["alternative"]}
        raise _Bad(
            _("alternative “%(alternative)s” of “%(paragraph)s” is not open; export again for the numbers") % where
        )
    salience = row.get("salience") or "1"
    if salience not in {"1", "2", "3", "4", "5"}:
        raise _Bad(_("salience “%(given)s”; expected a whole number from 1 to 5") % {"given": salience})
    note = row.get("note", "").removeprefix("'")
    if len(note) > 500:
        raise _Bad(_("the note has %(count)s characters; expected at most 500") % {"count": len(note)})
    stance = _choice(Position.Stance, row["stance"])
    audience = _choice(Confided.Audience, row.get("audience") or Confided.Audience.OWN)
    return Instruction(known[place], stance, int(salience), audience, note)


def _choice(choices: Any, given: str) -> str:
    """A choice by its value or its name in any of the six languages."""
    names = {value.casefold(): value for value in choices.values}
    for language, _name in settings.LANGUAGES:
        with override(language):
            names |= {str(label).casefold(): value for value, label in choices.choices}
    if given.casefold() not in names:
        expected = ", ".join(str(label) for label in choices.labels)
        raise _Bad(_("“%(given)s”; expected one of: %(expected)s") % {"given": given, "expected": expected})
    found: str = names[given.casefold()]
    return found
