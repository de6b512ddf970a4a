"""Every write on cooperation."""

from nadwa.cooperation.commands.commitments import (
    abandon,
    change_commitment,
    confirm_partnership,
    draft_commitment,
    remind_of_report,
    report_progress,
)
from nadwa.cooperation.commands.entries import close, enter, write

__all__ = [
    "abandon",
    "change_commitment",
    "close",
    "confirm_partnership",
    "draft_commitment",
    "enter",
    "remind_of_report",
    "report_progress",
    "write",
]
