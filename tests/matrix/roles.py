"""How a row of the matrix is written: an address, and the status that each role gets.

`allow(chair=200)` denies everybody else: who has not signed in is asked to (302), others find nothing (404). Where the
page is open and the thing is not, who has not signed in finds nothing either: `allow(anonymous=404, …)`.
"""

from typing import Any, NamedTuple

E = "beijing-2016"
ROLES = (
    *("anonymous", "stranger"),
    *("chair", "vice_chair", "facilitator", "officer_un", "secretariat", "interpreter"),
    *("spokesperson", "press", "moderator", "usher"),
    *("aldora", "observer", "focal"),  # a State and an organisation; the focal point is Aldora's
    "foreign",
)
INSIDE = (
    "chair",
    "vice_chair",
    "officer_un",
    "secretariat",
    "interpreter",
    "aldora",
    "observer",
)  # who follows what is for participants
OF_STATES = INSIDE[:-1]

ELSEWHERE = "the thing is of another edition"
UNKNOWN = "there is no such thing"
BARE = "it was sent without what the form was filled from; who may open its page may send it"


class Row(NamedTuple):
    name: str
    arguments: list[Any]
    method: str
    statuses: dict[str, int]
    why: str = ""  # it is opened by nobody

    def __str__(self) -> str:
        return f"{self.method} {self.name} {'/'.join(map(str, self.arguments))}"


def get(name: str, arguments: list[Any], statuses: dict[str, int], why: str = "") -> Row:
    return Row(name, arguments, "get", statuses, why)


def post(name: str, arguments: list[Any], statuses: dict[str, int], why: str = "") -> Row:
    return Row(name, arguments, "post", statuses, why)


def allow(anonymous: int = 302, **statuses: int) -> dict[str, int]:
    return _each(404, {"anonymous": anonymous, **statuses})


def everybody(status: int = 200, **others: int) -> dict[str, int]:
    return _each(status, others)


def to(roles: tuple[str, ...], status: int = 200) -> dict[str, int]:
    """One status for several roles: `allow(**to(INSIDE))`."""
    return dict.fromkeys(roles, status)


def _each(status: int, others: dict[str, int]) -> dict[str, int]:
    if strangers := set(others) - set(ROLES):
        raise ValueError(f"no such roles: {', '.join(sorted(strangers))}")
    return dict.fromkeys(ROLES, status) | others
