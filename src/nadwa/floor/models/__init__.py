"""The state of a sitting: who is present, who waits for the floor, who has it, what was ruled, what was voted."""

from nadwa.floor.models.propositions import Objection, PositionOnDecision, Proposition
from nadwa.floor.models.questions import Motion, MotionSpeech, PointOfOrder
from nadwa.floor.models.sittings import Attendance, Presence, Procedure, Sitting
from nadwa.floor.models.speakers import Request, Speaker, SpeakersList, SpokenFor, Statement, Swap
from nadwa.floor.models.votes import Ballot, Vote

__all__ = [
    "Attendance",
    "Ballot",
    "Motion",
    "MotionSpeech",
    "Objection",
    "PointOfOrder",
    "PositionOnDecision",
    "Presence",
    "Procedure",
    "Proposition",
    "Request",
    "Sitting",
    "Speaker",
    "SpeakersList",
    "SpokenFor",
    "Statement",
    "Swap",
    "Vote",
]
