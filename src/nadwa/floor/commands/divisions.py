"""Votes of the meeting on motions: a show of hands that the secretary counts, a roll call from a letter drawn.

A roll call stands in the record ballot by ballot, and the verifier counts it again (docs/record.md, check 11).
"""

import secrets
import string
from typing import Any

from django.utils.translation import gettext_lazy as _

from nadwa import clock
from nadwa.delegations.models import Delegation
from nadwa.floor import sentences
from nadwa.floor.commands import sittings
from nadwa.floor.commands.acting import chair, lock_open, recorded, require_deciding
from nadwa.floor.commands.acting import delegation as on_behalf_of
from nadwa.floor.models import (
    Division,
    Motion,
    PointOfOrder,
    Presence,
    Procedure,
    Request,
    Sitting,
    SpeakersList,
    Voice,
)
from nadwa.floor.queries import is_present, roll_of
from nadwa.programme.models import Meeting
from nadwa.record import kinds
from nadwa.record.acts import By, Refused, command
from nadwa.record.models import Act

Kind, Method, Choice = Motion.Kind, Division.Method, Division.Choice
MAJORITY = Procedure.Majority.SIMPLE

kinds.register(
    {
        "floor.hands-called": _("Show of hands called"),
        "floor.hands-counted": _("Show of hands counted"),
        "floor.vote-opened": _("Roll call opened"),
        "floor.ballot-cast": _("Answer in a roll call"),
        "floor.vote-closed": _("Roll call closed"),
        "floor.debate-ended": _("Debate ended by a motion"),
        "floor.ruling-overruled": _("Ruling overruled"),
    },
    sentences.DIVISIONS,
)


@command
def put_to_vote(person: Any, meeting: Meeting, method: str, letter: str = "") -> Act:
    """Put the motion that takes precedence to the vote; for a roll call a letter is drawn unless one is given."""
    sitting = lock_open(meeting)
    if _running(sitting):
        raise Refused(_("A vote is under way."))
    motion = first_motion(sitting)
    if motion is None:
        raise Refused(_("No motion is before the meeting."))
    called = Method(method)
    if called == Method.ROLL_CALL:
        letter = letter or secrets.choice(string.ascii_uppercase)
    division = Division.objects.create(
        motion=motion,
        number=Division.objects.filter(motion__sitting=sitting).count() + 1,
        method=called,
        letter=letter if called == Method.ROLL_CALL else "",
        opened_at=clock.now(),
    )
    body: dict[str, Any] = {"vote": division.number, "motion": motion.kind}
    if called == Method.HANDS:
        return recorded("hands-called", sitting, chair(person), body)
    return recorded("vote-opened", sitting, chair(person), body | {"majority": str(MAJORITY.value), "letter": letter})


@command
def count_hands(by: By, meeting: Meeting, yes: int, no: int, abstention: int) -> Act:
    """The secretary enters what was counted; no more than the members present."""
    sitting = lock_open(meeting)
    division = _division(sitting, Method.HANDS)
    present = Presence.objects.filter(sitting=sitting, delegation__body__slug__in=roll_of(sitting)["decide"]).count()
    if yes + no + abstention > present:
        message = _("%(counted)s hands were counted, but only %(present)s members are present.")
        raise Refused(message % {"counted": yes + no + abstention, "present": present})
    counts = {"yes": yes, "no": no, "abstention": abstention}
    carried = _close(division, counts)
    body = {"vote": division.number, "motion": division.motion.kind, **counts, "carried": carried}
    act = recorded("hands-counted", sitting, by, body)
    _take_effect(sitting, division.motion, carried=carried)
    return act


@command
def answer_roll_call(person: Any, delegation: Delegation, meeting: Meeting, choice: str) -> Act:
    """A delegation answers for itself."""
    return _answered(lock_open(meeting), delegation, choice, on_behalf_of(person, delegation))


@command
def enter_answer(by: By, meeting: Meeting, delegation: Delegation, choice: str) -> Act:
    """The secretary enters what a delegation answers aloud."""
    return _answered(lock_open(meeting), delegation, choice, by)


@command
def close_roll_call(person: Any, meeting: Meeting) -> Act:
    """Count, and let the result take effect."""
    sitting = lock_open(meeting)
    division = _division(sitting, Method.ROLL_CALL)
    voices = {voice.delegation.body.slug: voice.choice for voice in division.voices.select_related("delegation__body")}
    counts = {choice.value: list(voices.values()).count(choice) for choice in Choice}
    carried = _close(division, counts)
    body = {"vote": division.number, "motion": division.motion.kind, "majority": str(MAJORITY.value)}
    act = recorded("vote-closed", sitting, chair(person), body | {"ballots": voices, **counts, "carried": carried})
    _take_effect(sitting, division.motion, carried=carried)
    return act


def first_motion(sitting: Sitting) -> Motion | None:
    """Of the motions before the meeting the one that takes precedence."""
    order = list(Kind)
    pending = Motion.objects.filter(sitting=sitting, state=Motion.State.PENDING).select_related("point")
    return min(pending, key=lambda motion: order.index(Kind(motion.kind)), default=None)


def _running(sitting: Sitting) -> Division | None:
    return Division.objects.filter(motion__sitting=sitting, closed_at=None).select_related("motion__point").first()


def _division(sitting: Sitting, method: Division.Method) -> Division:
    division = _running(sitting)
    if division is None or division.method != method:
        raise Refused(_("No such vote is under way."))
    return division


def _answered(sitting: Sitting, delegation: Delegation, choice: str, by: By) -> Act:
    division = _division(sitting, Method.ROLL_CALL)
    require_deciding(sitting, delegation)
    if not is_present(sitting, delegation):
        raise Refused(_("Your delegation is not recorded as present at the meeting."))
    Voice.objects.update_or_create(division=division, delegation=delegation, defaults={"choice": choice})
    body = {"vote": division.number, "delegation": delegation.body.slug, "ballot": choice}
    return recorded("ballot-cast", sitting, by, body)


def _close(division: Division, counts: dict[str, int]) -> bool:
    carried = MAJORITY.carries(counts["yes"], counts["no"])
    division.closed_at = clock.now()
    division.yes, division.no, division.abstention = counts["yes"], counts["no"], counts["abstention"]
    division.save()
    motion = division.motion
    motion.state = Motion.State.CARRIED if carried else Motion.State.LOST
    motion.save(update_fields=["state"])
    return carried


def _take_effect(sitting: Sitting, motion: Motion, *, carried: bool) -> None:
    """What is carried happens at once, in the same transaction."""
    if not carried:
        return
    by = By(None, "meeting")
    match Kind(motion.kind):
        case Kind.SUSPEND:
            sittings.suspend(sitting, by)
        case Kind.ADJOURN:
            sittings.adjourn(sitting, by)
        case Kind.APPEAL:
            PointOfOrder.objects.filter(appeals=motion).update(overruled=True)
            recorded("ruling-overruled", sitting, by)
        case _:
            _end_debate(sitting, motion, by)


def _end_debate(sitting: Sitting, motion: Motion, by: By) -> None:
    """The list is closed, and whoever still waits on it does not speak."""
    SpeakersList.objects.filter(item=sitting.item).update(is_open=False)
    waiting = Request.objects.filter(item=sitting.item, kind=Request.Kind.SPEECH, state=Request.State.WAITING)
    waiting.update(state=Request.State.WITHDRAWN)
    item = sitting.item.number if sitting.item else 0
    recorded("debate-ended", sitting, by, {"item": item, "motion": motion.kind})
