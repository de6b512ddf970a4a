"""Links with which somebody chooses a password: for an account that has just been made they wait for days, as mails do;
for who has forgotten the password, for hours. A new password makes both invalid."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.utils.http import base36_to_int

from nadwa import clock

FORGOTTEN = timedelta(hours=4)


class Enrolment(PasswordResetTokenGenerator):
    """Valid for settings.PASSWORD_RESET_TIMEOUT."""

    key_salt = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # of links that are in mails already

    def _now(self) -> datetime:
        return clock.now().replace(tzinfo=None)


class Forgotten(Enrolment):
    key_salt = "nadwa.accounts.forgotten"

    def check_token(self, user: Any, token: str | None) -> bool:
        return super().check_token(user, token) and self._age(str(token)) <= FORGOTTEN.total_seconds()

    def _age(self, token: str) -> int:
        return self._num_seconds(self._now()) - base36_to_int(token.partition("-")[0])


class EitherLink:
    """What the page on which a password is chosen asks."""

    def check_token(self, user: Any, token: str | None) -> bool:
        return Enrolment().check_token(user, token) or Forgotten().check_token(user, token)
