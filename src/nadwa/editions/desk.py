"""The desk of hosts and secretariat: what each room brings to it, and how much waits there."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import rules
from django.db.models import Count, QuerySet, Subquery, Value
from django.utils.functional import Promise

from nadwa.accounts.models import Viewer
from nadwa.editions.models import Edition


@dataclass(frozen=True)
class DeskPage:
    """A page of the desk: its URL's name, the rule that opens it, what it is for, what waits or how much."""

    name: str
    rule: str
    label: Promise | str
    about: Promise | str
    waiting: Callable[[Edition], QuerySet[Any] | int]


_entries: list[DeskPage] = []


def bring(*entries: DeskPage) -> None:
    """The pages of the desk, in their order."""
    _entries.extend(entries)


def entries(person: Viewer, edition: Edition) -> list[tuple[DeskPage, int]]:
    """What the person finds on the desk, each with how much waits."""
    allowed = [entry for entry in _entries if rules.has_perm(entry.rule, person, edition)]
    found = {entry: entry.waiting(edition) for entry in allowed}
    counts = _counts(edition, {entry.name: what for entry, what in found.items() if isinstance(what, QuerySet)})
    return [(entry, what if isinstance(what, int) else counts[entry.name]) for entry, what in found.items()]


def _counts(edition: Edition, waiting: dict[str, QuerySet[Any]]) -> dict[str, int]:
    """How much waits in each, asked in one query."""
    counted = [
        Subquery(found.order_by().values(all=Value(1)).annotate(count=Count("pk")).values("count"))
        for found in waiting.values()
    ]
    row: tuple[int | None, ...] = Edition.objects.filter(pk=edition.pk).values_list(*counted).get() if counted else ()
    return {name: count or 0 for name, count in zip(waiting, row, strict=True)}
