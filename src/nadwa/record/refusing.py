"""Saying no to an act."""

from django.utils.functional import Promise


class Refused(Exception):
    """The act is not allowed as things stand; the message says why, in the reader's language."""

    def __init__(self, message: Promise | str) -> None:
        super().__init__(message)
        self.message = message
