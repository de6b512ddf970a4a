"""What an edition and its hosts are called, when and where it is held; how that stood before it was changed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext_lazy as _

from nadwa.acts.editions import ParticularsCorrected
from nadwa.editions.models import Correction, Edition, Host
from nadwa.record.queries import recorded_in_public
from nadwa.web.figures import long_date
from nadwa.web.languages import OFFICIAL, marked, texts

Values = dict[str, Any]
TEXTS, DAYS = ("title", "city", "name"), ("starts_on", "ends_on")
OF_EDITION = ("title", "city", "starts_on", "ends_on", "time_zone", "symbol")
LABELS: Mapping[str, Promise | str] = {
    "title": _("Title"),
    "city": _("City"),
    "starts_on": _("From"),
    "ends_on": _("Until"),
    "time_zone": _("Time zone"),
    "symbol": _("What its document symbols begin with"),
    "name": _("Name of a host"),
}


@dataclass(frozen=True)
class Change:
    """How a particular stood that was public, and until when."""

    label: Promise | str
    before: str
    at: datetime


def values_of(subject: Edition | Host) -> Values:
    """In values that RFC 8785 can write."""
    if isinstance(subject, Host):
        return {"name": subject.name}
    return {name: stored(getattr(subject, name)) for name in OF_EDITION}


def stored(value: Any) -> Any:
    return str(value) if isinstance(value, date) else value


def read(values: Values) -> Values:
    """As the fields of a row hold them."""
    return {name: date.fromisoformat(value) if name in DAYS else value for name, value in values.items()}


def drafted(edition: Edition, host: Host | None) -> Correction | None:
    return Correction.objects.filter(edition=edition, host=host).first()


def by_language(values: Values) -> dict[str, str]:
    """As an act says them: what exists in several languages by each of them."""
    flat: dict[str, str] = {}
    for name, value in values.items():
        versions = texts(value) if name in TEXTS else None
        flat |= {f"{name}-{language}": text for language, text in versions.items()} if versions else {name: value}
    return flat


@dataclass(frozen=True)
class Difference:
    """What a draft changes: of a text, in one language, by whose name it is called."""

    label: Promise | str
    language: str
    before: str
    after: str


def differences(draft: Correction) -> list[Difference]:
    before, after = by_language(values_of(draft.host or draft.edition)), by_language(draft.values)
    pairs = ((key, before.get(key, ""), after.get(key, "")) for key in {**before, **after})
    return [_difference(key, stood, stands) for key, stood, stands in pairs if stood != stands]


def _difference(key: str, before: str, after: str) -> Difference:
    name, _dash, language = key.partition("-")
    if language:
        called = get_language_info(language)["name_translated"]
        return Difference(LABELS[name], called, marked(before, language), marked(after, language))
    return Difference(LABELS[name], "", _shown(name, before), _shown(name, after))


def changes(edition: Edition) -> list[Change]:
    """What was changed since everybody may know of it, the latest first."""
    if edition.announced_at is None:
        return []
    found = recorded_in_public(edition.slug, ParticularsCorrected).filter(at__gte=edition.announced_at)
    return [change for act in found.order_by("-pk") for change in _changes(ParticularsCorrected.of(act), act.at)]


def _changes(corrected: ParticularsCorrected, at: datetime) -> Iterator[Change]:
    for name, label in LABELS.items():
        if name in TEXTS:
            said = _said(corrected, name)
        else:
            said = _shown(name, corrected.before[name]) if name in corrected.before else ""
        if said:
            yield Change(label, said, at)


def _said(corrected: ParticularsCorrected, name: str) -> str:
    """How a text stood for a reader of the active language; nothing, where that reader sees no change of it."""
    for language in dict.fromkeys([get_language() or "en", "en", *OFFICIAL]):
        key = f"{name}-{language}"
        if key in corrected.before:
            same = corrected.before[key] == corrected.after.get(key)
            return "" if same else marked(corrected.before[key], language)
    return ""


def _shown(name: str, value: str) -> str:
    return long_date(date.fromisoformat(value)) if name in DAYS else value
