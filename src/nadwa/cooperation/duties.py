"""What happens by itself: overdue reports are recalled."""

from nadwa.cooperation import queries
from nadwa.cooperation.commands import commitments
from nadwa.record.acts import Refused


def recall_overdue_reports() -> int:
    """Write to the leads of commitments whose yearly report is late; gives their number."""
    recalled = 0
    for commitment in queries.overdue():
        try:
            commitments.remind_of_report(commitment)
        except Refused:  # another worker was first
            continue
        recalled += 1
    return recalled
