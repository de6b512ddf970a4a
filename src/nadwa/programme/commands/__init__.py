"""Every write on the programme and its documents."""

from nadwa.programme.commands.agenda import change_item, enter_item, enter_topic
from nadwa.programme.commands.documents import (
    drop_document,
    hand_in,
    issue_document,
    plan_corrigendum,
    plan_document,
)
from nadwa.programme.commands.importing import import_meetings
from nadwa.programme.commands.meetings import (
    add_step,
    cancel,
    change,
    end_appearance,
    enter_room,
    finish_step,
    remove_step,
    schedule,
    set_appearance,
)

__all__ = [
    "add_step",
    "cancel",
    "change",
    "change_item",
    "drop_document",
    "end_appearance",
    "enter_item",
    "enter_room",
    "enter_topic",
    "finish_step",
    "hand_in",
    "import_meetings",
    "issue_document",
    "plan_corrigendum",
    "plan_document",
    "remove_step",
    "schedule",
    "set_appearance",
]
