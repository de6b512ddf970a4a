"""Rows that have numbers from one on: one gets another number, or goes, and the others make room."""

from collections.abc import Sequence
from typing import TypeVar

from django.db.models import F, Model

Row = TypeVar("Row", bound=Model)
APART = 10_000  # further than any number: for a moment, while two rows would have the same


def placed(rows: Sequence[Row], moved: Row, place: int) -> list[Row]:
    """The rows in their new order; a place behind the last is the last."""
    others = [row for row in rows if row != moved]
    return [*others[: place - 1], moved, *others[place - 1 :]]


def number(rows: Sequence[Row], field: str) -> None:
    """Number them in this order."""
    if not rows:
        return
    model = type(rows[0])
    model._default_manager.filter(pk__in=[row.pk for row in rows]).update(**{field: F(field) + APART})
    for place, row in enumerate(rows, 1):
        setattr(row, field, place)
    model._default_manager.bulk_update(rows, [field])
