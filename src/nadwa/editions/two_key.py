"""The acts that bind only when every host has approved; rooms bring theirs.

A kind says what it is that is approved: `content` gives it whole, in values that RFC 8785 can write, and `fields` show
it in words. What a proposal keeps is that content under a seal: its SHA-256 is on the public record, and because the
content is not, a salt is sealed with it.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from typing import Any

import rfc8785
from django.utils.crypto import salted_hmac
from django.utils.functional import Promise

from nadwa.editions.models import Edition
from nadwa.wall import over_the_wall
from nadwa.web.languages import Content, marked, version

Words = Promise | str
NOTHING = re.compile("")
NUMBER = re.compile("[1-9][0-9]{0,8}")
READ: dict[str, Callable[[Any], Any]] = {"date": date.fromisoformat, "moment": datetime.fromisoformat}


@dataclass(frozen=True)
class Field:
    """A part of what is approved. `shown` says how: as text, content, date, moment, number, choice or several;
    `choices` has the words of a choice, `within` the fields of each of several, `empty` what stands for nothing."""

    name: str
    label: Words
    shown: str = "text"
    choices: Mapping[str, Words] = field(default_factory=dict)
    within: tuple["Field", ...] = ()
    empty: Words = "–"


@dataclass(frozen=True)
class Fact:
    """A part of what is approved, with its value, for a page."""

    label: Words
    shown: str
    value: Any
    empty: Words = "–"

    @property
    def others(self) -> list[str]:
        """The versions of a content in the languages that are not the reader's."""
        _text, own = version(self.value)
        return [marked(one["text"], language) for language, one in self.value["versions"].items() if language != own]


@dataclass(frozen=True)
class TwoKey:
    """`refusal` says why the act is not possible now (None if it is); `content` is what would be done; `carry_out` does
    it; `named` is the field that names what it is about, where an edition has several. `subjects` is the pattern of
    what a proposal can be about, one way to write each: "" for a kind of which an edition has one."""

    kind: str
    label: Words
    refusal: Callable[[Edition, str], Words | None]
    carry_out: Callable[[Edition, str], None]
    content: Callable[[Edition, str], dict[str, Any]]
    fields: tuple[Field, ...]
    named: str = ""
    subjects: re.Pattern[str] = NOTHING

    def takes(self, subject: str) -> bool:
        """Whether something is called so. Two names for one thing would be two proposals of the same."""
        return not subject or self.subjects.fullmatch(subject) is not None


_kinds: dict[str, TwoKey] = {}


def bring(*kinds: TwoKey) -> None:
    _kinds.update({two_key.kind: two_key for two_key in kinds})


def get(kind: str) -> TwoKey:
    """Raises KeyError for a kind that no room has brought."""
    return _kinds[kind]


def possible(edition: Edition) -> list[TwoKey]:
    """Those that a host could propose now."""
    return [two_key for two_key in _kinds.values() if two_key.refusal(edition, "") is None]


def kinds() -> list[str]:
    return list(_kinds)


def drawn_up(kind: str, edition: Edition, subject: str) -> dict[str, Any] | None:
    """What would be done if every host approved now; None if it is not possible."""
    two_key = get(kind)
    with over_the_wall():  # what is approved does not depend on who looks
        return None if two_key.refusal(edition, subject) else two_key.content(edition, subject)


def sealed(kind: str, edition: Edition, subject: str, content: dict[str, Any] | None) -> dict[str, Any]:
    """What the digest of a proposal is taken of. The salt follows from the rest and the secret of the installation."""
    said = {"act": kind, "edition": edition.slug, "subject": subject, "content": content}
    return {**said, "salt": salted_hmac("two-key", rfc8785.dumps(said), algorithm="sha256").hexdigest()}


def canonical(matter: dict[str, Any]) -> bytes:
    """The sealed matter as RFC 8785 writes it."""
    return rfc8785.dumps(matter)


def digest(matter: dict[str, Any]) -> str:
    return sha256(canonical(matter)).hexdigest()


def to_be_seen(kind: str, edition: Edition, subject: str = "") -> str:
    """The digest of what would be proposed now; of nothing, where it cannot be proposed."""
    return digest(sealed(kind, edition, subject, drawn_up(kind, edition, subject)))


def facts(kind: str, content: dict[str, Any]) -> list[Fact]:
    """What is approved, in words."""
    return [_fact(each, content.get(each.name)) for each in get(kind).fields]


def differences(kind: str, before: dict[str, Any], after: dict[str, Any]) -> list[tuple[Fact, Fact]]:
    """What is not as it was, each with how it stood and how it stands."""
    pairs = zip(facts(kind, before), facts(kind, after), strict=True)
    return [(old, new) for old, new in pairs if old.value != new.value]


def name(kind: str, content: dict[str, Any]) -> Content | None:
    """What an act is about, where an edition has several of its kind."""
    found: Content | None = content.get(get(kind).named)
    return found


def _fact(each: Field, value: Any) -> Fact:
    if value in (None, "", []):
        return Fact(each.label, "empty", None, each.empty)
    if each.shown == "several":
        return Fact(
            each.label, each.shown, [[_fact(part, one.get(part.name)) for part in each.within] for one in value]
        )
    if each.shown == "choice":
        return Fact(each.label, "text", str(each.choices[value]))
    return Fact(each.label, each.shown, READ.get(each.shown, lambda known: known)(value))
