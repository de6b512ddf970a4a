"""How allauth's sign-in is set up here."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest


class Adapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """People are enrolled by invitation, never by themselves."""
        return False

    def can_delete_email(self, email_address: Any) -> bool:
        return False


class SecondFactor(DefaultMFAAdapter):
    def get_totp_label(self, user: Any) -> str:
        return str(user.username)
