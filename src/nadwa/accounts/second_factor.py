"""A password alone opens nothing: who signs in with one has to have a second factor before going on."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.translation import gettext as _

from nadwa.accounts.models import Person
from nadwa.web.access import View

OPEN = ("allauth.", "nadwa.accounts.", "nadwa.health", "nadwa.web.", "django.")


class RequireSecondFactor:
    """Middleware: to the page where a second factor is set up, from any page but those about the own account."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if view.__module__.startswith(OPEN) or not request.session.session_key or not lacks_one(request.user):
            return None
        if request.htmx:  # type: ignore[attr-defined]
            return HttpResponse(status=204, headers={"HX-Redirect": resolve_url("mfa_index")})
        messages.info(request, _("Before you go on, set up a second factor: an authenticator app or a passkey."))
        return redirect("mfa_index")


def lacks_one(person: Any) -> bool:
    """Whether a password is all that the person signs in with. Without a usable password nobody signs in with one."""
    return (
        isinstance(person, Person)
        and person.has_usable_password()
        and not Authenticator.objects.filter(user=person).exclude(type=Authenticator.Type.RECOVERY_CODES).exists()
    )
