"""What is read once a request: roles, seats. An act reads it anew, and goes by what is so while it holds its locks."""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar, cast

from django.http import HttpRequest, HttpResponse

from nadwa.acts.by import Somebody

T = TypeVar("T")
_known: ContextVar[dict[Hashable, Any] | None] = ContextVar("read in this request", default=None)


def read_once(what: str, person: Somebody, edition: Any, read: Callable[[], T]) -> T:
    """What `read` gives of a person at an edition; within a request, what it gave there before."""
    known, key = _known.get(), (what, person.pk, edition.pk)
    if known is None:
        return read()
    if key not in known:
        known[key] = read()
    return cast(T, known[key])


@contextmanager
def anew() -> Iterator[None]:
    """Within this, each reading is one of its own."""
    token = _known.set(None)
    try:
        yield
    finally:
        _known.reset(token)


class ReadOnce:
    """Middleware: remembers until the answer is there."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = _known.set({})
        try:
            return self.get_response(request)
        finally:
            _known.reset(token)
