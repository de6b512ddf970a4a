"""What happens by itself: overdue reports are recalled."""

from nadwa.cooperation import queries
from nadwa.cooperation.commands import commitments
from nadwa.record.acts import done_to_each


def recall_overdue_reports() -> int:
    """Write to the leads of commitments whose yearly report is late; gives their number."""
    return done_to_each(commitments.remind_of_report, queries.overdue())
