"""Participants as tables: read with a preview of what each line would do, and written."""

from typing import Any

from django.utils.translation import gettext as _

from nadwa.delegations import queries
from nadwa.editions.models import Edition
from nadwa.exchange.registrations import COLUMNS, Known, carry_out
from nadwa.web.reading import apart
from nadwa.web.tables import BadUpload, in_any_language, lines_of

__all__ = ["COLUMNS", "carry_out", "read", "table"]
MOST_ROWS = 10_000
NEEDED = ("body", "name", "email")


def read(content: bytes, edition: Edition, language: str) -> list[dict[str, Any]]:
    """What each line would do: {line, state, values, problems: [[column, reason]]}. Raises BadUpload."""
    header, *lines = apart(lines_of, content, MOST_ROWS + 2, 40) or [[]]
    places = _places(header)
    if len(lines) > MOST_ROWS:
        raise BadUpload([_("The file has more than %(most)s lines.") % {"most": MOST_ROWS}])
    known = Known(edition)
    rows = []
    for number, cells in enumerate(lines, 2):
        if any(cell.strip() for cell in cells):
            given = {name: cells[at].strip() if at < len(cells) else "" for name, at in places.items()}
            rows.append(known.judged(number, {**given, "language": given.get("language") or language}))
    known.check_together(rows)
    return rows


def table(edition: Edition) -> tuple[list[str], list[list[str]]]:
    """The participants as a header and rows that `read` reads again."""
    header = [str(label) for label in COLUMNS.values()]
    rows = [
        [
            delegation.body.slug,
            seat.person.name,
            seat.person.email,
            seat.person.language,
            seat.role,
            str(seat.rank),
            seat.function,
        ]
        for delegation in queries.in_protocol_order(edition)
        for seat in delegation.delegates.all()
    ]
    return header, rows


def _places(header: list[str]) -> dict[str, int]:
    names = in_any_language(COLUMNS)
    found = [names[cell.strip().casefold()] for cell in header if cell.strip().casefold() in names]
    twice = [str(label) for name, label in COLUMNS.items() if found.count(name) > 1]
    if twice:
        raise BadUpload([_("Line 1 names a column twice: %(columns)s.") % {"columns": ", ".join(twice)}])
    places = {names[cell.strip().casefold()]: at for at, cell in enumerate(header) if cell.strip().casefold() in names}
    lacking = [str(COLUMNS[name]) for name in NEEDED if name not in places]
    if lacking:
        raise BadUpload([_("Line 1 lacks columns: %(columns)s.") % {"columns": ", ".join(lacking)}])
    return places
