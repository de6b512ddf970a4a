"""Every write on an edition."""

from nadwa.editions.commands import opening as opening
from nadwa.editions.commands.approving import approve, propose, withdraw
from nadwa.editions.commands.preparing import change_task, finish_task, reopen_task, set_task
from nadwa.editions.commands.roles import end_role, give_role

__all__ = [
    "approve",
    "change_task",
    "end_role",
    "finish_task",
    "give_role",
    "propose",
    "reopen_task",
    "set_task",
    "withdraw",
]
