"""Wording like that of a paragraph, elsewhere in its text and in the titles of General Assembly resolutions.

The titles are those of the roll calls in data/unga; what they mean is computed once and kept as a file.
"""

import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from django.conf import settings

from nadwa.engine.language import embedded, likest
from nadwa.texts.models import Alternative, Paragraph
from nadwa.texts.queries import Place, places
from nadwa.web.languages import original

CATALOGUED = re.compile(r"^A/\d\S* [\w()]+ - | - [A-Z][A-Z -]+$")  # A/73/251 96 - … - INFORMATION
MOST = 5
LEAST = 0.3


@dataclass(frozen=True)
class Resolution:
    """A resolution put to a roll call: its symbol, such as A/RES/53/70, its day and its title."""

    symbol: str
    day: str
    title: str


@dataclass(frozen=True)
class Similar:
    """What reads like a paragraph, with the likeness from 0 to 1, the likest first."""

    alternatives: list[tuple[Place, Alternative, float]]
    resolutions: list[tuple[Resolution, float]]
    studied: bool


def similar(paragraph: Paragraph) -> Similar:
    """What reads like the text of a paragraph, or like its first proposal where it has none."""
    standing = places(paragraph.text)
    own = next((place for place in standing if place.paragraph.number == paragraph.number), None)
    worded = [one for one in own.alternatives if one.wording] if own else []
    if not worded:
        return Similar([], [], studied=_file().exists())
    words = _original(worded[0])
    others = [(place, one) for place in standing if place is not own for one in place.alternatives if one.wording]
    vectors = embedded([_original(one) for _place, one in others])
    alike = [(*others[at], value) for at, value in likest(words, vectors, MOST, LEAST)]
    if not _file().exists():
        return Similar(alike, [], studied=False)
    titles = resolutions()
    return Similar(alike, [(titles[at], value) for at, value in likest(words, _meanings(), MOST, LEAST)], studied=True)


def study() -> None:
    """Compute what the titles mean, unless that has been done."""
    if _file().exists():
        return
    meanings = embedded([row.title for row in resolutions()])
    partly = _file().with_suffix(".part")
    with partly.open("wb") as file:
        np.save(file, meanings)
    partly.replace(_file())


@cache
def resolutions() -> list[Resolution]:
    """Each title once, with the last resolution that bears it."""
    with (settings.DATA / "unga" / "roll_calls.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["unres"].startswith("R/") and row["descr"].strip()]
    titles = [(row, _title(row["descr"])) for row in rows if not row["descr"].startswith("The President")]
    found = {title: Resolution(f"A/RES{row['unres'][1:]}", row["date"], title) for row, title in titles if title}
    return list(found.values())


def _title(described: str) -> str:
    """The title without what catalogues add to it; the capitals of old ones lowered."""
    title = CATALOGUED.sub("", " ".join(described.partition(" : resolution")[0].split())).rstrip(".")
    return title.capitalize() if title.isupper() else title


@cache
def _meanings() -> np.ndarray:
    return np.load(_file())  # type: ignore[no-any-return]


def _file() -> Path:
    return Path(settings.VAR) / f"resolutions-{len(resolutions())}.npy"


def _original(alternative: Alternative) -> str:
    assert alternative.wording is not None  # noqa: S101 - asked by the callers
    return original(alternative.wording)
