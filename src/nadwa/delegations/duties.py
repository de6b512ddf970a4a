"""What happens by itself: accounts are recovered when their hold is over."""

from nadwa.delegations import queries
from nadwa.delegations.commands import recovering
from nadwa.record.acts import done_to_each


def carry_out_due_recoveries() -> int:
    """Let the accounts whose hold is over begin again; gives their number."""
    return done_to_each(recovering.carry_out_recovery, queries.due_recoveries())
