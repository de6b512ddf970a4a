"""What text may hold: every sign that people write. Whatever enters passes here, through whichever door.

Signs that look the same are made the same (NFC, one kind of line break). Signs that are none are refused, and the
refusal says which and where. Which letters there are is not asked: scripts grow faster than any table of them.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

NONCHARACTERS = "\ufdd0-\ufdef" + "".join(f"{chr(last - 1)}{chr(last)}" for last in range(0xFFFF, 0x110000, 0x10000))
NO_SIGN = f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff{NONCHARACTERS}]"
_NO_SIGN = re.compile(NO_SIGN)
_BREAK = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_MARK_OF_BYTE_ORDER = "\ufeff"
# What word processors and right-to-left keyboards leave around and in names, which nobody sees: soft hyphens, blanks of
# no width, embeddings. The joiners are no such signs: letters of Persian, Sinhala and emoji need them.
_UNSEEN = re.compile("[\u00ad\u200b\u2060\u202a-\u202e\u2066-\u206f]")
_MARKS_OF_DIRECTION = "\u200e\u200f\u061c"
REPLACEMENT = "\ufffd"
_SHOWN = 30
_LONGEST_NUMBER = 18


class Unwritable(ValueError):
    """A text has a sign that no document can hold; the message says which and where."""


def normal(text: str, *, lines: bool = True) -> str:
    """The same text as everybody writes it; without `lines`, in one line."""
    text = _BREAK.sub("\n", unicodedata.normalize("NFC", text)).replace(_MARK_OF_BYTE_ORDER, "")
    return text if lines else re.sub("[\t\n]+", " ", text)


def name(text: str) -> str:
    """A name without what cannot be seen in it, its blanks single."""
    seen = _UNSEEN.sub("", normal(text, lines=False))
    return " ".join(seen.split()).strip(_MARKS_OF_DIRECTION + " ")


def fault(text: str) -> str:
    """Which sign of a text is none, and where, in the reader's language; empty if there is no such sign."""
    found = _NO_SIGN.search(text)
    if found is None:
        return ""
    message = _(
        "There is a character here that no document can hold: %(character)s, %(place)s. Please delete it there."
    )
    return message % {"character": _described(found[0]), "place": _place(text, found.start())}


def is_clean(text: str) -> bool:
    return _NO_SIGN.search(text) is None


def written(text: str) -> str:
    """The text for a document that must be written whatever is in it: what is no sign leaves a mark of its place."""
    return _NO_SIGN.sub(REPLACEMENT, text)


def all_normal(value: Any) -> Any:
    """The same value with every text in it as `normal` makes it. Raises Unwritable for the first that has a fault."""
    if isinstance(value, str):
        text = normal(value)
        if reason := fault(text):
            raise Unwritable(reason)
        return text
    if isinstance(value, dict):
        return {all_normal(key): all_normal(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(all_normal(item) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{one.name: all_normal(getattr(value, one.name)) for one in fields(value) if one.init})
    return value


def number(text: str) -> int | None:
    """The number that ASCII digits write. None for all else, and for one that no column could hold."""
    written = text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER
    return int(text) if written else None


def texts_in(value: Any, place: str = "") -> Iterator[tuple[str, str]]:
    """Every text in a value as JSON has them, with its place in it."""
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield place, key
            yield from texts_in(item, f"{place} › {key}" if place else key)
    elif isinstance(value, list | tuple):
        for at, item in enumerate(value, 1):
            yield from texts_in(item, f"{place} › {at}" if place else str(at))


def _described(sign: str) -> str:
    code = f"U+{ord(sign):04X}"
    match unicodedata.category(sign):
        case "Cc":
            return _("%(code)s, a control character") % {"code": code}
        case "Cs":
            return _("%(code)s, an incomplete character") % {"code": code}
    return _("%(code)s, a code point that is not a character") % {"code": code}


def _place(text: str, at: int) -> str:
    """Where in the text, for somebody who looks for what cannot be seen: after which words."""
    before = text[:at]
    line, words = before.count("\n") + 1, before.rpartition("\n")[2].strip()
    if len(words) > _SHOWN:
        _cut, blank, whole = words[-_SHOWN:].partition(" ")
        words = whole if blank and whole.strip() else words[-_SHOWN:]
    facts = {"line": line, "words": words}
    if "\n" not in text:
        return _("after “%(words)s”") % facts if words else _("at the beginning")
    if words:
        return _("in line %(line)s, after “%(words)s”") % facts
    return _("at the beginning of line %(line)s") % facts
