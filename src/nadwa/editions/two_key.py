"""The acts that bind only when every host has approved; rooms register theirs."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from nadwa.editions.models import Edition
from nadwa.web.languages import Content


@dataclass(frozen=True)
class TwoKey:
    """`refusal` says why the act is not possible now (None if it is); `carry_out` does it; `subject` names what it is
    about, where an edition has several."""

    kind: str
    label: Promise | str
    refusal: Callable[[Edition, str], Promise | str | None]
    carry_out: Callable[[Edition, str], None]
    subject: Callable[[Edition, str], Content] | None = None


_kinds: dict[str, TwoKey] = {}


def register(two_key: TwoKey) -> None:
    _kinds[two_key.kind] = two_key


def get(kind: str) -> TwoKey:
    """Raises KeyError for a kind that no room has registered."""
    return _kinds[kind]


def subject(kind: str, edition: Edition, named: str) -> Content | None:
    """What an act is about, where an edition has several of its kind."""
    found = _kinds[kind].subject
    return found(edition, named) if found and named else None


def possible(edition: Edition) -> list[TwoKey]:
    """Those that a host could propose now."""
    return [two_key for two_key in _kinds.values() if two_key.refusal(edition, "") is None]


def kinds() -> list[str]:
    return list(_kinds)
