"""Saying no to an act."""

from typing import TypeVar

from django.db.models import Model, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Row = TypeVar("Row", bound=Model)


class Refused(Exception):
    """The act is not allowed as things stand; the message says why, in the reader's language."""

    def __init__(self, message: Promise | str) -> None:
        super().__init__(message)
        self.message = message


def still_there(rows: QuerySet[Row], row: Row) -> Row:
    """The row as it is now among these; it may have been removed since the page was opened."""
    found = rows.filter(pk=row.pk).first()
    if found is None:
        raise Refused(_("This has been removed meanwhile, so nothing has been done."))
    return found
