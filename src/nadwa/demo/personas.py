"""Who one can enter as in the demo."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nadwa.accounts.models import Person
from nadwa.delegations.models import Delegate, FocalPoint
from nadwa.editions.models import Edition, Membership


@dataclass(frozen=True)
class Functionary:
    username: str
    name: str
    label: Promise | str
    role: str | None
    host: str | None = None


FUNCTIONARIES = [
    Functionary("chair", "R. Osmanda", _("Chair"), Membership.Role.CHAIR),
    Functionary("officer-china", "Q. Lanmei", _("Officer of the host China"), Membership.Role.HOST, "china"),
    Functionary(
        "officer-un", "T. Beaurive", _("Officer of the host United Nations"), Membership.Role.HOST, "united-nations"
    ),
    Functionary("secretariat", "A. Kovalind", _("Secretariat officer"), Membership.Role.SECRETARIAT),
    Functionary("credentials", "O. Marendal", _("Second secretariat officer"), Membership.Role.SECRETARIAT),
    Functionary("usher", "D. Falkenry", _("Usher at the door"), Membership.Role.USHER),
    Functionary("interpreter", "N. Saldivara", _("Interpreter"), Membership.Role.INTERPRETER),
    Functionary("spokesperson", "E. Lindavar", _("Spokesperson"), Membership.Role.SPOKESPERSON),
    Functionary("press", "M. Torrand", _("Press"), Membership.Role.PRESS),
    Functionary("auditor", "I. Verhelda", _("Auditor"), None),
]
GIVEN = "ABCDEFGHIJKLMNOPRSTUVYZ"
FIRST = ["Mar", "Bel", "Tor", "Vas", "Lin", "Kor", "Sal", "Dor", "Per", "Nav", "Ral", "Fen"]
LAST = ["enko", "ira", "osto", "aldi", "ume", "ari", "essa", "ovan", "indo", "ache"]


def invented_name(index: int) -> str:
    """The index-th invented name; the first few thousand differ."""
    return f"{GIVEN[index % len(GIVEN)]}. {FIRST[index % len(FIRST)]}{LAST[index // len(FIRST) % len(LAST)]}"


def delegates(edition: Edition) -> list[Delegate]:
    """The delegates whom one can enter as, delegation by delegation."""
    seats = Delegate.objects.filter(delegation__edition=edition).select_related("person", "delegation__body")
    return list(seats.order_by("delegation__protocol", "rank", "pk"))


def focal_points(edition: Edition) -> list[FocalPoint]:
    """The focal points whom one can enter as, body by body."""
    points = FocalPoint.objects.filter(edition=edition).select_related("person", "body")
    return list(points.order_by("body__slug", "place"))


def chair() -> Person:
    return Person.objects.get(username="chair")


def is_persona(person: Person, edition: Edition) -> bool:
    """Somebody of the exercise; whoever was enrolled by mail signs in with a password instead."""
    named = {one.username for one in FUNCTIONARIES}
    belongs = person.seats.filter(delegation__edition=edition).exists() or person.focal_points.filter(edition=edition)
    return person.username in named or bool(belongs)
