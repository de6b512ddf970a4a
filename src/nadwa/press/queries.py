"""Reading what the hosts tell the world, scoped to who may know it now."""

from collections.abc import Iterator

import rules
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse

from nadwa import clock
from nadwa.accounts.models import Viewer
from nadwa.editions.models import Edition, Membership
from nadwa.editions.searching import Hit, around, with_words
from nadwa.floor.models import Statement
from nadwa.press.models import MediaApplication, Release
from nadwa.web.languages import plain


def visible(edition: Edition, person: Viewer) -> QuerySet[Release]:
    """The releases that the person may read now, newest first."""
    releases = Release.objects.filter(edition=edition)
    if rules.has_perm("press.write", person, edition):
        return releases
    issued = releases.filter(issued_at__isnull=False)
    if rules.has_perm("press.read_embargoed", person, edition):
        return issued
    return public(issued)


def public(releases: QuerySet[Release]) -> QuerySet[Release]:
    """Those that everybody may read now; what depends on this depends on the clock, not on a worker."""
    ended = Q(embargo_until=None) | Q(embargo_until__lte=clock.now())
    return releases.filter(ended, issued_at__isnull=False)


def announcement(edition: Edition, person: Viewer) -> Release | None:
    return visible(edition, person).filter(kind=Release.Kind.ANNOUNCEMENT).first()


def release(edition: str, number: int) -> Release:
    return get_object_or_404(Release.objects.select_related("edition"), edition__slug=edition, number=number)


def due() -> QuerySet[Release]:
    """Issued releases whose embargo has ended without the record saying so yet."""
    return public(Release.objects.select_related("edition").filter(published_at=None))


def spokespersons(edition: Edition) -> QuerySet[Membership]:
    return Membership.objects.filter(edition=edition, role=Membership.Role.SPOKESPERSON).select_related("person")


def statements(edition: Edition, person: Viewer) -> QuerySet[Statement]:
    """The texts of statements delivered in public, and for accredited press those given to it under embargo."""
    allowed = Q(public=True)
    if rules.has_perm("press.read_embargoed", person, edition):
        allowed |= Q(for_press=True, released_at=None)
    found = Statement.objects.filter(allowed, item__edition=edition, meeting__isnull=False)
    return found.select_related("delegation__body", "item__edition", "meeting").order_by(
        "item__number", "delegation__protocol"
    )


def statement(edition: str, meeting: int, item: int, delegation: str) -> Statement:
    """By where it was given and by whom: a number would tell how many others were filed."""
    found = Statement.objects.select_related("item__edition", "delegation__body")
    place = {"item__edition__slug": edition, "meeting__number": meeting, "item__number": item}
    return get_object_or_404(found, **place, delegation__body__slug=delegation)


def statement_page(statement: Statement) -> str:
    assert statement.meeting is not None  # noqa: S101 - those of no meeting are shown to nobody
    place = [statement.item.edition.slug, statement.meeting.number, statement.item.number]
    return reverse("delivered-statement", args=[*place, statement.delegation.body.slug])


def applications(edition: Edition) -> QuerySet[MediaApplication]:
    return MediaApplication.objects.filter(edition=edition)


def application(edition: str, number: int) -> MediaApplication:
    return get_object_or_404(MediaApplication.objects.select_related("edition"), edition__slug=edition, pk=number)


def pending_applications(edition: Edition) -> QuerySet[MediaApplication]:
    return applications(edition).filter(state=MediaApplication.State.PENDING)


def is_announced(edition: Edition) -> bool:
    return edition.announced_at is not None


def drafts(edition: Edition) -> QuerySet[Release]:
    return Release.objects.filter(edition=edition, issued_at=None)


def search(edition: Edition, person: Viewer, words: list[str]) -> Iterator[Hit]:
    """Releases, and texts of statements, that the person may read now."""
    for one in with_words(visible(edition, person), words, "title", "text"):
        yield Hit(plain(one.title), reverse("release", args=[edition.slug, one.number]), around(one.text, words))
    for statement in with_words(statements(edition, person), words, plain_fields=("text",)):
        address = statement_page(statement)
        yield Hit(plain(statement.delegation.body.name), address, around(statement.text, words))
