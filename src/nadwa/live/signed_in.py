"""Who is signed in by a session: what the hub asks of a cookie, and pages of the age of a session."""

from datetime import timedelta

from django.contrib.auth import get_user
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest

from nadwa import clock

LONGEST = timedelta(hours=24)
BEGUN = "begun"


def is_too_old(session: SessionBase) -> bool:
    now: float = clock.now().timestamp()
    return bool(now - session.get(BEGUN, now) > LONGEST.total_seconds())


def person_of(session_key: str | None) -> int | None:
    """Who is signed in by this session now: nobody once it has ended, is too old, or is of a former password."""
    request = HttpRequest()
    request.session = SessionStore(session_key)
    return None if is_too_old(request.session) else get_user(request).pk
