"""What happens by itself: embargoes end."""

from nadwa.press import commands, queries
from nadwa.record.acts import Refused


def publish_due_releases() -> int:
    """Put the releases whose embargo has ended on the public record; gives their number."""
    published = 0
    for release in queries.due():
        try:
            commands.publish_release(release)
        except Refused:  # another worker was first
            continue
        published += 1
    return published
