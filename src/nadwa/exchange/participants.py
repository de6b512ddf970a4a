"""Participants as tables: read with a preview of what each line would do, and written."""

from typing import Any

from nadwa.delegations import queries
from nadwa.editions.models import Edition
from nadwa.exchange.registrations import COLUMNS, Known, carry_out
from nadwa.exchange.tabled import filled_lines

__all__ = ["COLUMNS", "carry_out", "read", "table"]
NEEDED = ("body", "name", "email")


def read(content: bytes, edition: Edition, language: str) -> list[dict[str, Any]]:
    """What each line would do: {line, state, values, problems: [[column, reason]]}. Raises BadUpload."""
    known = Known(edition)
    rows = [
        known.judged(number, {**given, "language": given.get("language") or language})
        for number, given in filled_lines(content, COLUMNS, NEEDED)
    ]
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
