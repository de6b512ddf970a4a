"""Every write on the floor, one function an act."""

from nadwa.floor.commands.admitting import let_in, let_out
from nadwa.floor.commands.divisions import (
    answer_roll_call,
    close_roll_call,
    count_hands,
    enter_answer,
    put_to_vote,
)
from nadwa.floor.commands.motions import appeal_ruling, move, speak_to_motion, withdraw_motion
from nadwa.floor.commands.points import raise_point, rule_on_point
from nadwa.floor.commands.procedures import set_procedure
from nadwa.floor.commands.sittings import (
    adjourn_meeting,
    open_meeting,
    record_absence,
    record_presence,
    resume_meeting,
    suspend_meeting,
    take_up_item,
)
from nadwa.floor.commands.speakers import (
    ask_for_explanation,
    ask_for_floor,
    ask_for_reply,
    call_speaker,
    close_list,
    end_speech,
    move_request,
    open_list,
    pause_clock,
    resume_clock,
    set_time_limit,
    withdraw_request,
)
from nadwa.floor.commands.statements import file_statement

__all__ = [
    "adjourn_meeting",
    "answer_roll_call",
    "appeal_ruling",
    "ask_for_explanation",
    "ask_for_floor",
    "ask_for_reply",
    "call_speaker",
    "close_list",
    "close_roll_call",
    "count_hands",
    "end_speech",
    "enter_answer",
    "file_statement",
    "let_in",
    "let_out",
    "move",
    "move_request",
    "open_list",
    "open_meeting",
    "pause_clock",
    "put_to_vote",
    "raise_point",
    "record_absence",
    "record_presence",
    "resume_clock",
    "resume_meeting",
    "rule_on_point",
    "set_procedure",
    "set_time_limit",
    "speak_to_motion",
    "suspend_meeting",
    "take_up_item",
    "withdraw_motion",
    "withdraw_request",
]
