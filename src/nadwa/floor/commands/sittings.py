"""Opening, suspending, resuming and adjourning; presence; the item under consideration."""

from typing import NotRequired, TypedDict

from django.utils.translation import gettext_lazy as _

from nadwa import clock
from nadwa.acts import floor as acts
from nadwa.acts.by import THE_CREDENTIALS, By
from nadwa.delegations.capacities import Delegate
from nadwa.delegations.models import Delegation
from nadwa.editions.capacities import Chair, Officer
from nadwa.floor import forms, questions, saying
from nadwa.floor.commands import clocks, votes
from nadwa.floor.commands.acting import act, hold, lock, lock_lasting, lock_open, recorded
from nadwa.floor.models import Motion, PointOfOrder, Presence, Proposition, Sitting, SpeakersList, Vote
from nadwa.floor.queries import quorum, roll, speaking
from nadwa.programme.models import AgendaItem, Meeting
from nadwa.record.acts import Refused, command
from nadwa.record.models import Act


class OfVote(TypedDict):
    """What each act of a vote says."""

    meeting: int
    vote: int
    motion: str
    proposition: NotRequired[int]


@act("open", _("Open the meeting"), says=saying.opening, shows=saying.present)
def open_meeting(by: Chair, meeting: Meeting) -> Act:
    """Declare the meeting open; needs the quorum for debate. From now on its roll stands: who may speak and decide."""
    sitting = hold(meeting)
    if sitting.meeting.cancelled_at:
        raise Refused(_("This meeting is cancelled."))
    if sitting.state != Sitting.State.SCHEDULED:
        raise Refused(_("The meeting has been opened already."))
    count = quorum(sitting)
    if not count.debate:
        message = _("No quorum: %(present)s delegations are present, %(needed)s are needed to open the debate.")
        raise Refused(message % {"present": count.present, "needed": count.to_debate})
    sitting.roll = roll(sitting.meeting.edition)
    sitting.save(update_fields=["roll"])
    speak, decide = (tuple(sitting.roll[right]) for right in ("speak", "decide"))
    frozen = acts.RollFrozen(meeting=meeting.number, speak=speak, decide=decide)
    recorded(frozen, sitting, THE_CREDENTIALS)
    _enter(sitting, Sitting.State.OPEN)
    opened = acts.MeetingOpened(meeting=meeting.number, present=count.present, members=count.members)
    return recorded(opened, sitting, by)


@act("suspend", _("Suspend"), forms.UnfinishedForm, saying.unfinished)
def suspend_meeting(by: Chair, meeting: Meeting, unfinished: str = "", reason: str = "") -> Act:
    """Suspend the meeting; the clock of whoever has the floor stands still until it is resumed. What is before the
    meeting waits or lapses, as the chair says; a vote does not wait (rule 88)."""
    sitting = lock_open(meeting)
    if unfinished == questions.WAITS and questions.votes(sitting).exists():
        raise Refused(_("A vote is not interrupted (rule 88): close it first, or discontinue it."))
    _dispose(sitting, by, unfinished, reason)
    return suspend(sitting, by)


@act("resume", _("Resume"))
def resume_meeting(by: Chair, meeting: Meeting) -> Act:
    sitting = lock(meeting)
    if sitting.state != Sitting.State.SUSPENDED:
        raise Refused(_("Only a suspended meeting can be resumed."))
    _enter(sitting, Sitting.State.OPEN)
    clocks.settle(sitting)
    return recorded(acts.MeetingResumed(meeting=meeting.number), sitting, by)


@act("adjourn", _("Adjourn"), forms.AdjournForm, saying.adjourn, shows=saying.unheard)
def adjourn_meeting(by: Chair, meeting: Meeting, unfinished: str = "", reason: str = "") -> Act:
    """Adjourn the meeting for good; a speech under way ends with it. What is before the meeting lapses, if the chair
    says so and why; it cannot wait."""
    sitting = lock_lasting(meeting)
    if sitting.state not in (Sitting.State.OPEN, Sitting.State.SUSPENDED):
        raise Refused(_("The meeting is not open."))
    _dispose(sitting, by, unfinished if unfinished == questions.LAPSES else "", reason)
    return adjourn(sitting, by)


@act("item", _("Take up an item"), forms.ItemInMeetingForm)
def take_up_item(by: Chair, meeting: Meeting, item: int) -> Act:
    sitting = lock_open(meeting)
    if speaking(sitting):
        raise Refused(_("A delegation has the floor; end its statement first."))
    if questions.is_any_pending(sitting):
        raise Refused(_("Decide first what is before the meeting: it concerns the item in hand."))
    found = meeting.items.filter(number=item).first()
    if found is None:
        raise Refused(_("This item is not on the agenda of the meeting."))
    sitting.item = found
    sitting.save(update_fields=["item"])
    return recorded(acts.ItemTakenUp(meeting=meeting.number, item=item), sitting, by)


@command
def record_presence(by: Officer | Delegate, meeting: Meeting, delegation: Delegation) -> Act:
    sitting = lock(meeting)
    Presence.objects.get_or_create(sitting=sitting, delegation=delegation, defaults={"since": clock.now()})
    noted = acts.PresenceRecorded(meeting=meeting.number, delegation=delegation.body.slug)
    return recorded(noted, sitting, by)


@command
def record_absence(by: Officer, meeting: Meeting, delegation: Delegation) -> Act:
    sitting = lock(meeting)
    Presence.objects.filter(sitting=sitting, delegation=delegation).delete()
    noted = acts.AbsenceRecorded(meeting=meeting.number, delegation=delegation.body.slug)
    return recorded(noted, sitting, by)


def suspend(sitting: Sitting, by: By) -> Act:
    """Suspend; motions that are still before the meeting wait."""
    _enter(sitting, Sitting.State.SUSPENDED)
    clocks.settle(sitting)
    return recorded(acts.MeetingSuspended(meeting=sitting.meeting.number), sitting, by)


def adjourn(sitting: Sitting, by: By) -> Act:
    """Adjourn; what is still before the meeting lapses."""
    lapse(sitting, by, "")
    clocks.end(sitting, by)
    _enter(sitting, Sitting.State.ADJOURNED)
    return recorded(acts.MeetingAdjourned(meeting=sitting.meeting.number), sitting, by)


def lapse(sitting: Sitting, by: By, reason: str) -> None:
    """Let everything fall that is before the meeting, and say so in the record."""
    for vote in questions.votes(sitting):
        discontinue(sitting, vote, by, reason)
    raised, moved = questions.points(sitting), questions.motions(sitting)
    proposed = questions.propositions(sitting)
    lapsed = acts.UnfinishedLapsed(
        meeting=sitting.meeting.number,
        points=tuple(raised.values_list("delegation__body__slug", flat=True)),
        motions=tuple(moved.values_list("kind", flat=True)),
        reason=reason,
        proposition=proposed.values_list("number", flat=True).first() or 0,
    )
    if not (lapsed.points or lapsed.motions or lapsed.proposition):
        return
    proposed.update(state=Proposition.State.LAPSED)
    raised.update(state=PointOfOrder.State.LAPSED)
    moved.update(state=Motion.State.LAPSED)
    recorded(lapsed, sitting, by)


def discontinue(sitting: Sitting, vote: Vote, by: By, reason: str) -> Act:
    """Break off a vote of the meeting: it decides nothing."""
    votes.discontinue(vote)
    done = acts.VoteDiscontinued if vote.letter else acts.HandsDiscontinued
    return recorded(done(**said_of(sitting, vote), reason=reason), sitting, by)


def said_of(sitting: Sitting, vote: Vote) -> OfVote:
    meeting, subject = sitting.meeting.number, vote.subject
    if isinstance(subject, Motion):
        return {"meeting": meeting, "vote": vote.number, "motion": subject.kind}
    return {"meeting": meeting, "vote": vote.number, "motion": acts.A_DECISION, "proposition": subject.number}


def _dispose(sitting: Sitting, by: By, unfinished: str, reason: str) -> None:
    """Do with what is before the meeting as the chair says; Refused if nothing was said of it."""
    elsewhere = questions.of_other_rooms(sitting)
    if elsewhere:
        message = _("This is before the meeting and is decided on its own page first: %(what)s.")
        raise Refused(message % {"what": ", ".join(str(question.label) for question in elsewhere)})
    if questions.unfinished(sitting) and unfinished not in (questions.WAITS, questions.LAPSES):
        raise Refused(_("The meeting still has something before it. Say what should happen to it."))
    if unfinished == questions.LAPSES:
        if not reason.strip():
            raise Refused(_("Say why this lapses; the reason goes on the record."))
        lapse(sitting, by, reason)


def let_go_of(item: AgendaItem) -> None:
    """A list that nobody has asked to be on, and meetings that have not begun: they begin with another item."""
    SpeakersList.objects.filter(item=item).exclude(item__requests__isnull=False).delete()
    waiting = Sitting.objects.select_for_update(of=("self",)).filter(item=item, state=Sitting.State.SCHEDULED)
    for sitting in waiting.select_related("meeting"):
        sitting.item = sitting.meeting.items.exclude(pk=item.pk).first()
        sitting.save(update_fields=["item"])


def _enter(sitting: Sitting, state: str) -> None:
    sitting.state = state
    sitting.changed_at = clock.now()
    sitting.save(update_fields=["state", "changed_at"])
