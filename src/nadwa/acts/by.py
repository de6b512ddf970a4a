"""Who acts, and in what capacity."""

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
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
    VICE_CHAIR = "vice-chair"
    IN_THE_CHAIR = "in-the-chair"
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
    INSTALLATION = "installation"
    BEGINNER = "beginner"
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
class By(ABC):
    """Who acts, and as what. Rooms say it of those they know: `Chair(person)`, `Delegate(person, delegation)`."""

    person: "Person | None"

    @property
    @abstractmethod
    def capacity(self) -> Capacity: ...


@dataclass(frozen=True)
class InFunction(By):
    """A person in a function."""

    person: "Person"
    function: Function

    @property
    def capacity(self) -> Capacity:
        return Capacity(self.function)


@dataclass(frozen=True)
class Unnamed(By):
    """Of whom no more is known or said than the function; and what acts by itself."""

    person: None = field(default=None, init=False)
    function: Function

    @property
    def capacity(self) -> Capacity:
        return Capacity(self.function)


THE_HOSTS = Unnamed(Function.HOSTS)
THE_MEETING = Unnamed(Function.MEETING)
THE_CREDENTIALS = Unnamed(Function.CREDENTIALS)
THE_PROCEDURE = Unnamed(Function.PROCEDURE)
THE_CLOCK = Unnamed(Function.CLOCK)
THE_PLATFORM = Unnamed(Function.PLATFORM)
AN_APPLICANT = Unnamed(Function.APPLICANT)
A_HOLDER = Unnamed(Function.HOLDER)
A_DELEGATION = Unnamed(Function.DELEGATION)
THE_DEMO = Unnamed(Function.DEMO)
