"""The six versions of a text: what is missing before a decision, and the hash that freezes them."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import rfc8785

from nadwa.texts.models import Alternative, NegotiatingText, Paragraph
from nadwa.texts.queries import Place, labels
from nadwa.web.languages import OFFICIAL, Content, original

MISSING, CHECKED = "missing", "checked"


@dataclass(frozen=True)
class WordingStates:
    """An alternative and the state of each of its versions, in the order of OFFICIAL."""

    place: Place
    alternative: Alternative
    states: list[tuple[str, str]]

    @property
    def complete(self) -> bool:
        return all(state == CHECKED for _language, state in self.states)


def wording_hash(wording: Content) -> str:
    """By which the record names what somebody wrote: of the version that was written first."""
    return sha256(original(wording).encode()).hexdigest()


def table(places: list[Place]) -> list[WordingStates]:
    """All wordings on the table with the state of their versions."""
    return [
        WordingStates(place, one, states(one))
        for place in places
        for one in place.alternatives
        if one.wording is not None
    ]


def states(alternative: Alternative) -> list[tuple[str, str]]:
    """missing, draft or checked, for each official language."""
    versions = _official(alternative)
    return [(language, versions.get(language, {}).get("state", MISSING)) for language in OFFICIAL]


def _official(alternative: Alternative) -> dict[str, dict[str, str]]:
    """The versions in official languages that there are; none for a deletion."""
    versions = alternative.wording["versions"] if alternative.wording else {}
    return {language: version for language, version in versions.items() if language in OFFICIAL}


def standing(text: NegotiatingText) -> list[tuple[Paragraph, str, Alternative]]:
    """The paragraphs of the text as it stands, with their labels: what would be adopted."""
    rows = list(text.paragraphs.all())
    names = labels(rows)
    current = Alternative.objects.filter(paragraph__text=text, state=Alternative.State.CURRENT, wording__isnull=False)
    wording = {one.paragraph_id: one for one in current}
    return [(row, names[row.pk], wording[row.pk]) for row in rows if row.pk in wording]


def concordance(text: NegotiatingText) -> list[tuple[Paragraph, str, list[tuple[str, str]]]]:
    """The paragraphs as they stand with their labels, each in all official languages; empty where it is missing."""
    return [(paragraph, label, _in_all(alternative)) for paragraph, label, alternative in standing(text)]


def _in_all(alternative: Alternative) -> list[tuple[str, str]]:
    versions = _official(alternative)
    return [(language, versions.get(language, {}).get("text", "")) for language in OFFICIAL]


def snapshot(text: NegotiatingText) -> list[dict[str, Any]]:
    """The text as it stands, in the form in which it is kept when it is issued."""
    return [
        {"number": paragraph.number, "label": label, "kind": paragraph.kind, "wording": alternative.wording}
        for paragraph, label, alternative in standing(text)
    ]


def digest(text: NegotiatingText) -> str:
    """SHA-256 of the canonical JSON of symbol, paragraphs and their six versions, which anybody can compute again."""
    return sha256(rfc8785.dumps(content(text))).hexdigest()


def content(text: NegotiatingText) -> Any:
    """What the hash is of."""
    return {
        "symbol": text.symbol,
        "paragraphs": [
            {"label": label, "versions": {code: one["text"] for code, one in _official(alternative).items()}}
            for _paragraph, label, alternative in standing(text)
        ],
    }
