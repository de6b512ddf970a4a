"""How allauth's sign-in is set up here."""

from itertools import count
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.usersessions.adapter import DefaultUserSessionsAdapter
from allauth.usersessions.models import UserSession
from django.http import HttpRequest
from django.utils.translation import gettext

from nadwa.accounts.second_factor import lacks_one
from nadwa.accounts.sessions import end_streams
from nadwa.networks import counted
from nadwa.web.access import is_fresh


class Adapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """People are enrolled by invitation, never by themselves."""
        return False

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """The password only where there is no second factor: it may have been seen or guessed, which is why there is
        one. Allauth then leads from the page that asks for the password to the one that asks for the factor."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        return [method for method in methods if method["id"] != "reauthenticate"] or methods

    def is_reauthentication_required(self, *, app: str, **more: Any) -> bool:
        """Who has just signed in with the password is not asked for it again to set up the first second factor."""
        request = context.request
        sets_up_the_first = app == "allauth.mfa" and lacks_one(request.user)
        return not (sets_up_the_first and is_fresh(request)) and super().is_reauthentication_required(app=app, **more)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Failures count for a name at one address: whoever knows a delegate's name cannot lock the delegate out."""
        name = credentials.get("username", "").lower()
        return f"{name} {counted(self.get_client_ip(request))}"

    def set_password(self, user: Any, password: str) -> None:
        """A new password ends the sessions of the old one, and with them their streams."""
        super().set_password(user, password)
        end_streams(user.pk)

    def can_delete_email(self, email_address: Any) -> bool:
        return False


class SecondFactor(DefaultMFAAdapter):
    def get_totp_label(self, user: Any) -> str:
        return str(user.username)

    def generate_authenticator_name(self, user: Any, type: str) -> str:  # noqa: A002 - allauth's own signature
        """What a new key is called until its owner says otherwise."""
        kept = {key.data.get("name") for key in Authenticator.objects.filter(user_id=user.pk, type=type)}
        names = (gettext("Key %(number)s") % {"number": number} for number in count(1))
        return next(name for name in names if name not in kept)


class Sessions(DefaultUserSessionsAdapter):
    def end_sessions(self, sessions: list[UserSession]) -> None:
        """With the sessions that somebody ends elsewhere end their streams."""
        super().end_sessions(sessions)
        for person in {session.user_id for session in sessions}:
            end_streams(person)
