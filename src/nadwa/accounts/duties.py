"""What happens by itself: what has been kept for its time is forgotten, and streams end with sessions out of use."""

from contextlib import suppress
from datetime import timedelta

from django.core.cache import cache

from nadwa.accounts import commands, remembered
from nadwa.accounts.sessions import end_streams_of_what_is_over
from nadwa.record.acts import Refused

BETWEEN = timedelta(hours=1)


def forget_what_is_over() -> None:
    """Once an hour, however many workers there are."""
    if not cache.add("forgotten", True, BETWEEN.total_seconds()):
        return
    try:
        remembered.forget_what_is_over()
        end_streams_of_what_is_over()
        with suppress(Refused):  # nothing is over
            commands.forget_what_is_over()
    except Exception:
        cache.delete("forgotten")  # it is tried again at once, and is not done until it has succeeded
        raise
