"""What happens by itself: accounts are recovered when their hold is over."""

from nadwa.delegations import queries
from nadwa.delegations.commands import recovering
from nadwa.record.acts import Refused


def carry_out_due_recoveries() -> int:
    """Let the accounts whose hold is over begin again; gives their number."""
    recovered = 0
    for recovery in queries.due_recoveries():
        try:
            recovering.carry_out_recovery(recovery)
        except Refused:  # another worker was first, or it has just been stopped
            continue
        recovered += 1
    return recovered
