"""Who could facilitate a text."""

from collections.abc import Callable

from django.db.models import Q, QuerySet

from nadwa.accounts.models import Person
from nadwa.delegations.models import Delegate
from nadwa.editions.models import Edition, Membership
from nadwa.web.languages import Content, shown

OFFICERS = (
    Membership.Role.CHAIR,
    Membership.Role.VICE_CHAIR,
    Membership.Role.FACILITATOR,
    Membership.Role.HOST,
    Membership.Role.SECRETARIAT,
)


def could_facilitate(edition: Edition) -> QuerySet[Person]:
    """Those who guide negotiations by their function, and delegates, by name."""
    officers = Membership.objects.filter(edition=edition, role__in=OFFICERS).values("person")
    delegates = Delegate.objects.filter(delegation__edition=edition).values("person")
    able = Person.objects.filter(Q(pk__in=officers) | Q(pk__in=delegates), is_active=True)
    return able.order_by("name", "pk")


def as_what(edition: Edition, named: Callable[[Content], str] = shown) -> dict[int, str]:
    """What each of them is, by the number of the person: the delegation, or the function."""
    seats = Delegate.objects.filter(delegation__edition=edition).select_related("delegation__body")
    found = {seat.person_id: named(seat.delegation.body.name) for seat in seats}
    officers = Membership.objects.filter(edition=edition, role__in=OFFICERS)
    return found | {one.person_id: str(one.get_role_display()) for one in officers}
