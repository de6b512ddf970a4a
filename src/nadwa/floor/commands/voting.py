"""Votes of the meeting, on motions and on decisions that the chair has proposed.

By a show of hands that the secretary counts, or by a roll call from a letter drawn.
A roll call stands in the record ballot by ballot, and the verifier counts it again (docs/record.md, check 11).
"""

import secrets
import string
from collections.abc import Callable
from typing import ParamSpec

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nadwa import clock
from nadwa.acts import floor as acts
from nadwa.acts.by import THE_MEETING, By
from nadwa.delegations.capacities import Delegate
from nadwa.delegations.models import Delegation
from nadwa.editions.capacities import Chair, Secretary
from nadwa.floor import forms, questions, saying
from nadwa.floor.commands import clocks, propositions, sittings, votes
from nadwa.floor.commands.acting import act, lock_open, recorded, require_no_vote
from nadwa.floor.models import (
    Motion,
    PointOfOrder,
    Presence,
    Procedure,
    Proposition,
    Request,
    Sitting,
    SpeakersList,
    Vote,
)
from nadwa.floor.queries import procedure_of, roll_of, silent_in
from nadwa.programme.models import Meeting
from nadwa.record.acts import Refused
from nadwa.record.models import Act
from nadwa.web.declaring import DeclaredAct, nothing
from nadwa.web.forms import Form
from nadwa.web.languages import plain

P = ParamSpec("P")
MAJORITY = str(Procedure.Majority.SIMPLE.value)


def on_the_vote(
    name: str, title: Promise | str, form: type[Form], says: Callable[[Meeting], list[str]] = nothing
) -> Callable[[Callable[P, Act]], DeclaredAct[P]]:
    """Declare an act on the vote that its page shows."""
    return act(name, title, form, says, saying.vote_under_way, saying.voted_on, weighs=True)


@act("put", _("Put the motion to the vote"), forms.PutForm, saying.put, weighs=True)
def put_to_vote(by: Chair, meeting: Meeting, method: str, letter: str = "") -> Act:
    """Put the motion that takes precedence to the vote; for a roll call a letter is drawn unless one is given."""
    sitting = lock_open(meeting)
    _require_no_point(sitting)
    motion = first_motion(sitting)
    if motion is None:
        raise Refused(_("No motion is before the meeting."))
    _require_no_vote_but_on(motion, sitting)
    return _opened(by, sitting, motion, MAJORITY, method, letter)


@act("put-decision", _("Put the decision to the vote"), forms.PutForm, saying.putting, saying.proposition, weighs=True)
def put_decision_to_vote(by: Chair, meeting: Meeting, method: str, letter: str = "") -> Act:
    """Put what the chair has proposed to the vote, where it is not decided without one."""
    sitting = lock_open(meeting)
    _require_no_point(sitting)
    require_no_vote(sitting)
    if first_motion(sitting):
        raise Refused(_("A motion is before the meeting, and is decided first."))
    proposition = propositions.pending(sitting)
    return _opened(by, sitting, proposition, _majority_for(proposition), method, letter)


def _majority_for(proposition: Proposition) -> str:
    """A simple one for what is procedural, else that which the rules of the edition ask for on texts."""
    if Proposition.Matter(proposition.matter).is_procedural:
        return MAJORITY
    majority = str(procedure_of(proposition.sitting.meeting.edition).majority)
    if majority == Procedure.Majority.NONE:
        raise Refused(_("By the rules of this edition, this is decided by consensus, and not voted on."))
    return majority


def _opened(by: Chair, sitting: Sitting, subject: Motion | Proposition, majority: str, method: str, letter: str) -> Act:
    called = Vote.Method(method)
    letter = (letter or secrets.choice(string.ascii_uppercase)) if called == Vote.Method.ROLL_CALL else ""
    number = questions.votes_of_meeting(sitting).count() + 1
    on = {"motion": subject} if isinstance(subject, Motion) else {"proposition": subject}
    vote = votes.open_vote(called, majority, number, **on, letter=letter)
    if called == Vote.Method.HANDS:
        return recorded(acts.HandsCalled(**sittings.said_of(sitting, vote)), sitting, by)
    opened = acts.VoteOpened(**sittings.said_of(sitting, vote), majority=vote.majority, letter=letter)
    return recorded(opened, sitting, by)


@on_the_vote("hands", _("Enter the show of hands"), forms.HandsForm)
def count_hands(by: Secretary | Chair, meeting: Meeting, yes: int, no: int, abstention: int) -> Act:
    """The secretary enters what was counted; no more than the members present."""
    sitting = lock_open(meeting)
    _require_no_point(sitting)
    vote = _under_way(sitting, Vote.Method.HANDS)
    present = Presence.objects.filter(sitting=sitting, delegation__body__slug__in=roll_of(sitting)["decide"]).count()
    if yes + no + abstention > present:
        message = _("%(counted)s hands were counted, but only %(present)s members are present.")
        raise Refused(message % {"counted": yes + no + abstention, "present": present})
    counts: votes.Counts = {"yes": yes, "no": no, "abstention": abstention}
    carried = _close(vote, counts)
    counted = acts.HandsCounted(**sittings.said_of(sitting, vote), **counts, carried=carried)
    done = recorded(counted, sitting, by)
    _take_effect(sitting, vote, carried=carried)
    return done


@on_the_vote("answer", _("Answer in the roll call"), forms.RollCallAnswerForm)
def answer_roll_call(by: Delegate, meeting: Meeting, choice: str) -> Act:
    """A delegation answers for itself; until the roll call is closed it may change its answer."""
    return _answered(lock_open(meeting), by.delegation, choice, by)


@on_the_vote("answer", _("Enter an answer"), forms.EnteredAnswerForm)
def enter_answer(by: Secretary | Chair, meeting: Meeting, delegation: Delegation, choice: str) -> Act:
    """The secretary enters what a delegation answers aloud. What it has answered itself, nobody else changes."""
    sitting = lock_open(meeting)
    vote = _under_way(sitting, Vote.Method.ROLL_CALL)
    if vote.ballots.filter(delegation=delegation, entered_by="").exists():
        message = _("%(delegation)s has answered itself; only %(delegation)s can change this answer.")
        raise Refused(message % {"delegation": plain(delegation.body.name)})
    return _answered(sitting, delegation, choice, by, entered_by=str(by.capacity))


@act("call-again", _("Call a second time"), stands=saying.vote_under_way, shows=saying.silent)
def call_again(by: Chair, meeting: Meeting) -> Act:
    """Call the members a second time that are present and have not answered."""
    sitting = lock_open(meeting)
    vote = _under_way(sitting, Vote.Method.ROLL_CALL)
    if vote.second_call_at:
        raise Refused(_("They have been called a second time already."))
    silent = tuple(one.body.slug for one in silent_in(sitting, vote))
    if not silent:
        raise Refused(_("Every member that is present has answered."))
    vote.second_call_at = clock.now()
    vote.save(update_fields=["second_call_at"])
    called = acts.CalledAgain(meeting=meeting.number, vote=vote.number, delegations=silent)
    return recorded(called, sitting, by)


@act(
    "close-roll-call",
    _("Close the roll call"),
    says=saying.silent,
    stands=saying.vote_under_way,
    weighs=True,
)
def close_roll_call(by: Chair, meeting: Meeting) -> Act:
    """Count, and let the result take effect; who is present and has not answered goes on the record."""
    sitting = lock_open(meeting)
    _require_no_point(sitting)
    vote = _under_way(sitting, Vote.Method.ROLL_CALL)
    missing = silent_in(sitting, vote)
    ballots = votes.ballots(vote)
    counts = votes.count(ballots)
    carried = _close(vote, counts)
    closed = acts.VoteClosed(
        **sittings.said_of(sitting, vote),
        **counts,
        majority=vote.majority,
        ballots=ballots,
        carried=carried,
        silent=tuple(one.body.slug for one in missing),
    )
    done = recorded(closed, sitting, by)
    _take_effect(sitting, vote, carried=carried)
    return done


@on_the_vote("discontinue", _("Discontinue the vote"), forms.ReasonInMeetingForm, saying.discontinue)
def discontinue_vote(by: Chair, meeting: Meeting, reason: str) -> Act:
    """Break off the vote under way, for a reason that goes on the record; the motion can be put again."""
    sitting = lock_open(meeting)
    vote = questions.votes(sitting).first()
    if vote is None:
        raise Refused(_("No such vote is under way."))
    return sittings.discontinue(sitting, vote, by, reason)


def first_motion(sitting: Sitting) -> Motion | None:
    """Of the motions before the meeting the one that takes precedence."""
    return min(questions.motions(sitting).select_related("point"), key=questions.precedence, default=None)


def _require_no_point(sitting: Sitting) -> None:
    if questions.points(sitting).exists():
        raise Refused(_("Rule on the point of order first."))


def _require_no_vote_but_on(motion: Motion, sitting: Sitting) -> None:
    """An appeal against a ruling on the conduct of a vote is decided while that vote waits."""
    running = questions.votes(sitting).select_related("motion").first()
    waits = running and motion.kind == Motion.Kind.APPEAL and not running.is_on_appeal
    if questions.of_other_rooms(sitting) or (running and not waits):
        raise Refused(_("A vote is under way."))


def _under_way(sitting: Sitting, method: Vote.Method) -> Vote:
    """The vote under way, with nothing else before it."""
    vote = questions.votes(sitting).select_related("motion__point", "proposition").first()
    if vote is None or vote.method != method:
        raise Refused(_("No such vote is under way."))
    if not vote.is_on_appeal and questions.motions(sitting).filter(kind=Motion.Kind.APPEAL).exists():
        raise Refused(_("An appeal is before the meeting; put it to the vote first."))
    return vote


def _answered(sitting: Sitting, delegation: Delegation, choice: str, by: By, entered_by: str = "") -> Act:
    vote = _under_way(sitting, Vote.Method.ROLL_CALL)
    votes.cast(vote, sitting, delegation, choice, entered_by)
    cast = acts.BallotCast(
        meeting=sitting.meeting.number, delegation=delegation.body.slug, vote=vote.number, ballot=choice
    )
    return recorded(cast, sitting, by)


def _close(vote: Vote, counts: votes.Counts) -> bool:
    carried = votes.close(vote, counts)
    if vote.motion:
        vote.motion.state = Motion.State.CARRIED if carried else Motion.State.LOST
        vote.motion.save(update_fields=["state"])
    return carried


def _take_effect(sitting: Sitting, vote: Vote, *, carried: bool) -> None:
    """What is carried happens at once, in the same transaction."""
    if vote.proposition:
        propositions.settle(sitting, vote.proposition, THE_MEETING, carried=carried)
    elif vote.motion and carried:
        _carry_out(sitting, vote.motion, THE_MEETING)
    clocks.settle(sitting)


def _carry_out(sitting: Sitting, motion: Motion, by: By) -> None:
    match Motion.Kind(motion.kind):
        case Motion.Kind.SUSPEND:
            sittings.suspend(sitting, by)
        case Motion.Kind.ADJOURN:
            sittings.adjourn(sitting, by)
        case Motion.Kind.APPEAL:
            PointOfOrder.objects.filter(appeals=motion).update(overruled=True)
            recorded(acts.RulingOverruled(meeting=sitting.meeting.number), sitting, by)
        case _:
            _end_debate(sitting, motion, by)


def _end_debate(sitting: Sitting, motion: Motion, by: By) -> None:
    """The list is closed, and whoever still waits on it does not speak."""
    SpeakersList.objects.filter(item=sitting.item).update(is_open=False)
    waiting = Request.objects.filter(item=sitting.item, kind=Request.Kind.SPEECH, state=Request.State.WAITING)
    waiting.update(state=Request.State.WITHDRAWN)
    item = sitting.item.number if sitting.item else 0
    ended = acts.DebateEnded(meeting=sitting.meeting.number, item=item, motion=motion.kind)
    recorded(ended, sitting, by)
