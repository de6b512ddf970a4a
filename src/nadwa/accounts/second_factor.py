"""A password alone opens nothing: who signs in with one has to have a second factor before going on. Nor does it change
anything where there is a second factor: that has to be given again."""

from functools import wraps
from typing import Any

from allauth.core.exceptions import ReauthenticationRequired
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.translation import gettext as _

from nadwa.accounts.models import Person, Viewer
from nadwa.web.access import View, is_fresh
from nadwa.web.given import SECOND_FACTOR, note_given_again

WAY = "way"  # to where somebody was going who has no second factor yet
OPEN = (
    "allauth.",
    "nadwa.accounts.views.own",
    "nadwa.accounts.views.beginning",
    "nadwa.health",
    "nadwa.web.",
    "django.",
)


class RequireSecondFactor:
    """Middleware: to the page where a second factor is set up, from any page but those about the own account."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if view.__module__.startswith(OPEN) or not request.session.session_key:
            return None
        if not lacks_one(request.user):
            request.session.pop(WAY, None)
            return None
        if request.method == "GET":
            request.session[WAY] = request.get_full_path()
        if request.htmx:  # type: ignore[attr-defined]
            return HttpResponse(status=204, headers={"HX-Redirect": resolve_url("mfa_index")})
        messages.info(request, _("Before you go on, set up a second factor: an authenticator app or a passkey."))
        return redirect("mfa_index")


def context(request: HttpRequest) -> dict[str, object]:
    """For the pages about the own account: where one goes on, once there is a second factor."""
    way = request.session.get(WAY) if hasattr(request, "session") else None
    return {"way": way} if way and not lacks_one(request.user) else {}


def lacks_one(person: Viewer) -> bool:
    """Whether a password is all that the person signs in with. Without a usable password nobody signs in with one."""
    return (
        isinstance(person, Person)
        and person.has_usable_password()
        and not Authenticator.objects.filter(user=person).exclude(type=Authenticator.Type.RECOVERY_CODES).exists()
    )


def given_again(view: View, *, to_look: bool = True) -> View:
    """A view of allauth's about the account: where there is a second factor, it was given within the last five minutes;
    also `to_look`, or only to change something."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        weighs = to_look or request.method == "POST"
        if weighs and request.user.is_authenticated and not lacks_one(request.user) and not is_fresh(request):
            raise ReauthenticationRequired
        return view(request, *args, **kwargs)

    return guarded


def first_one(view: View) -> View:
    """A view in which a factor is set up: to do so is to have given it, so that nobody gives the first one twice."""

    @wraps(view)
    def noted(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        had_none = lacks_one(request.user)
        answer = view(request, *args, **kwargs)
        if had_none and not lacks_one(request.user):
            note_given_again(request, SECOND_FACTOR)
        return answer

    return given_again(noted)
