"""Reading delegations."""

from typing import Any

from django.db.models import QuerySet

from nadwa.delegations.models import Body, Delegate, Delegation
from nadwa.editions.models import Edition


def in_protocol_order(edition: Edition) -> QuerySet[Delegation]:
    return (
        Delegation.objects.filter(edition=edition)
        .select_related("body", "constituency")
        .prefetch_related("delegates__person")
        .order_by("protocol")
    )


def members(edition: Edition) -> QuerySet[Delegation]:
    """The delegations whose presence makes the quorum: those of states."""
    return Delegation.objects.filter(edition=edition, body__kind=Body.Kind.STATE)


def seat(person: Any, edition: Edition) -> Delegate | None:
    """The person's seat at an edition, read once a request."""
    if not person.is_authenticated:
        return None
    known: dict[int, Delegate | None] = person.__dict__.setdefault("_seats", {})
    if edition.pk not in known:
        seats = Delegate.objects.filter(person=person, delegation__edition=edition)
        known[edition.pk] = seats.select_related("delegation__body", "delegation__edition").first()
    return known[edition.pk]


def highest_rank(delegation: Delegation) -> int:
    """The rank in which a delegation speaks: that of its head."""
    head = delegation.delegates.filter(role=Delegate.Role.HEAD).first()
    return head.rank if head else Delegate.Rank.OFFICIAL
