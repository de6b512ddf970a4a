"""Meetings: the roll, the list of speakers, points, motions, votes."""

from typing import Annotated

from django.utils.translation import gettext_lazy as _

from nadwa.acts.facts import DELEGATION, HOSTS, PARTICIPANTS, PUBLIC, SPREAD, Facts, key, kind, shape


@shape
class InMeeting(Facts):
    """The number of the meeting."""

    meeting: int


@shape
class OnItem(InMeeting):
    item: int


@shape
class OfDelegation(InMeeting):
    delegation: str


@shape
class Request(OfDelegation):
    item: int


@kind("floor.meeting-opened", _("Meeting opened"), PUBLIC, PARTICIPANTS)
class MeetingOpened(InMeeting):
    present: int
    members: int


@kind("floor.vice-chair-in-chair", _("Vice-Chair in the chair"), PUBLIC, PARTICIPANTS)
class ViceChairInChair(InMeeting):
    pass


@kind("floor.chair-in-chair", _("Chair returned to the Chair"), PUBLIC, PARTICIPANTS)
class ChairInChair(InMeeting):
    pass


@kind("floor.roll-frozen", _("Roll of the meeting frozen"), PUBLIC, PARTICIPANTS)
class RollFrozen(InMeeting):
    speak: tuple[str, ...]
    decide: tuple[str, ...]


@kind("floor.meeting-suspended", _("Meeting suspended"), PUBLIC, PARTICIPANTS)
class MeetingSuspended(InMeeting):
    pass


@kind("floor.meeting-resumed", _("Meeting resumed"), PUBLIC, PARTICIPANTS)
class MeetingResumed(InMeeting):
    pass


@kind("floor.meeting-adjourned", _("Meeting adjourned"), PUBLIC, PARTICIPANTS)
class MeetingAdjourned(InMeeting):
    pass


@kind("floor.unfinished-lapsed", _("What was before the meeting lapsed"), PUBLIC, PARTICIPANTS)
class UnfinishedLapsed(InMeeting):
    points: tuple[str, ...]
    motions: tuple[str, ...]
    reason: str = ""
    proposition: int = 0


@kind("floor.item-taken-up", _("Agenda item taken up"), PUBLIC, PARTICIPANTS)
class ItemTakenUp(OnItem):
    pass


@kind("floor.presence-recorded", _("Presence recorded"), PUBLIC, PARTICIPANTS)
class PresenceRecorded(OfDelegation):
    pass


@kind("floor.absence-recorded", _("Absence recorded"), PUBLIC, PARTICIPANTS)
class AbsenceRecorded(OfDelegation):
    pass


@kind("floor.let-in", _("Badge let in"), HOSTS)
class LetIn(InMeeting):
    badge: int


@kind("floor.let-out", _("Badge let out"), HOSTS)
class LetOut(InMeeting):
    badge: int


@kind("floor.list-opened", _("List of speakers opened"), PUBLIC, PARTICIPANTS)
class ListOpened(OnItem):
    pass


@kind("floor.list-closed", _("List of speakers closed"), PUBLIC, PARTICIPANTS)
class ListClosed(OnItem):
    pass


@kind("floor.floor-asked", _("Floor asked for"), PUBLIC, PARTICIPANTS)
class FloorAsked(Request):
    place: int


@kind("floor.entered-on-list", _("Delegation entered on the list by the chair"), PUBLIC, PARTICIPANTS)
class EnteredOnList(Request):
    place: int
    reason: str = ""


@kind("floor.reply-asked", _("Right of reply asked for"), PUBLIC, PARTICIPANTS)
class ReplyAsked(Request):
    number: int


@kind("floor.explanation-asked", _("Explanation of vote asked for"), PUBLIC, PARTICIPANTS)
class ExplanationAsked(Request):
    when: str


@kind("floor.request-withdrawn", _("Request for the floor withdrawn"), PUBLIC, PARTICIPANTS)
class RequestWithdrawn(Request):
    pass


@kind("floor.reply-withdrawn", _("Request for the right of reply withdrawn"), PUBLIC, PARTICIPANTS)
class ReplyWithdrawn(Request):
    pass


@kind("floor.explanation-withdrawn", _("Request to explain the vote withdrawn"), PUBLIC, PARTICIPANTS)
class ExplanationWithdrawn(Request):
    when: str


@kind("floor.speaker-named", _("Speaker named"), PUBLIC, PARTICIPANTS)
class SpeakerNamed(Request):
    """`speaker` is SHA-256 of a salt and title, name and function; without it nobody is named any more."""

    kind: Annotated[str, key("as")]
    speaker: str = ""


@kind("floor.level-changed", _("Level of a speaker changed"), PUBLIC, PARTICIPANTS)
class LevelChanged(Request):
    """`level`: `state`, `government`, `minister`, `vice-minister`, `ambassador` or `official`; `place`: on the list."""

    level: str
    place: int


@kind("floor.group-named", _("Group of delegations named"), PUBLIC, PARTICIPANTS)
class GroupNamed(Request):
    """`for`: the other delegations on whose behalf `delegation` speaks; none, if it speaks for itself alone."""

    delegations: Annotated[tuple[str, ...], key("for")]
    constituency: str = ""


@kind("floor.group-left", _("Delegation not associated with a statement"), PUBLIC, PARTICIPANTS)
class GroupLeft(Request):
    """`of`: the delegation that speaks, without `delegation` from now on."""

    speaks: Annotated[str, key("of")]


@shape
class Swap(Request):
    """`with`: the other delegation."""

    other: Annotated[str, key("with")]


@kind("floor.swap-proposed", _("Swap of places proposed"), PUBLIC, PARTICIPANTS)
class SwapProposed(Swap):
    """`place` is that of `delegation`, `for` that of the other."""

    place: int
    wanted: Annotated[int, key("for")]


@kind("floor.places-swapped", _("Places on the list swapped"), PUBLIC, PARTICIPANTS)
class PlacesSwapped(Swap):
    """`delegation` has accepted, and has this `place` from now on; the other has that which it had."""

    place: int
    given: Annotated[int, key("for")]


@kind("floor.swap-declined", _("Swap of places declined"), PUBLIC, PARTICIPANTS)
class SwapDeclined(Swap):
    pass


@kind("floor.swap-withdrawn", _("Proposal to swap places withdrawn"), PUBLIC, PARTICIPANTS)
class SwapWithdrawn(Swap):
    pass


@kind("floor.struck-off", _("Delegation struck off the list by the chair"), PUBLIC, PARTICIPANTS)
class StruckOff(Request):
    kind: Annotated[str, key("as")]
    reason: str


@kind("floor.list-reordered", _("List of speakers reordered"), PUBLIC, PARTICIPANTS)
class ListReordered(OfDelegation):
    place: int
    reason: str


@kind("floor.speaker-called", _("Speaker called"), PUBLIC, PARTICIPANTS)
class SpeakerCalled(Request):
    """`speaker` is that of the last `floor.speaker-named`; `for`: the other delegations on whose behalf it speaks."""

    kind: Annotated[str, key("as")]
    limit: int
    speaker: str = ""
    delegations: Annotated[tuple[str, ...], key("for")] = ()


@kind("floor.floor-taken-back", _("Floor taken back"), PUBLIC, PARTICIPANTS)
class FloorTakenBack(Request):
    seconds: int
    reason: str


@kind("floor.clock-paused", _("Clock paused"), PUBLIC, PARTICIPANTS)
class ClockPaused(InMeeting):
    pass


@kind("floor.clock-resumed", _("Clock resumed"), PUBLIC, PARTICIPANTS)
class ClockResumed(InMeeting):
    pass


@kind("floor.limit-set", _("Time limit set"), PUBLIC, PARTICIPANTS)
class LimitSet(OnItem):
    seconds: int
    group_seconds: Annotated[int | None, key("group-seconds")] = None


@kind("floor.speech-ended", _("Statement ended"), PUBLIC, PARTICIPANTS)
class SpeechEnded(Request):
    seconds: int
    limit: int | None
    overrun: int


@kind("floor.statement-filed", _("Statement filed"), DELEGATION)
class StatementFiled(Facts):
    item: int
    language: str
    sha256: str


@kind("floor.statement-released", _("Statement released"), PUBLIC, PARTICIPANTS)
class StatementReleased(Request):
    sha256: str


@kind("floor.procedure-set", _("Rules for the floor set"), PUBLIC)
class ProcedureSet(Facts):
    rules: Annotated[dict[str, bool | int | str], SPREAD]


@shape
class OnProposition(InMeeting):
    proposition: int


@kind("floor.proposition-put", _("Decision proposed to the meeting by the chair"), PUBLIC, PARTICIPANTS)
class PropositionPut(OnProposition):
    """`sha256` is of the wording, where there is one; `elects`: how many persons."""

    matter: str
    item: int = 0
    sha256: str = ""
    elects: int = 0


@shape
class ObjectionOf(OnProposition):
    delegation: str


@kind("floor.proposition-objected", _("Objection to a decision proposed by the chair"), PUBLIC, PARTICIPANTS)
class PropositionObjected(ObjectionOf):
    pass


@kind("floor.objection-withdrawn", _("Objection withdrawn"), PUBLIC, PARTICIPANTS)
class ObjectionWithdrawn(ObjectionOf):
    pass


@kind("floor.proposition-withdrawn", _("Proposed decision withdrawn by the chair"), PUBLIC, PARTICIPANTS)
class PropositionWithdrawn(OnProposition):
    pass


@kind("floor.proposition-decided", _("It was so decided"), PUBLIC, PARTICIPANTS)
class PropositionDecided(OnProposition):
    """`present`: how many members were."""

    matter: str
    manner: str
    present: int
    sha256: str = ""


@kind("floor.proposition-rejected", _("Proposed decision rejected by a vote"), PUBLIC, PARTICIPANTS)
class PropositionRejected(OnProposition):
    matter: str


@kind("floor.position-taken", _("Position on a decision"), PUBLIC, PARTICIPANTS)
class PositionTaken(OnProposition):
    delegation: str
    position: str
    sha256: str


@kind("floor.point-raised", _("Point of order raised"), PUBLIC, PARTICIPANTS)
class PointRaised(OfDelegation):
    rule: str = ""


@kind("floor.point-withdrawn", _("Point of order withdrawn"), PUBLIC, PARTICIPANTS)
class PointWithdrawn(OfDelegation):
    pass


@kind("floor.point-ruled", _("Ruling on a point of order"), PUBLIC, PARTICIPANTS)
class PointRuled(OfDelegation):
    ruling: str


@kind("floor.moved", _("Motion moved"), PUBLIC, PARTICIPANTS)
class Moved(OfDelegation):
    motion: str
    rule: int


@kind("floor.motion-spoken-to", _("Motion spoken to"), PUBLIC, PARTICIPANTS)
class MotionSpokenTo(OfDelegation):
    motion: str
    in_favour: Annotated[bool, key("in-favour")]


@kind("floor.motion-withdrawn", _("Motion withdrawn"), PUBLIC, PARTICIPANTS)
class MotionWithdrawn(OfDelegation):
    motion: str


A_DECISION = "decision"


@shape
class OnMotion(InMeeting):
    """The number of the vote, and the motion that is voted on; or `A_DECISION`, and which of those that the chair has
    proposed."""

    vote: int
    motion: str
    proposition: int = 0


@kind("floor.hands-called", _("Show of hands called"), PUBLIC, PARTICIPANTS)
class HandsCalled(OnMotion):
    pass


@shape
class Count(OnMotion):
    yes: int
    no: int
    abstention: int
    carried: bool


@kind("floor.hands-counted", _("Show of hands counted"), PUBLIC, PARTICIPANTS)
class HandsCounted(Count):
    pass


@shape
class Discontinued(OnMotion):
    reason: str = ""


@kind("floor.hands-discontinued", _("Show of hands discontinued"), PUBLIC, PARTICIPANTS)
class HandsDiscontinued(Discontinued):
    pass


@kind("floor.vote-opened", _("Roll call opened"), PUBLIC, PARTICIPANTS)
class VoteOpened(OnMotion):
    majority: str
    letter: str


@kind("floor.ballot-cast", _("Answer in a roll call"), PUBLIC, PARTICIPANTS)
class BallotCast(OfDelegation):
    vote: int
    ballot: str


@kind("floor.called-again", _("Members that had not answered called a second time"), PUBLIC, PARTICIPANTS)
class CalledAgain(InMeeting):
    vote: int
    delegations: tuple[str, ...]


@kind("floor.vote-closed", _("Roll call closed"), PUBLIC, PARTICIPANTS)
class VoteClosed(Count):
    majority: str
    ballots: dict[str, str]
    silent: tuple[str, ...]


@kind("floor.vote-discontinued", _("Roll-call vote discontinued"), PUBLIC, PARTICIPANTS)
class VoteDiscontinued(Discontinued):
    pass


@kind("floor.debate-ended", _("Debate ended by a motion"), PUBLIC, PARTICIPANTS)
class DebateEnded(OnItem):
    motion: str


@kind("floor.ruling-overruled", _("Ruling overruled"), PUBLIC, PARTICIPANTS)
class RulingOverruled(InMeeting):
    pass
