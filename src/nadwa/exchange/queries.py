"""Reading what an edition hands on."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from nadwa.accounts.models import Person
from nadwa.editions.models import Edition, Membership
from nadwa.exchange.models import Archive, Consent, Import, Plan
from nadwa.texts.models import NegotiatingText

ROWS = 200
GO_ON = (Membership.Role.HOST, Membership.Role.SECRETARIAT)  # they are officers of the next edition, too


def plan(edition: Edition) -> Plan | None:
    return Plan.objects.select_related("made").filter(edition=edition).first()


def officers_who_go_on(edition: Edition) -> QuerySet[Person]:
    going_on = edition.memberships.filter(role__in=GO_ON).values("person")
    return Person.objects.filter(pk__in=going_on, is_active=True).order_by("name", "pk")


def open_texts(edition: Edition) -> QuerySet[NegotiatingText]:
    return NegotiatingText.objects.filter(edition=edition).exclude(state=NegotiatingText.State.ADOPTED)


def archive(edition: Edition) -> Archive | None:
    """Without its content."""
    return Archive.objects.filter(edition=edition).defer("content").first()


def archive_content(edition: Edition) -> bytes:
    found = get_object_or_404(Archive.objects.only("content"), edition=edition, content__isnull=False)
    return bytes(found.content or b"")


def consents(edition: Edition) -> int:
    return Consent.objects.filter(edition=edition).count()


def has_consented(person: Person, edition: Edition) -> bool:
    return Consent.objects.filter(edition=edition, person=person).exists()


def archives_in_the_making(edition: Edition) -> QuerySet[Archive]:
    return Archive.objects.filter(edition=edition, made_at=None)


def planned_import(edition: str, number: int) -> Import:
    found = Import.objects.select_related("edition").defer("content")
    return get_object_or_404(found, edition__slug=edition, pk=number)
