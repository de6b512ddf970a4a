"""Procedural motions and appeals: moved, spoken to within the caps, withdrawn (rules 71 and 74 to 77)."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from nadwa import clock
from nadwa.acts import floor as acts
from nadwa.delegations.capacities import Delegate
from nadwa.delegations.models import Delegation
from nadwa.floor import forms, queries, questions, saying
from nadwa.floor.commands import clocks
from nadwa.floor.commands.acting import act, lock_open, recorded, require_deciding, require_no_vote
from nadwa.floor.models import Motion, MotionSpeech, PointOfOrder, Sitting
from nadwa.programme.models import Meeting
from nadwa.record.acts import Refused
from nadwa.record.models import Act


@act("move", pgettext_lazy("a motion", "Move"), forms.MoveMotionForm)
def move(by: Delegate, meeting: Meeting, motion: str) -> Act:
    """Move suspension, adjournment or closure, at any time but during a vote (rule 88); what takes precedence is
    decided first (rule 77)."""
    sitting = _open_to(meeting, by.delegation)
    require_no_vote(sitting)
    return _moved(sitting, by, Motion.Kind(motion))


@act("appeal", _("Appeal against the ruling"), says=saying.appeal, stands=saying.last_ruling)
def appeal_ruling(by: Delegate, meeting: Meeting) -> Act:
    """Appeal against the chair's latest ruling; it stands unless a majority overrules it (rule 71). During a vote that
    is possible against a ruling on its conduct: one made since it began."""
    sitting = _open_to(meeting, by.delegation)
    ruled = queries.ruled(sitting).first()
    if ruled is None or ruled.appeals.exists():
        raise Refused(_("There is no ruling that an appeal could be made against."))
    vote = questions.votes(sitting).first()
    if vote is None or ruled.ruled_at is None or ruled.ruled_at < vote.opened_at:
        require_no_vote(sitting)
    return _moved(sitting, by, Motion.Kind.APPEAL, ruled)


@act("speak-to-motion", _("Speak to the motion"), forms.SideForm, saying.speak_to_motion)
def speak_to_motion(by: Delegate, meeting: Meeting, motion: Motion, in_favour: bool) -> Act:
    """Speak for or against a motion: to adjournment of the debate two on each side, to its closure two against."""
    sitting = _open_to(meeting, by.delegation)
    motion = pending(sitting, motion)
    if motion.kind != Motion.Kind.APPEAL:
        require_no_vote(sitting)
    kind = Motion.Kind(motion.kind)
    most = kind.speakers(in_favour=in_favour)
    if most == 0:
        message = _("Nobody speaks to this motion on that side (rule %(rule)s).")
        raise Refused(message % {"rule": kind.rule})
    if motion.speeches.filter(in_favour=in_favour).count() >= most:
        message = _("Only %(most)s may speak to this motion on that side (rule %(rule)s), and they have.")
        raise Refused(message % {"most": most, "rule": kind.rule})
    if by.delegation == motion.delegation or motion.speeches.filter(delegation=by.delegation).exists():
        raise Refused(_("Your delegation has moved this motion or spoken to it."))
    MotionSpeech.objects.create(motion=motion, delegation=by.delegation, in_favour=in_favour, at=clock.now())
    spoken = acts.MotionSpokenTo(
        meeting=meeting.number, delegation=by.delegation.body.slug, motion=motion.kind, in_favour=in_favour
    )
    return recorded(spoken, sitting, by)


@act("withdraw-motion", _("Withdraw the motion"), forms.MotionForm, saying.withdraw_motion)
def withdraw_motion(by: Delegate, meeting: Meeting, motion: Motion) -> Act:
    """The mover takes the motion back before it is put to the vote (rule 80)."""
    sitting = lock_open(meeting)
    motion = pending(sitting, motion)
    if motion.delegation != by.delegation:
        raise Refused(_("Only the delegation that moved it can withdraw it."))
    if questions.votes(sitting).filter(motion=motion).exists():
        raise Refused(_("The motion is being voted on."))
    motion.state = Motion.State.WITHDRAWN
    motion.save(update_fields=["state"])
    clocks.settle(sitting)
    withdrawn = acts.MotionWithdrawn(meeting=meeting.number, delegation=by.delegation.body.slug, motion=motion.kind)
    return recorded(withdrawn, sitting, by)


def pending(sitting: Sitting, motion: Motion) -> Motion:
    found = questions.motions(sitting).filter(pk=motion.pk).select_related("delegation__body")
    if not (first := found.first()):
        raise Refused(_("This motion is no longer before the meeting."))
    return first


def _open_to(meeting: Meeting, delegation: Delegation) -> Sitting:
    sitting = lock_open(meeting)
    require_deciding(sitting, delegation)
    return sitting


def _moved(sitting: Sitting, by: Delegate, kind: Motion.Kind, point: PointOfOrder | None = None) -> Act:
    if questions.motions(sitting).filter(kind=kind).exists():
        raise Refused(_("This has been moved already and is before the meeting."))
    Motion.objects.create(sitting=sitting, delegation=by.delegation, kind=kind, point=point, moved_at=clock.now())
    clocks.settle(sitting)
    moved = acts.Moved(
        meeting=sitting.meeting.number, delegation=by.delegation.body.slug, motion=str(kind.value), rule=kind.rule
    )
    return recorded(moved, sitting, by)
