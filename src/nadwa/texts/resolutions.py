"""Wording like that of a paragraph, elsewhere in its text and in the titles of General Assembly resolutions.

The titles are those of the roll calls in data/unga. What they mean comes with them: `make vectors` computes it, and
names the file by the titles and the encoder.
"""

import csv
import re
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

import numpy as np
from django.conf import settings

from nadwa.engine.language import ENCODER, embedded, likest
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


class NotComputed(Exception):
    """What the titles mean is not there, or was computed for other titles or by another encoder."""

    def __init__(self) -> None:
        super().__init__(
            f"{meanings_file()} is missing: what the titles of resolutions mean was computed for other titles or by"
            " another encoder; run make vectors, or install Nadwa anew"
        )


def similar(paragraph: Paragraph) -> Similar:
    """What reads like the text of a paragraph, or like its first proposal where it has none."""
    standing = places(paragraph.text)
    own = next((place for place in standing if place.paragraph.number == paragraph.number), None)
    worded = [one for one in own.alternatives if one.wording] if own else []
    if not worded:
        return Similar([], [])
    words = _original(worded[0])
    others = [(place, one) for place in standing if place is not own for one in place.alternatives if one.wording]
    vectors = embedded([_original(one) for _place, one in others])
    alike = [(*others[at], value) for at, value in likest(words, vectors, MOST, LEAST)]
    titles = resolutions()
    return Similar(alike, [(titles[at], value) for at, value in likest(words, _meanings(), MOST, LEAST)])


def require_meanings() -> None:
    """NotComputed unless what the titles mean is there, of these titles and by this encoder."""
    if not meanings_file().exists():
        raise NotComputed


def meanings_file() -> Path:
    """Where unit vectors (n, 512) stand of the titles, in their order."""
    named = "\n".join([ENCODER, *(row.title for row in resolutions())])
    return settings.DATA / "unga" / f"titles-{sha256(named.encode()).hexdigest()[:16]}.npy"


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
    require_meanings()
    return np.load(meanings_file())  # type: ignore[no-any-return]


def _original(alternative: Alternative) -> str:
    assert alternative.wording is not None  # noqa: S101 - asked by the callers
    return original(alternative.wording)
