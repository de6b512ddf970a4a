"""What the platform does by itself. Each duty has a thread of its own: one that fails or is slow keeps none back."""

import logging
import threading
import time
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from django.core.cache import cache
from django.db import connection

from nadwa import clock

Duty = Callable[[], object]
PAUSE_SECONDS = 0.5
NOTED_EVERY_SECONDS = 10
KEPT = timedelta(days=30)

logger = logging.getLogger(__name__)
_noted: dict[str, float] = {}


def name_of(duty: Duty) -> str:
    """What a duty is called in logs and by monitoring."""
    return duty.__name__.replace("_", "-")


def attend_to(duties: Iterable[Duty], stop: threading.Event) -> list[threading.Thread]:
    """Begin to do each again and again, until told to stop."""
    threads = [
        threading.Thread(target=again_and_again, args=(duty, stop), name=name_of(duty), daemon=True) for duty in duties
    ]
    for thread in threads:
        thread.start()
    return threads


def again_and_again(duty: Duty, stop: threading.Event) -> None:
    while not stop.is_set():
        attempt(duty)
        stop.wait(PAUSE_SECONDS)
    connection.close()


def attempt(duty: Duty) -> None:
    """Do it once. When it last succeeded, all processes know."""
    name = name_of(duty)
    try:
        duty()
        if time.monotonic() - _noted.get(name, float("-inf")) >= NOTED_EVERY_SECONDS:
            cache.set(_key(name), clock.now().isoformat(), KEPT.total_seconds())
            _noted[name] = time.monotonic()
    except Exception:  # whose words may hold names: the log has its type and place
        logger.exception("%s could not be done, trying again", name)
        connection.close()


def last_success(duty: Duty) -> datetime | None:
    told = cache.get(_key(name_of(duty)))
    return datetime.fromisoformat(told) if told else None


def _key(name: str) -> str:
    return f"duty:{name}"
