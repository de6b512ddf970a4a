"""The state of a sitting: who is present, who waits for the floor, who has it, what was ruled."""

from nadwa.floor.models.questions import Division, Motion, MotionSpeech, PointOfOrder, Voice
from nadwa.floor.models.sittings import Attendance, Presence, Procedure, Sitting
from nadwa.floor.models.speakers import Request, SpeakersList, Statement

__all__ = [
    "Attendance",
    "Division",
    "Motion",
    "MotionSpeech",
    "PointOfOrder",
    "Presence",
    "Procedure",
    "Request",
    "Sitting",
    "SpeakersList",
    "Statement",
    "Voice",
]
