"""The desk of hosts and secretariat: what each room brings to it, and how much waits there."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import rules
from django.utils.functional import Promise

from nadwa.editions.models import Edition


@dataclass(frozen=True)
class Entry:
    """A page of the desk: its place there, its URL's name, the rule that opens it, what it is for, how much waits."""

    place: int
    name: str
    rule: str
    label: Promise | str
    about: Promise | str
    waiting: Callable[[Edition], int]


_entries: list[Entry] = []


def register(*entries: Entry) -> None:
    _entries.extend(entries)


def entries(person: Any, edition: Edition) -> list[tuple[Entry, int]]:
    """What the person finds on the desk, each with how much waits."""
    allowed = [entry for entry in _entries if rules.has_perm(entry.rule, person, edition)]
    return [(entry, entry.waiting(edition)) for entry in sorted(allowed, key=lambda entry: entry.place)]
