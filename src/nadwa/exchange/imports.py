"""The kinds of import: how each is read and carried out."""

from types import ModuleType
from typing import Any

from nadwa import clock
from nadwa.editions.models import Edition
from nadwa.exchange import openslides, participants, polis, popolo, programmes
from nadwa.exchange.models import Import

READERS: dict[str, ModuleType] = {
    "participants": participants,
    "programme": programmes,
    "popolo": popolo,
    "openslides": openslides,
    "polis": polis,
}
ENROLLING = {"participants", "popolo", "openslides"}


def kept(
    edition: Edition, person: Any, kind: str, content: bytes, rows: list[dict[str, Any]], language: str = "en"
) -> Import:
    """The preview of an import, until it is carried out; by itself it changes nothing."""
    return Import.objects.create(
        edition=edition, person=person, kind=kind, content=content, language=language, rows=rows, at=clock.now()
    )
