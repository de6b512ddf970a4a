"""Reading negotiating texts, scoped to who reads."""

from nadwa.texts.queries.deciding import Ballots, PackageRow, amendments, decisions, tabled_package, taken_up
from nadwa.texts.queries.finding import alternative, bracket, linkage, negotiating_text, package, paragraph, texts
from nadwa.texts.queries.own import Mine, known_positions, mine, others, own_linkages, shared_linkages
from nadwa.texts.queries.places import (
    WITHOUT,
    Place,
    Proposal,
    bracketed,
    furthest_first,
    labels,
    marks,
    outline,
    place,
    places,
    proposals,
)
from nadwa.texts.queries.tracing import Source, former, history, source

__all__ = [
    "WITHOUT",
    "Ballots",
    "Mine",
    "PackageRow",
    "Place",
    "Proposal",
    "Source",
    "alternative",
    "amendments",
    "bracket",
    "bracketed",
    "decisions",
    "former",
    "furthest_first",
    "history",
    "known_positions",
    "labels",
    "linkage",
    "marks",
    "mine",
    "negotiating_text",
    "others",
    "outline",
    "own_linkages",
    "package",
    "paragraph",
    "place",
    "places",
    "proposals",
    "shared_linkages",
    "source",
    "tabled_package",
    "taken_up",
    "texts",
]
