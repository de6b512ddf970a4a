"""Looking for words in all that an edition holds: each room brings what it has, scoped to who looks."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from unicodedata import combining, normalize

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import get_language

from nadwa.accounts.models import Viewer
from nadwa.editions.models import Edition
from nadwa.web.languages import plain

MOST = 20
MOST_WORDS = 8


@dataclass(frozen=True)
class Hit:
    """What was found: its title, what stands around the words, and the address of its page."""

    title: str
    address: str
    around: str = ""


@dataclass(frozen=True)
class Shelf:
    """What a room has to search: its name, and how it finds. `find` gives hits that the person may see."""

    name: str
    label: Promise | str
    find: Callable[[Edition, Any, list[str]], Iterable[Hit]]


_shelves: list[Shelf] = []


def bring(*shelves: Shelf) -> None:
    _shelves.extend(shelves)


def words_of(typed: str) -> list[str]:
    """The words to look for; vowel marks that Arabic is seldom written with do not count."""
    bare = "".join(letter for letter in normalize("NFC", typed) if not combining(letter))
    return bare.split()[:MOST_WORDS]


def found(edition: Edition, person: Viewer, typed: str) -> Iterator[tuple[Promise | str, list[Hit]]]:
    """The hits of each shelf that has some, at most twenty of each."""
    words = words_of(typed)
    for shelf in _shelves if words else []:
        hits = list(shelf.find(edition, person, words))[:MOST]
        if hits:
            yield shelf.label, hits


def with_words(
    rows: QuerySet[Any], words: list[str], *contents: str, plain_fields: tuple[str, ...] = ()
) -> QuerySet[Any]:
    """The rows that have every word, in the reader's language or the original's, in one of the named contents or
    plain fields."""
    language = get_language() or "en"
    for word in words:
        either = Q()
        for content in contents:
            either |= Q(**{f"{content}__versions__{language}__text__icontains": word})
            untranslated = Q(**{f"{content}__versions__{language}__isnull": True})
            either |= untranslated & Q(**{f"{content}__versions__icontains": word})
        for field in plain_fields:
            either |= Q(**{f"{field}__icontains": word})
        rows = rows.filter(either)
    return rows[:MOST]


def around(content: Any, words: list[str], length: int = 160) -> str:
    """The part of a text around the first of the words, in the reader's language."""
    text = content if isinstance(content, str) else plain(content)
    at = re.search("|".join(map(re.escape, words)), text, re.IGNORECASE)
    begin = max(0, (at.start() if at else 0) - length // 3)
    cut = text[begin : begin + length]
    return f"{'… ' if begin else ''}{cut}{' …' if begin + length < len(text) else ''}"
