"""What a password may not be made of, beside what Django refuses."""

from typing import Any

from django.conf import settings
from django.contrib.auth.password_validation import MinimumLengthValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

WORDS = ("nadwa", "symposium", "delegation", "delegate", "secretariat", "united", "nations", "password", "beijing")
LEFT_AT_LEAST = 8


class LongEnough(MinimumLengthValidator):
    """Django's, in words that are there in every language of ours."""

    def get_error_message(self) -> str:
        return _("The password is too short: it needs at least %(least)s characters.") % {"least": self.min_length}


class NoWordsOfTheHouse:
    """Refuse a password of which little is left without the words that anybody would try here first."""

    def validate(self, password: str, user: Any = None) -> None:
        left = password.lower()
        for word in (*WORDS, *_names_of_the_server()):
            left = left.replace(word, "")
        if len(left) < LEFT_AT_LEAST < len(password):
            raise ValidationError(self.get_help_text(), code="password_of_the_house")

    def get_help_text(self) -> str:
        return _("A password made of words like the name of this platform is guessed first; choose others.")


def _names_of_the_server() -> list[str]:
    return [part for host in settings.ALLOWED_HOSTS for part in host.lower().split(".") if len(part) > 3]
