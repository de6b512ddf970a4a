"""Agenda, meetings, documents."""

from typing import Annotated

from django.utils.translation import gettext_lazy as _

from nadwa.acts.facts import HOSTS, PARTICIPANTS, PUBLIC, Facts, key, kind, shape


@shape
class Item(Facts):
    """The title in each language that it has."""

    item: int
    title: dict[str, str]
    high_level: bool


@kind("programme.item-entered", _("Agenda item entered"), PUBLIC)
class ItemEntered(Item):
    pass


@kind("programme.item-changed", _("Agenda item changed"), PUBLIC)
class ItemChanged(Item):
    """`before`: the number it had, where it got another; those between make room."""

    before: int = 0


@kind("programme.item-removed", _("Agenda item removed"), PUBLIC)
class ItemRemoved(Item):
    """Those behind it move up by one."""


@kind("programme.topic-entered", _("Topic entered"), PUBLIC)
class TopicEntered(Facts):
    topic: int


@kind("programme.topic-changed", _("Topic changed"), PUBLIC)
class TopicChanged(Facts):
    """`before`: the place it had, where it got another; those between make room."""

    topic: int
    title: dict[str, str]
    before: int = 0


@kind("programme.topic-removed", _("Topic removed"), PUBLIC)
class TopicRemoved(Facts):
    """Those behind it move up by one."""

    topic: int
    title: dict[str, str]


@kind("programme.room-entered", _("Room entered"), PUBLIC)
class RoomEntered(Facts):
    room: int
    seats: int


@kind("programme.room-changed", _("Room changed"), PUBLIC)
class RoomChanged(Facts):
    room: int
    seats: int
    name: dict[str, str]


@kind("programme.room-removed", _("Room removed"), PUBLIC)
class RoomRemoved(Facts):
    room: int


@shape
class OfMeeting(Facts):
    meeting: int


@kind("programme.scheduled", _("Meeting scheduled"), PUBLIC, PARTICIPANTS)
class Scheduled(OfMeeting):
    begins: Annotated[str, key("from")]
    ends: Annotated[str, key("to")]


@kind("programme.changed", _("Meeting changed in the programme"), PUBLIC, PARTICIPANTS)
class Changed(OfMeeting):
    begins: Annotated[str, key("from")] = ""
    ends: Annotated[str, key("to")] = ""
    public: bool | None = None


@kind("programme.cancelled", _("Meeting cancelled"), PUBLIC, PARTICIPANTS)
class Cancelled(OfMeeting):
    reason: str


@kind("programme.appearance-set", _("Appearance in a meeting set"), PUBLIC, PARTICIPANTS)
class AppearanceSet(OfMeeting):
    role: str


@kind("programme.appearance-ended", _("Appearance in a meeting ended"), PUBLIC, PARTICIPANTS)
class AppearanceEnded(OfMeeting):
    role: str


@shape
class OfStep(OfMeeting):
    step: int


@kind("programme.step-added", _("Step of the run of show added"), HOSTS)
class StepAdded(OfStep):
    minutes: int
    awaits: str


@kind("programme.step-removed", _("Step of the run of show removed"), HOSTS)
class StepRemoved(OfStep):
    pass


@kind("programme.step-done", _("Step of the run of show done"), HOSTS)
class StepDone(OfStep):
    pass


@kind("programme.imported", _("Programme imported"), PUBLIC)
class Imported(Facts):
    meetings: int
    file_sha256: str


@shape
class OfDocument(Facts):
    symbol: str


@kind("programme.document-planned", _("Document planned"), HOSTS)
class DocumentPlanned(OfDocument):
    slot: str
    due: str


@kind("programme.corrigendum-planned", _("Corrigendum planned"), HOSTS)
class CorrigendumPlanned(OfDocument):
    pass


@kind("programme.document-handed-in", _("Language version of a document handed in"), HOSTS)
class DocumentHandedIn(OfDocument):
    language: str
    sha256: str


@kind("programme.document-dropped", _("Planned document dropped"), HOSTS)
class DocumentDropped(OfDocument):
    pass


@kind("programme.document-issued", _("Document issued"), PUBLIC, PARTICIPANTS)
class DocumentIssued(OfDocument):
    versions: dict[str, str]
