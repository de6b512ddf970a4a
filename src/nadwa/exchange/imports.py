"""The kinds of import: how each is read and carried out."""

from types import ModuleType
from typing import Any

from nadwa import clock
from nadwa.accounts.models import Person
from nadwa.editions.models import Edition
from nadwa.exchange import invited, openslides, participants, polis, popolo, programmes
from nadwa.exchange.models import Import
from nadwa.exchange.previews import REFUSED
from nadwa.web.tables import faults_in

READERS: dict[str, ModuleType] = {
    "invited": invited,
    "participants": participants,
    "programme": programmes,
    "popolo": popolo,
    "openslides": openslides,
    "polis": polis,
}
ENROLLING = {"participants", "popolo", "openslides"}


def read(kind: str, content: bytes, edition: Edition, language: str) -> list[dict[str, Any]]:
    """What each line of a file would do; a line with what no document can hold is refused. Raises BadUpload."""
    rows: list[dict[str, Any]] = READERS[kind].read(content, edition, language)
    for row in rows:
        if faults := faults_in(row["values"]):
            problems = [[next(iter(READERS[kind].COLUMNS)), reason] for reason in faults]
            row |= {"state": REFUSED, "problems": [*row["problems"], *problems]}
    return rows


def kept(
    edition: Edition, person: Person, kind: str, content: bytes, rows: list[dict[str, Any]], language: str = "en"
) -> Import:
    """The preview of an import, until it is carried out; by itself it changes nothing."""
    return Import.objects.create(
        edition=edition, person=person, kind=kind, content=content, language=language, rows=rows, at=clock.now()
    )
