"""What happens by itself: embargoes end."""

from nadwa.press import commands, queries
from nadwa.record.acts import done_to_each


def publish_due_releases() -> int:
    """Put the releases whose embargo has ended on the public record; gives their number."""
    return done_to_each(commands.publish_release, queries.due())
