"""Opening, suspending, resuming and adjourning; presence; the item under consideration."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from nadwa import clock
from nadwa.delegations.models import Delegation
from nadwa.floor import sentences
from nadwa.floor.commands import clocks
from nadwa.floor.commands.acting import chair, lock, lock_open, recorded
from nadwa.floor.models import Presence, Sitting
from nadwa.floor.queries import quorum, roll
from nadwa.programme.models import Meeting
from nadwa.record import kinds
from nadwa.record.acts import By, Refused, command
from nadwa.record.models import Act

State = Sitting.State

kinds.register(
    {
        "floor.roll-frozen": _("Roll of the meeting frozen"),
        "floor.meeting-opened": _("Meeting opened"),
        "floor.meeting-suspended": _("Meeting suspended"),
        "floor.meeting-resumed": _("Meeting resumed"),
        "floor.meeting-adjourned": _("Meeting adjourned"),
        "floor.item-taken-up": _("Agenda item taken up"),
        "floor.presence-recorded": _("Presence recorded"),
        "floor.absence-recorded": _("Absence recorded"),
    },
    sentences.SITTINGS,
)


@command
def open_meeting(person: Any, meeting: Meeting) -> Act:
    """Declare the meeting open; needs the quorum for debate. From now on its roll stands: who may speak and decide."""
    sitting = lock(meeting)
    if sitting.state != State.SCHEDULED:
        raise Refused(_("The meeting has been opened already."))
    count = quorum(sitting)
    if not count.debate:
        message = _("No quorum: %(present)s delegations are present, %(needed)s are needed to open the debate.")
        raise Refused(message % {"present": count.present, "needed": count.to_debate})
    sitting.roll = roll(meeting.edition)
    sitting.save(update_fields=["roll"])
    recorded("roll-frozen", sitting, By(None, "credentials"), sitting.roll)
    _enter(sitting, State.OPEN)
    return recorded("meeting-opened", sitting, chair(person), {"present": count.present, "members": count.members})


@command
def suspend_meeting(person: Any, meeting: Meeting) -> Act:
    """Suspend the meeting; the clock of whoever has the floor stands still until it is resumed."""
    return suspend(lock_open(meeting), chair(person))


@command
def resume_meeting(person: Any, meeting: Meeting) -> Act:
    sitting = lock(meeting)
    if sitting.state != State.SUSPENDED:
        raise Refused(_("Only a suspended meeting can be resumed."))
    _enter(sitting, State.OPEN)
    clocks.resume_unless_point_pending(sitting)
    return recorded("meeting-resumed", sitting, chair(person))


@command
def adjourn_meeting(person: Any, meeting: Meeting) -> Act:
    """Adjourn the meeting for good; a speech under way ends with it."""
    sitting = lock(meeting)
    if sitting.state not in (State.OPEN, State.SUSPENDED):
        raise Refused(_("The meeting is not open."))
    return adjourn(sitting, chair(person))


@command
def take_up_item(person: Any, meeting: Meeting, item: int) -> Act:
    sitting = lock_open(meeting)
    if clocks.speaking(sitting):
        raise Refused(_("A delegation has the floor; end its statement first."))
    found = meeting.items.filter(number=item).first()
    if found is None:
        raise Refused(_("This item is not on the agenda of the meeting."))
    sitting.item = found
    sitting.save(update_fields=["item"])
    return recorded("item-taken-up", sitting, chair(person), {"item": item})


@command
def record_presence(by: By, meeting: Meeting, delegation: Delegation) -> Act:
    sitting = lock(meeting)
    Presence.objects.get_or_create(sitting=sitting, delegation=delegation, defaults={"since": clock.now()})
    return recorded("presence-recorded", sitting, by, {"delegation": delegation.body.slug})


@command
def record_absence(by: By, meeting: Meeting, delegation: Delegation) -> Act:
    sitting = lock(meeting)
    Presence.objects.filter(sitting=sitting, delegation=delegation).delete()
    return recorded("absence-recorded", sitting, by, {"delegation": delegation.body.slug})


def suspend(sitting: Sitting, by: By) -> Act:
    clocks.pause(clocks.speaking(sitting))
    _enter(sitting, State.SUSPENDED)
    return recorded("meeting-suspended", sitting, by)


def adjourn(sitting: Sitting, by: By) -> Act:
    clocks.end(sitting, by)
    _enter(sitting, State.ADJOURNED)
    return recorded("meeting-adjourned", sitting, by)


def _enter(sitting: Sitting, state: str) -> None:
    sitting.state = state
    sitting.changed_at = clock.now()
    sitting.save(update_fields=["state", "changed_at"])
