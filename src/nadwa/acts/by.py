"""Who acts, and in what capacity."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser
    from django.contrib.auth.models import AnonymousUser

    from nadwa.accounts.models import Person

# Whoever looks or acts, signed in or not, as far as is known below accounts.
Somebody: TypeAlias = "AbstractBaseUser | AnonymousUser"


class Function(StrEnum):
    """As what somebody acts, or what acts by itself."""

    CHAIR = "chair"
    SECRETARIAT = "secretariat"
    HOST = "host"
    INTERPRETER = "interpreter"
    SPOKESPERSON = "spokesperson"
    MODERATOR = "moderator"
    USHER = "usher"
    PRESS = "press"
    FACILITATOR = "facilitator"
    DELEGATION = "delegation"
    FOCAL_POINT = "focal-point"
    PARTICIPANT = "participant"
    OFFERED = "offered"
    APPLICANT = "applicant"
    HOLDER = "holder"
    HOSTS = "hosts"
    MEETING = "meeting"
    CREDENTIALS = "credentials"
    PROCEDURE = "procedure"
    CLOCK = "clock"
    PLATFORM = "platform"
    DEMO = "demo"


@dataclass(frozen=True)
class Capacity:
    """A function; and of whom, for those who act for a host, a delegation or a body: its short name."""

    function: Function
    of: str = ""

    def __str__(self) -> str:
        return f"{self.function}:{self.of}" if self.of else self.function


@dataclass(frozen=True)
class By:
    """A person in a capacity; nobody, where something acts by itself."""

    person: "Person | None"
    capacity: Capacity | Function

    @property
    def somebody(self) -> "Person":
        """The person, of acts that nothing does by itself."""
        assert self.person is not None  # noqa: S101 - the view has named somebody
        return self.person


THE_HOSTS = By(None, Function.HOSTS)
THE_MEETING = By(None, Function.MEETING)
THE_CREDENTIALS = By(None, Function.CREDENTIALS)
THE_PROCEDURE = By(None, Function.PROCEDURE)
THE_CLOCK = By(None, Function.CLOCK)
THE_PLATFORM = By(None, Function.PLATFORM)
AN_APPLICANT = By(None, Function.APPLICANT)
A_HOLDER = By(None, Function.HOLDER)
A_DELEGATION = By(None, Function.DELEGATION)
THE_DEMO = By(None, Function.DEMO)
