"""Every write on the programme."""

from collections.abc import Iterable
from datetime import datetime
from typing import TypedDict, Unpack

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from nadwa import clock
from nadwa.acts import programme as acts
from nadwa.acts.by import By
from nadwa.acts.facts import Audience
from nadwa.delegations.models import Body
from nadwa.editions.capacities import Officer
from nadwa.editions.commands.approving import hold
from nadwa.editions.models import Edition, Topic
from nadwa.programme.models import AgendaItem, Appearance, Meeting, Room, Step
from nadwa.programme.queries import has_been_opened
from nadwa.programme.uses import is_used
from nadwa.record.acts import Refused, command, log_for, record
from nadwa.record.models import Act
from nadwa.record.refusing import still_there
from nadwa.web.languages import Content, texts


class Arrangement(TypedDict, total=False):
    """How a meeting is arranged, beside the items that it has."""

    title: Content
    kind: str
    starts_at: datetime
    ends_at: datetime
    room: Room | None
    topic: Topic | None
    organiser: Body | None
    interpretation: list[str]
    public: bool


@command
def enter_room(by: Officer, edition: Edition, name: Content, seats: int) -> Act:
    room = Room.objects.create(edition=edition, name=name, seats=seats)
    return record(log_for(edition.slug), acts.RoomEntered(room=room.pk, seats=seats), by)


@command
def change_room(by: Officer, room: Room, name: Content, seats: int) -> Act:
    room = _locked_room(room)
    room.name, room.seats = name, seats
    room.save(update_fields=["name", "seats"])
    changed = acts.RoomChanged(room=room.pk, seats=seats, name=texts(name))
    return record(log_for(room.edition.slug), changed, by)


@command
def remove_room(by: Officer, room: Room) -> Act:
    room = _locked_room(room)
    if is_used(room):
        raise Refused(_("Meetings are held in this room. Give them another one first."))
    removed = acts.RoomRemoved(room=room.pk)
    room.delete()
    return record(log_for(room.edition.slug), removed, by)


@command
def schedule(by: Officer, edition: Edition, items: Iterable[AgendaItem], **arranged: Unpack[Arrangement]) -> Act:
    """Put a meeting into the programme. Conflicts are shown, not refused: programmes are made through them."""
    edition = hold(edition)
    number = (edition.meetings.aggregate(last=Max("number"))["last"] or 0) + 1
    meeting = Meeting.objects.create(edition=edition, number=number, **arranged)
    meeting.items.set([*items])
    begins, ends = _times(meeting)
    return _recorded(acts.Scheduled(meeting=number, begins=begins, ends=ends), meeting, by)


@command
def change(by: Officer, meeting: Meeting, items: Iterable[AgendaItem], **arranged: Unpack[Arrangement]) -> Act:
    meeting = hold_meeting(meeting)
    was_public = meeting.public
    if arranged.get("public", was_public) != was_public and has_been_opened(meeting):
        raise Refused(_("This meeting has been opened: whether it is public stays as it was, for what was said there."))
    for name, value in arranged.items():
        setattr(meeting, name, value)
    meeting.save()
    meeting.items.set([*items])
    public = None if meeting.public == was_public else meeting.public
    if was_public and not meeting.public:  # those who read of it until now learn that it is closed, and nothing else
        record(log_for(meeting.edition.slug), acts.Changed(meeting=meeting.number, public=False), by)
    begins, ends = _times(meeting)
    changed = acts.Changed(meeting=meeting.number, begins=begins, ends=ends, public=public)
    return _recorded(changed, meeting, by)


@command
def cancel(by: Officer, meeting: Meeting, reason: str) -> Act:
    """Cancel a meeting that has not begun: it stays in the programme, marked, so that nobody waits in vain."""
    meeting = hold_meeting(meeting)
    if meeting.cancelled_at:
        raise Refused(_("This meeting is cancelled already."))
    if has_been_opened(meeting):
        raise Refused(_("This meeting has been opened and can no longer be cancelled. The chair adjourns it."))
    meeting.cancelled_at = clock.now()
    meeting.save(update_fields=["cancelled_at"])
    return _recorded(acts.Cancelled(meeting=meeting.number, reason=reason), meeting, by)


@command
def set_appearance(by: Officer, meeting: Meeting, name: str, function: str, role: str) -> Act:
    meeting = hold_meeting(meeting)
    Appearance.objects.update_or_create(meeting=meeting, name=name, defaults={"function": function, "role": role})
    return _recorded(acts.AppearanceSet(meeting=meeting.number, role=role), meeting, by)


@command
def end_appearance(by: Officer, appearance: Appearance) -> Act:
    appearance = still_there(Appearance.objects.select_for_update(of=("self",)).select_related("meeting"), appearance)
    appearance.delete()
    meeting = appearance.meeting
    return _recorded(acts.AppearanceEnded(meeting=meeting.number, role=appearance.role), meeting, by)


@command
def add_step(by: Officer, meeting: Meeting, text: Content, minutes: int, awaits: str, item: int | None) -> Act:
    """Add a step at the end of the run of show."""
    meeting = hold_meeting(meeting)
    position = (meeting.steps.aggregate(last=Max("position"))["last"] or 0) + 1
    Step.objects.create(meeting=meeting, position=position, text=text, minutes=minutes, awaits=awaits, item=item)
    added = acts.StepAdded(meeting=meeting.number, step=position, minutes=minutes, awaits=awaits)
    return _run_act(added, meeting, by)


@command
def remove_step(by: Officer, step: Step) -> Act:
    step = still_there(Step.objects.select_for_update(of=("self",)).select_related("meeting"), step)
    step.delete()
    return _run_act(acts.StepRemoved(meeting=step.meeting.number, step=step.position), step.meeting, by)


@command
def finish_step(by: Officer, step: Step) -> Act:
    """The chair marks a step as done that no act of the floor does."""
    if step.awaits:
        raise Refused(_("This step is done by the act that it awaits."))
    if not Step.objects.filter(pk=step.pk, done_at=None).update(done_at=clock.now()):
        raise Refused(_("This step is done already."))
    return _run_act(acts.StepDone(meeting=step.meeting.number, step=step.position), step.meeting, by)


def hold_meeting(meeting: Meeting) -> Meeting:
    """The meeting as it stands, held until the transaction ends; what refers to it can still be written meanwhile.

    Who opens it holds it too: whether it is public is settled before anything is said there.
    """
    held = Meeting.objects.select_for_update(of=("self",), no_key=True).select_related("edition")
    return held.get(pk=meeting.pk)


def _locked_room(room: Room) -> Room:
    return still_there(Room.objects.select_for_update(of=("self",)).select_related("edition"), room)


def _times(meeting: Meeting) -> tuple[str, str]:
    return meeting.starts_at.isoformat(), meeting.ends_at.isoformat()


def _recorded(facts: acts.OfMeeting, meeting: Meeting, by: By) -> Act:
    log = log_for(meeting.edition.slug, Audience.of(public=meeting.public))
    return record(log, facts, by)


def _run_act(facts: acts.OfStep, meeting: Meeting, by: By) -> Act:
    """The run of show is for hosts, chair and secretariat; pages of the meeting follow it."""
    return record(log_for(meeting.edition.slug, Audience.HOSTS), facts, by, topics=[f"meeting:{meeting.pk}"])
