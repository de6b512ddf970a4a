"""Reading editions."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404

from nadwa.editions.models import Edition, Host, Membership, Proposal, Series


def edition(edition: str) -> Edition:
    found = Edition.objects.select_related("series").filter(slug=edition).first()
    if found is None:
        raise Http404
    return found


def proposal(edition: str, number: int) -> Proposal:
    found = Proposal.objects.select_related("edition").filter(edition__slug=edition, pk=number).first()
    if found is None:
        raise Http404
    return found


def series() -> QuerySet[Series]:
    return Series.objects.prefetch_related("editions").order_by("slug")


def roles(person: Any, edition: Edition) -> set[str]:
    """The person's roles at an edition, read once a request."""
    if not person.is_authenticated:
        return set()
    known: dict[int, set[str]] = person.__dict__.setdefault("_roles", {})
    if edition.pk not in known:
        held = Membership.objects.filter(person=person, edition=edition).values_list("role", flat=True)
        known[edition.pk] = set(held)
    return known[edition.pk]


def capacity(person: Any, edition: Edition, *functions: str) -> str:
    """The first of `functions` that the person holds: what an act says the person acted as."""
    return next(function for function in functions if function in roles(person, edition))


def host_of(person: Any, edition: Edition) -> Host | None:
    return Host.objects.filter(edition=edition, officers__person=person).first()


def proposals(edition: Edition) -> QuerySet[Proposal]:
    return Proposal.objects.filter(edition=edition).prefetch_related("approvals__host").order_by("-proposed_at")
