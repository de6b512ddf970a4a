"""Long lists, a page at a time."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet


def page_of(found: QuerySet[Any] | list[Any], number: str | None, size: int) -> Page[Any]:
    """The page that an address asks for; the first or the last for a number that there is not."""
    return Paginator(found, size).get_page(number)
