"""Rules for the floor that are known: an edition begins with some of them, and changes what it wants otherwise."""

from typing import Any

from django.forms.models import model_to_dict

from nadwa.floor.models import Procedure


def as_set(procedure: Procedure) -> dict[str, Any]:
    """The rules alone, without whose they are."""
    return model_to_dict(procedure, exclude=["id", "edition"])


GENERAL_ASSEMBLY = as_set(Procedure())  # its rules of procedure (A/520)
SMALL_MEETING = GENERAL_ASSEMBLY | {
    "speech_seconds": 180,
    "group_seconds": 300,
    "first_reply_seconds": 180,
    "second_reply_seconds": 120,
    "explanation_seconds": 180,
    "debate_quorum_parts": 2,
    "majority": str(Procedure.Majority.NONE.value),
}
