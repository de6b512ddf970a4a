"""How many streams may be open: of one session, from one address, of people who are not signed in, and in all."""

import ipaddress
import resource
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from nadwa.live.tickets import Ticket

MOST = 20_000
FILES = 65_536
KEPT_FILES = 400  # for pages, the database, and what is being accepted
OF_A_SESSION = 16  # a browser needs one; without shared workers one for each window that is seen
OF_STRANGERS = 2  # at most half of all places, so that nobody who takes part is kept out by strangers
OF_AN_ADDRESS = 4  # at most a quarter of all places for the strangers of one address: it may be a whole conference's
STRANGERS = "strangers"


class Full(Exception):
    """There is no place: 429 where the holder has all that it may have, 503 where nobody gets one."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class Places:
    """The places of streams, and who holds how many."""

    def __init__(self) -> None:
        self.all = min(MOST, open_files() - KEPT_FILES)
        self.held: Counter[str] = Counter()

    @contextmanager
    def taken_by(self, holder: tuple[str, bool]) -> Iterator[None]:
        name, is_stranger = holder
        if self.held[name] >= (self.all // OF_AN_ADDRESS if is_stranger else OF_A_SESSION):
            raise Full(429)
        if self.held.total() - self.held[STRANGERS] >= self.all:
            raise Full(503)
        if is_stranger and self.held[STRANGERS] >= self.all // OF_STRANGERS:
            raise Full(503)
        self._count(holder, 1)
        try:
            yield
        finally:
            self._count(holder, -1)

    def _count(self, holder: tuple[str, bool], by: int) -> None:
        name, is_stranger = holder
        self.held[name] += by
        if is_stranger:
            self.held[STRANGERS] += by
        if not self.held[name]:
            del self.held[name]


def holder_of(held: list[Ticket], scope: dict[str, Any]) -> tuple[str, bool]:
    """The session that carries the tickets; of people who are not signed in, the address (of IPv6, the network)."""
    session = next((ticket.session for ticket in held if ticket.person is not None), "")
    return (session, False) if session else (_address(scope), True)


def _address(scope: dict[str, Any]) -> str:
    said = (scope.get("client") or ("",))[0]
    with suppress(ValueError):
        address = ipaddress.ip_address(said)
        return str(ipaddress.ip_network(f"{address}/64", strict=False)) if address.version == 6 else said
    return said


def open_files() -> int:
    """How many files this process may have open, after asking for as many as it may need."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = FILES if hard == resource.RLIM_INFINITY else min(FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    return max(wanted, soft)
