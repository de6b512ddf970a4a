"""The one clock that all code asks for the time."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

_read: Callable[[], datetime] = lambda: datetime.now(UTC)  # noqa: E731


def now() -> datetime:
    return _read()


@contextmanager
def reading(read: Callable[[], datetime]) -> Iterator[None]:
    """Let every `now()` in this process answer what `read` says (tests, rehearsals)."""
    global _read  # noqa: PLW0603 - the one clock
    before, _read = _read, read
    try:
        yield
    finally:
        _read = before
