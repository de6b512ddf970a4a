"""Every write on the floor, one function an act."""

from nadwa.floor.commands.admitting import let_in, let_out
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
    "ask_for_floor",
    "ask_for_reply",
    "call_speaker",
    "close_list",
    "end_speech",
    "file_statement",
    "let_in",
    "let_out",
    "move_request",
    "open_list",
    "open_meeting",
    "pause_clock",
    "raise_point",
    "record_absence",
    "record_presence",
    "resume_clock",
    "resume_meeting",
    "rule_on_point",
    "set_procedure",
    "set_time_limit",
    "suspend_meeting",
    "take_up_item",
    "withdraw_request",
]
