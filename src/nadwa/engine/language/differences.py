"""Differences between two versions of a sentence, word by word, in any of the six languages.

Words are those of ICU: Chinese by its dictionary, the others by their spaces and marks. In Arabic a word may carry
others as prefixes (والدول: and + the + States); where only such a prefix changes, only the prefix is marked.
"""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Literal, NamedTuple

from icu4py.breakers import WordBreaker

Kind = Literal["kept", "removed", "added"]
PREFIXES = {a + b + c for a in ("", "و", "ف") for b in ("", "ب", "ل", "ك", "س") for c in ("", "ال")} - {""} | {
    "لل",
    "ولل",
}
LOCALES = {"zh-hans": "zh", "zh-hant": "zh_Hant"}


class Piece(NamedTuple):
    """Attributes: `kind` (kept, removed or added) and the `text` it is said of."""

    kind: Kind
    text: str


@lru_cache(maxsize=4096)
def words(text: str, language: str) -> tuple[str, ...]:
    """The words, spaces and marks of which `text` consists, in order and with nothing left out.

    >>> words("各国不应以数字手段", "zh-hans")
    ('各国', '不应', '以', '数字', '手段')
    """
    found = list(WordBreaker(text, LOCALES.get(language, language)).segments())
    raw = text.encode("utf-16-le")
    return tuple(raw[2 * start : 2 * end].decode("utf-16-le") for start, end in found)


@lru_cache(maxsize=4096)
def differences(old: str, new: str, language: str) -> tuple[Piece, ...]:
    """What was kept, removed and added from `old` to `new`; kept and removed make `old`, kept and added `new`.

    >>> differences("States should refrain", "States shall refrain", "en")[1:3]
    (Piece(kind='removed', text='should'), Piece(kind='added', text='shall'))
    """
    before, after = words(old, language), words(new, language)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    pieces: list[Piece] = []
    for tag, start, end, to_start, to_end in matcher.get_opcodes():
        if tag == "equal":
            pieces.append(Piece("kept", "".join(before[start:end])))
        else:
            pieces += _changed("".join(before[start:end]), "".join(after[to_start:to_end]), language)
    return tuple(_joined(pieces))


def _changed(old: str, new: str, language: str) -> Iterator[Piece]:
    if language == "ar" and old and new:
        shorter, longer = sorted((old, new), key=len)
        prefix = longer.removesuffix(shorter)
        if prefix in PREFIXES and re.fullmatch(r"\w+", longer):
            yield Piece("added" if longer == new else "removed", prefix)
            yield Piece("kept", shorter)
            return
    if old:
        yield Piece("removed", old)
    if new:
        yield Piece("added", new)


def _joined(pieces: list[Piece]) -> Iterator[Piece]:
    """Adjacent changes as one: words with only a space kept between them read better struck out together."""
    removed = added = ""
    for at, (kind, text) in enumerate(pieces):
        lone_space = kind == "kept" and text.isspace() and 0 < at < len(pieces) - 1 and (removed and added)
        if kind == "kept" and not lone_space:
            yield from _both(removed, added)
            removed = added = ""
            yield Piece("kept", text)
        else:
            removed += text if kind != "added" else ""
            added += text if kind != "removed" else ""
    yield from _both(removed, added)


def _both(removed: str, added: str) -> Iterator[Piece]:
    if removed:
        yield Piece("removed", removed)
    if added:
        yield Piece("added", added)
