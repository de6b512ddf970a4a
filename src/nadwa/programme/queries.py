"""Reading the programme."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations, groupby
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import get_language

from nadwa.accounts.models import Viewer
from nadwa.acts.floor import MeetingOpened
from nadwa.delegations import audiences as delegations
from nadwa.delegations.audiences import Audience
from nadwa.editions.models import Edition, Topic
from nadwa.editions.searching import Hit, with_words
from nadwa.programme.models import AgendaItem, Appearance, Document, Meeting, Room, Step, Version
from nadwa.record.queries import recorded
from nadwa.web.languages import plain

PAGE = 50


@dataclass(frozen=True)
class Conflict:
    """Two meetings that claim the same room or person at the same time; `what` is "room" or a name."""

    first: Meeting
    second: Meeting
    what: str


def meetings(edition: Edition) -> QuerySet[Meeting]:
    found = Meeting.objects.filter(edition=edition).select_related("edition", "room", "topic", "organiser")
    return found.prefetch_related("items", "appearances").order_by("starts_at", "number")


def has_agenda_and_meetings(edition: Edition) -> bool:
    return Meeting.objects.filter(edition=edition, items__isnull=False).exists()


def agenda_item(edition: str, number: int) -> AgendaItem:
    return get_object_or_404(AgendaItem.objects.select_related("edition"), edition__slug=edition, number=number)


def by_day(edition: Edition) -> list[list[Meeting]]:
    """The meetings of each day, in the edition's own time."""
    zone = ZoneInfo(edition.time_zone)
    days = groupby(meetings(edition), key=lambda meeting: meeting.starts_at.astimezone(zone).date())
    return [list(of_day) for _, of_day in days]


def by_topic(edition: Edition) -> list[tuple[Any, list[Meeting]]]:
    """The meetings of each topic, in the order of topics; those without one come last, under None."""
    found = list(meetings(edition))
    grouped = [
        (topic, [meeting for meeting in found if meeting.topic_id == topic.pk]) for topic in edition.topics.all()
    ]
    rest = [meeting for meeting in found if meeting.topic_id is None]
    return [(topic, its) for topic, its in [*grouped, (None, rest)] if its]


def by_person(edition: Edition) -> list[tuple[str, list[tuple[Appearance, Meeting]]]]:
    """Who appears in which meetings, in the order of names."""
    found = [(one, meeting) for meeting in meetings(edition) for one in meeting.appearances.all()]
    found.sort(key=lambda pair: (pair[0].name, pair[1].starts_at))
    return [(name, list(pairs)) for name, pairs in groupby(found, key=lambda pair: pair[0].name)]


def conflicts(meetings: Iterable[Meeting]) -> list[Conflict]:
    """What cannot all happen: a room or a person in two meetings at once."""
    standing = [(one, {person.name for person in one.appearances.all()}) for one in meetings if not one.cancelled_at]
    found = []
    for (first, here), (second, there) in combinations(standing, 2):
        if first.starts_at < second.ends_at and second.starts_at < first.ends_at:
            shared = (["room"] if first.room_id == second.room_id else []) + sorted(here & there)
            found += [Conflict(first, second, what) for what in shared]
    return found


def number_of_conflicts(edition: Edition) -> int:
    return len(conflicts(edition.meetings.prefetch_related("appearances")))


def meeting(edition: str, number: int) -> Meeting:
    meetings = Meeting.objects.select_related("edition", "room")
    return get_object_or_404(meetings, edition__slug=edition, number=number)


def has_been_opened(meeting: Meeting) -> bool:
    """Whether something was said there: the record knows, whatever became of the meeting since."""
    here = {MeetingOpened.path(lambda act: act.meeting): meeting.number}
    return recorded(meeting.edition.slug, MeetingOpened).filter(**here).exists()


def rooms(edition: Edition) -> QuerySet[Room]:
    return Room.objects.filter(edition=edition)


def room(edition: str, number: int) -> Room:
    return get_object_or_404(Room.objects.select_related("edition"), edition__slug=edition, pk=number)


def topic(edition: str, number: int) -> Topic:
    return get_object_or_404(Topic.objects.select_related("edition"), edition__slug=edition, position=number)


def appearance(edition: str, number: int, which: int) -> Appearance:
    appearances = Appearance.objects.select_related("meeting__edition")
    return get_object_or_404(appearances, meeting__edition__slug=edition, meeting__number=number, pk=which)


def step(edition: str, number: int, position: int) -> Step:
    steps = Step.objects.select_related("meeting__edition")
    return get_object_or_404(steps, meeting__edition__slug=edition, meeting__number=number, position=position)


def audiences(person: Viewer, edition: Edition) -> list[str]:
    """The audiences of documents to which the person belongs."""
    belongs = delegations.audiences(person, edition)
    closed = {Audience.PARTICIPANTS: Document.Audience.PARTICIPANTS, Audience.STATES: Document.Audience.STATES}
    return [str(Document.Audience.EVERYBODY), *(str(name) for one, name in closed.items() if one in belongs)]


def issued_documents(edition: Edition, person: Viewer, words: str = "") -> QuerySet[Document]:
    """What has been issued to audiences that the person belongs to, the newest first; `words` of a title narrow it."""
    issued = Document.objects.filter(edition=edition, issued_at__isnull=False, audience__in=audiences(person, edition))
    if words:
        issued = issued.filter(title__versions__icontains=words)
    found = issued.select_related("edition", "item", "author").order_by("-issued_at", "-pk")
    return found.prefetch_related(Prefetch("versions", Version.objects.defer("content")))


def planned_documents(edition: Edition) -> QuerySet[Document]:
    planned = Document.objects.filter(edition=edition).select_related("edition", "item", "author")
    return planned.prefetch_related(Prefetch("versions", Version.objects.defer("content")))


def document(edition: str, number: int) -> Document:
    return get_object_or_404(Document.objects.select_related("edition"), edition__slug=edition, pk=number)


def version(edition: str, number: int, language: str) -> Version:
    versions = Version.objects.select_related("document__edition")
    return get_object_or_404(versions, document__edition__slug=edition, document=number, language=language)


def waiting_documents(edition: Edition) -> QuerySet[Document]:
    return Document.objects.filter(edition=edition, issued_at=None)


def names_of_bodies(edition: Edition) -> dict[str, Any]:
    """The name of each body at an edition, by its slug."""
    return dict(edition.delegations.values_list("body__slug", "body__name"))


def search(edition: Edition, person: Viewer, words: list[str]) -> Iterator[Hit]:
    """Meetings by title and who appears, documents by title."""
    page = reverse("programme", args=[edition.slug])
    held = Meeting.objects.filter(edition=edition).order_by("starts_at")
    for meeting in with_words(held, words, "title"):
        yield Hit(plain(meeting.title), page)
    for one in with_words(Appearance.objects.filter(meeting__edition=edition), words, plain_fields=("name",)):
        yield Hit(one.name, f"{page}?by=person", one.function)


def search_documents(edition: Edition, person: Viewer, words: list[str]) -> Iterator[Hit]:
    page = reverse("documents", args=[edition.slug])
    for document in with_words(issued_documents(edition, person), words, "title"):
        languages = document.languages
        version = get_language() if get_language() in languages else min(languages, default="")
        address = reverse("document-version", args=[edition.slug, document.pk, version]) if version else page
        yield Hit(f"{document.symbol}: {plain(document.title)}", address)
