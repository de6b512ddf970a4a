"""How many streams may be open: of one session, person or address, of people who are not signed in, and in all; and who
finds a place when few are left."""

import resource
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from nadwa.live.tickets import Ticket
from nadwa.networks import counted

MOST = 20_000
FILES = 65_536
KEPT_FILES = 400  # for pages, the database, and what is being accepted
OF_A_SESSION = 16  # a browser needs one; without shared workers one for each window that is seen
OF_A_PERSON = 48  # at several devices
OF_STRANGERS = 2  # at most half of all places, so that nobody who takes part is kept out by strangers
OF_AN_ADDRESS = 4  # at most a quarter of all places for the strangers of one address: it may be a whole conference's
LAST = 4  # the last quarter is for people who are signed in and have hardly any: the chair comes late, and gets in
HARDLY_ANY = 2
EVERYBODY, STRANGERS = "everybody", "strangers"


class Full(Exception):
    """There is no place: 429 where the holder has all that it may have, 503 where nobody like it gets one."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


@dataclass(frozen=True)
class Holder:
    """Who opens a stream: the session of a person; of people who are not signed in, the address."""

    name: str
    person: int | None = None

    @property
    def as_person(self) -> str:
        return STRANGERS if self.person is None else f"person {self.person}"


class Places:
    """The places of streams, and who holds how many."""

    def __init__(self) -> None:
        self.all = min(MOST, open_files() - KEPT_FILES)
        self.held: Counter[str] = Counter()

    @contextmanager
    def taken_by(self, holder: Holder) -> Iterator[None]:
        if self._has_its_share(holder):
            raise Full(429)
        if not self._is_there_one_for(holder):
            raise Full(503)
        self._count(holder, 1)
        try:
            yield
        finally:
            self._count(holder, -1)

    def _has_its_share(self, holder: Holder) -> bool:
        if holder.person is None:
            return self.held[holder.name] >= self.all // OF_AN_ADDRESS
        return self.held[holder.name] >= OF_A_SESSION or self.held[holder.as_person] >= OF_A_PERSON

    def _is_there_one_for(self, holder: Holder) -> bool:
        left = self.all - self.held[EVERYBODY]
        if holder.person is None:
            return left > self.all // LAST and self.held[STRANGERS] < self.all // OF_STRANGERS
        return left > (self.all // LAST if self.held[holder.as_person] >= HARDLY_ANY else 0)

    def _count(self, holder: Holder, by: int) -> None:
        for name in (holder.name, holder.as_person, EVERYBODY):
            self.held[name] += by
            if not self.held[name]:
                del self.held[name]


def holder_of(held: list[Ticket], scope: dict[str, Any]) -> Holder:
    """The session that carries the tickets; of people who are not signed in, the address (of IPv6, the network)."""
    personal = next((ticket for ticket in held if ticket.person is not None), None)
    return Holder(personal.session, personal.person) if personal else Holder(counted((scope.get("client") or ("",))[0]))


def open_files() -> int:
    """How many files this process may have open, after asking for as many as it may need."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = FILES if hard == resource.RLIM_INFINITY else min(FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    return max(wanted, soft)
