"""States and organisations ready made: their names in six languages as the United Nations writes them, and groups."""

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from unicodedata import combining, normalize

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nadwa.delegations.models import Body
from nadwa.web.languages import OFFICIAL, Content, plain, texts

SIGNS = str.maketrans({"’": "'", "—": "-", "–": "-"})


class Group(StrEnum):
    """What is chosen together. The first five are the regional groups of the United Nations."""

    AFRICAN = "african"
    ASIA_PACIFIC = "asia-pacific"
    EASTERN_EUROPEAN = "eastern-european"
    LATIN_AMERICAN_AND_CARIBBEAN = "latin-american-and-caribbean"
    WESTERN_EUROPEAN_AND_OTHERS = "western-european-and-others"
    NO_REGION = "no-region"
    OBSERVERS = "observers"
    UN = "un"
    INTERNATIONAL = "international"


REGIONS: Mapping[Group, Promise | str] = {
    Group.AFRICAN: _("African States"),
    Group.ASIA_PACIFIC: _("Asia-Pacific States"),
    Group.EASTERN_EUROPEAN: _("Eastern European States"),
    Group.LATIN_AMERICAN_AND_CARIBBEAN: _("Latin American and Caribbean States"),
    Group.WESTERN_EUROPEAN_AND_OTHERS: _("Western European and other States"),
}
GROUPS: Mapping[Group, Promise | str] = {
    **REGIONS,
    Group.NO_REGION: _("Members of no regional group"),
    Group.OBSERVERS: _("Observer States"),
    Group.UN: _("United Nations entities"),
    Group.INTERNATIONAL: _("Other international organisations"),
}
MEMBERS = (*REGIONS, Group.NO_REGION)
KINDS = {Group.UN: Body.Kind.UN, Group.INTERNATIONAL: Body.Kind.IGO}


@dataclass(frozen=True)
class ReadyMade:
    """A State or an organisation as the list has it. `words` is all that it is found by."""

    code: str
    group: Group
    name: Content
    formal: Content | None
    language: str
    words: tuple[str, ...]

    @property
    def kind(self) -> Body.Kind:
        return KINDS.get(self.group, Body.Kind.STATE)


@cache
def everybody() -> Mapping[str, ReadyMade]:
    """All there are, by their codes, in the English order of names."""
    found = [*(_state(row) for row in _rows("states")), *(_organisation(row) for row in _rows("organisations"))]
    return {one.code: one for one in sorted(found, key=lambda one: folded(plain(one.name, "en")))}


def of_group(group: Group) -> list[ReadyMade]:
    return [one for one in everybody().values() if one.group == group]


def by_code(bodies: Iterable[Body]) -> dict[str, Body]:
    """The bodies that are on the list: those made from it, and those that somebody entered by a name that is there."""
    codes = [(code_of(body), body) for body in bodies]
    entered = {code: body for code, body in codes if code and not body.listed}
    return entered | {code: body for code, body in codes if body.listed}


def code_of(body: Body) -> str:
    """What the list calls a body; nothing for one that is not on it."""
    called = (_codes().get((Body.Kind(body.kind), folded(name))) for name in texts(body.name).values())
    return body.listed or next(filter(None, called), "")


@cache
def _codes() -> Mapping[tuple[Body.Kind, str], str]:
    return {(one.kind, folded(name)): one.code for one in everybody().values() for name in texts(one.name).values()}


def folded(text: str) -> str:
    """A name as names are compared: without case, accents and the difference between two apostrophes."""
    letters = normalize("NFD", " ".join(text.translate(SIGNS).split()))
    return "".join(letter for letter in letters if not combining(letter)).casefold()


def _rows(name: str) -> Iterable[dict[str, str]]:
    with (settings.DATA / "states" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _state(row: dict[str, str]) -> ReadyMade:
    short, formal = _names(row, "short"), _names(row, "formal")
    return ReadyMade(
        code=row["iso2"].lower(),
        group=_group(row),
        name=short,
        formal=formal,
        language=row["language"],
        words=_words(short, formal, row["iso2"], row["iso3"]),
    )


def _group(row: dict[str, str]) -> Group:
    if not row["member_since"]:
        return Group.OBSERVERS
    return Group(row["group"] or Group.NO_REGION)


def _organisation(row: dict[str, str]) -> ReadyMade:
    name = _names(row, "name")
    acronyms = (row[f"acronym_{language}"] for language in OFFICIAL)
    return ReadyMade(row["code"], Group(row["kind"]), name, None, "en", _words(name, None, *acronyms))


def _names(row: dict[str, str], which: str) -> Content:
    versions = {language: {"text": row[f"{which}_{language}"], "state": "checked"} for language in OFFICIAL}
    return {"original": "en", "versions": versions}


def _words(name: Content, formal: Content | None, *codes: str) -> tuple[str, ...]:
    contents = [content for content in (name, formal) if content]
    texts = [version["text"] for content in contents for version in content["versions"].values()]
    turned = [f"{bracketed[2]} {bracketed[1]}" for text in texts if (bracketed := re.match(r"(.+) \((.+)\)$", text))]
    return tuple(dict.fromkeys(folded(text) for text in (*codes, *texts, *turned) if text))
