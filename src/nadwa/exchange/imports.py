"""The kinds of import: how each is read and carried out."""

from types import ModuleType
from typing import Any

from nadwa import clock
from nadwa.editions.models import Edition
from nadwa.exchange import openslides, participants, popolo, programmes
from nadwa.exchange.models import Import

READERS: dict[str, ModuleType] = {
    "participants": participants,
    "programme": programmes,
    "popolo": popolo,
    "openslides": openslides,
}


def kept(edition: Edition, person: Any, kind: str, content: bytes, rows: list[dict[str, Any]]) -> Import:
    """The preview of an import, until it is carried out; by itself it changes nothing."""
    return Import.objects.create(edition=edition, person=person, kind=kind, content=content, rows=rows, at=clock.now())
