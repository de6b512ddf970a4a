"""Instructions from capital as a spreadsheet, out and in, CSV or XLSX: one row a paragraph, five columns for each of
its alternatives, such as Position 2 for the alternative of that number."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import cycle, islice
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from nadwa import characters, media_types
from nadwa.texts import saying
from nadwa.texts.models import Alternative, Confided, Position
from nadwa.texts.queries import Mine, Place
from nadwa.web.reading import apart
from nadwa.web.tables import BadEntry, BadUpload, csv_file, in_any_language, lines_of, xlsx_file

PARAGRAPH = gettext_lazy("Paragraph")
COLUMNS = {
    "wording": gettext_lazy("Wording"),
    "stance": gettext_lazy("Position"),
    "salience": gettext_lazy("Salience"),
    "audience": gettext_lazy("Who may know"),
    "note": gettext_lazy("Note"),
}
WIDTHS = {"wording": 60, "stance": 16, "salience": 10, "audience": 30, "note": 40}
MOST_ROWS = 5000
MOST_COLUMNS = 500


@dataclass(frozen=True)
class Instruction:
    """A position as capital gives it."""

    alternative: Alternative
    stance: str
    salience: int
    audience: str
    note: str


def rows(places: list[Place], mine: Mine) -> Iterator[list[str]]:
    """The header in the reader's language, and a row for each open paragraph."""
    standing = [place for place in places if place.is_open]
    numbers = sorted({one.number for place in standing for one in place.alternatives})
    yield [str(PARAGRAPH), *(f"{label} {number}" for number in numbers for label in COLUMNS.values())]
    for place in standing:
        by_number = {one.number: one for one in place.alternatives}
        cells = [f"{place.label} #{place.paragraph.number}"]
        for number in numbers:
            cells += _cells(by_number[number], mine) if number in by_number else [""] * len(COLUMNS)
        yield cells


def _cells(alternative: Alternative, mine: Mine) -> list[str]:
    words = saying.words(alternative)
    held = mine.positions.get(alternative.pk)
    if held is None:
        return [words, "", "", "", ""]
    return [words, str(held.get_stance_display()), str(held.salience), str(held.get_audience_display()), held.note]


def as_csv(lines: Iterable[list[str]]) -> bytes:
    header, *below = lines
    return csv_file(header, below)


def as_xlsx(lines: Iterable[list[str]]) -> bytes:
    """What names a paragraph stays on the screen, whichever way one scrolls."""
    header, *below = lines
    return xlsx_file(header, below, widths=islice(cycle(WIDTHS.values()), len(header) - 1), frozen="B2")


WRITERS: dict[str, tuple[Callable[[Iterable[list[str]]], bytes], str]] = {
    "csv": (as_csv, media_types.in_utf_8(media_types.CSV)),
    "xlsx": (as_xlsx, media_types.XLSX),
}


def read(content: bytes, places: list[Place]) -> list[Instruction]:
    """The positions of a spreadsheet; cells without one are passed over. Raises BadUpload with all that is wrong."""
    lines = apart(lines_of, content, MOST_ROWS + 2, MOST_COLUMNS)
    at_paragraph, columns = _columns(lines[0] if lines else [])
    if len(lines) > MOST_ROWS:
        raise BadUpload([_("%(count)s rows; expected at most %(most)s.") % {"count": len(lines), "most": MOST_ROWS}])
    known = {
        (place.paragraph.number, one.number): one for place in places if place.is_open for one in place.alternatives
    }
    found: dict[int, Instruction] = {}
    errors: list[str] = []
    for line, cells in enumerate(lines[1:], 2):
        paragraph = _cell(cells, at_paragraph)
        for number, names in columns.items():
            given = {name: _cell(cells, at) for name, at in names.items()}
            if not given.get("stance"):
                continue
            try:
                instruction = _instruction(paragraph, number, given, known)
                if instruction.alternative.pk in found:
                    raise BadEntry(_("it has a position in an earlier line; expected one"))
                found[instruction.alternative.pk] = instruction
            except BadEntry as bad:
                wrong = {"line": line, "number": number, "wrong": bad}
                errors.append(_("Line %(line)s, alternative %(number)s: %(wrong)s.") % wrong)
    if errors:
        raise BadUpload(errors)
    return list(found.values())


def _cell(cells: list[str], at: int) -> str:
    return cells[at].strip() if at < len(cells) else ""


def _columns(header: list[str]) -> tuple[int, dict[int, dict[str, int]]]:
    """Where the paragraph is, and by alternative where each column is; their names are in any of the six languages."""
    names: dict[str, str] = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            names |= {str(label).casefold(): name for name, label in COLUMNS.items()}
            names[str(PARAGRAPH).casefold()] = "paragraph"
    paragraph: int | None = None
    found: dict[int, dict[str, int]] = {}
    for at, cell in enumerate(header):
        label, _space, digits = cell.strip().casefold().rpartition(" ")
        number = characters.number(digits)
        if names.get(cell.strip().casefold()) == "paragraph":
            paragraph = at
        elif label in names and number is not None:
            found.setdefault(number, {})[names[label]] = at
    lacking = [str(PARAGRAPH)] if paragraph is None else []
    if not any("stance" in columns for columns in found.values()):
        lacking.append(f"{COLUMNS['stance']} 1")
    if paragraph is None or lacking:
        raise BadUpload([_("Line 1 lacks columns: %(columns)s.") % {"columns": ", ".join(lacking)}])
    return paragraph, found


def _instruction(
    paragraph: str, number: int, given: dict[str, str], known: dict[tuple[int, int], Alternative]
) -> Instruction:
    written = characters.number(paragraph.rpartition("#")[2].strip())
    place = (-1 if written is None else written, number)
    if place not in known:
        raise BadEntry(_("it is not open in “%(paragraph)s”; export again for the numbers") % {"paragraph": paragraph})
    salience = given.get("salience") or "1"
    if salience not in {"1", "2", "3", "4", "5"}:
        raise BadEntry(_("salience “%(given)s”; expected a whole number from 1 to 5") % {"given": salience})
    note = given.get("note", "")
    if len(note) > 500:
        raise BadEntry(_("the note has %(count)s characters; expected at most 500") % {"count": len(note)})
    stance = _choice(Position.Stance, given["stance"])
    audience = _choice(Confided.Audience, given.get("audience") or Confided.Audience.OWN)
    return Instruction(known[place], stance, int(salience), audience, note)


def _choice(choices: Any, given: str) -> str:
    """A choice by its value or its name in any of the six languages."""
    names = in_any_language(dict(choices.choices))
    if given.casefold() not in names:
        expected = ", ".join(str(label) for label in choices.labels)
        raise BadEntry(_("“%(given)s”; expected one of: %(expected)s") % {"given": given, "expected": expected})
    found: str = names[given.casefold()]
    return found
