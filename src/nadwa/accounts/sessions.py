"""Sessions: how long they last, and what browsers keep of them."""

from datetime import UTC, datetime, timedelta

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import SESSION_KEY, logout
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from nadwa import clock
from nadwa.accounts.models import Person
from nadwa.live.channels import person_topic
from nadwa.live.signed_in import BEGUN, LONGEST, is_too_old
from nadwa.record.notices import publish
from nadwa.wall import over_the_wall
from nadwa.web.access import View

# settings.SESSION_COOKIE_AGE runs anew from each note of its use: after that long idle it ends. A note is a write that
# waits for the disk; pages can wait for it, a thousand ballots at once should not.
BETWEEN_NOTES = {"GET": timedelta(minutes=10), "POST": timedelta(hours=2)}
SEEN = "seen"
HANDED_BACK = "handed-back"  # signing out so that the one before, whose draft this browser keeps, can sign in again


class LimitSessions:
    """Middleware: end a session that is too old, note that it is in use, let no browser keep what it showed."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        came_in = request.session.get(SESSION_KEY)
        if came_in:
            _limit(request)
        in_use = SESSION_KEY in request.session
        answer = self.get_response(request)
        if came_in and request.session.get(SESSION_KEY) != came_in:
            end_streams(int(came_in))
        if in_use and SESSION_KEY not in request.session and HANDED_BACK not in request.POST:
            answer.headers["Clear-Site-Data"] = '"storage"'
        if SESSION_KEY in request.session and BEGUN not in request.session:
            request.session[BEGUN] = request.session[SEEN] = clock.now().timestamp()
        if request.user.is_authenticated:
            answer.headers.setdefault("Cache-Control", "no-store")
        return answer


def _limit(request: HttpRequest) -> None:
    now, session = clock.now().timestamp(), request.session
    note_after = BETWEEN_NOTES.get(request.method or "", LONGEST).total_seconds()
    if is_too_old(session):
        logout(request)
    elif now - session.get(SEEN, now) > note_after:
        session[SEEN] = now


def ends(request: HttpRequest) -> datetime:
    """When the session of a request ends if nothing more is done in it; never later than it does."""
    now = clock.now()
    seen, begun = (datetime.fromtimestamp(request.session.get(name, now.timestamp()), UTC) for name in (SEEN, BEGUN))
    return min(seen + timedelta(seconds=settings.SESSION_COOKIE_AGE), begun + LONGEST)


def context(request: HttpRequest) -> dict[str, object]:
    """For each page: a mark of the person signed in, which says nothing elsewhere, and when the session ends."""
    person = getattr(request, "user", None)
    if not person or not person.is_authenticated:
        return {}
    return {"person": salted_hmac("nadwa.person", str(person.pk)).hexdigest()[:16], "session_ends": ends(request)}


def end_sessions(person: Person) -> None:
    """Sign the person out wherever signed in."""
    with over_the_wall():
        for session in Session.objects.all():
            if session.get_decoded().get(SESSION_KEY) == str(person.pk):
                session.delete()
        UserSession.objects.filter(user=person).delete()
    end_streams(person.pk)


def end_streams_of_what_is_over() -> None:
    """Nobody is there when a session ends for want of use: its streams are ended when that is noticed."""
    for session in Session.objects.filter(expire_date__lt=clock.now()):
        if person := session.get_decoded().get(SESSION_KEY):
            end_streams(int(person))


def end_streams(person: int) -> None:
    """End the open streams of a person, for a session of hers has ended. Those beside another are opened again."""
    publish({person_topic(person)})
