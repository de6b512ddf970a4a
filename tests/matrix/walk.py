"""Each role's walk through all rows of the matrix, in an edition with canaries in it, once for all tests that look at
what was brought home.

Workers share the walks among themselves: who comes first to one does it, the others wait for it and read.
"""

import fcntl
import logging
import pickle
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils.translation import override
from lxml import html

from nadwa.exchange import tokens
from nadwa.live import hub
from nadwa.live.tickets import Ticket, admits
from nadwa.logs import Formatter
from nadwa.record.models import Act
from tests.databases import copied, working_in
from tests.factories import House
from tests.forms import Client
from tests.matrix.every_row import CHANNELS, ROWS
from tests.matrix.planting import Planted, edition_with_canaries
from tests.matrix.world import addressed, signed_in

GETS = [row for row in ROWS if row.method == "get"]
POSTS = [row for row in ROWS if row.method == "post"]
FORM = "application/x-www-form-urlencoded"
QUESTION = re.compile(rb'name="confirmed" value="(\w*)"')
BESIDE = {
    "front page": "/en/",
    "not found": "/en/nothing/here/",
    "health": "/health/",
    "health of the record": "/health/record/",
    "health of the duties": "/health/duties/",
}
Walks = Callable[..., Iterator[tuple[str, Any]]]
Walk = Callable[[Planted, str, Walks], Any]


class Answer(NamedTuple):
    """What somebody got, and how many acts came of it."""

    address: str
    status_code: int
    headers: Any
    content: bytes
    acts: int


class Opened(NamedTuple):
    """What a role gets of GETS and otherwise; what services would log meanwhile."""

    rows: list[Answer]
    by_key: list[Answer]
    by_search: Answer
    beside: dict[str, Answer]
    frames: list[bytes]
    lines: list[str]


class Sent(NamedTuple):
    """What became of it that an address of POSTS was opened, and then sent to."""

    status_opened: int
    acts_opened: int
    status: int
    acts: int


@pytest.fixture(scope="session")
def land(django_db_setup: None, django_db_blocker: Any) -> Iterator[tuple[Any, Planted]]:
    """The edition, in a database of its own."""
    with ExitStack() as kept:
        with django_db_blocker.unblock():
            place = kept.enter_context(copied("walked"))
            with working_in(place):
                found = edition_with_canaries()
        yield place, found


@pytest.fixture(scope="session")
def walks(shared: Path, request: pytest.FixtureRequest, django_db_blocker: Any) -> Walks:
    """By role, one after another, since what somebody gets is much to keep: `walks(open_all, ROLES)`."""

    def once(file: Path, walk: Walk, role: str) -> None:
        place, found = request.getfixturevalue("land")
        with django_db_blocker.unblock(), working_in(place), override("en"), transaction.atomic():
            keep(file, walk(found, role, walked))
            transaction.set_rollback(True)

    def walked(walk: Walk, roles: Iterable[str]) -> Iterator[tuple[str, Any]]:
        files = {role: shared / f"{walk.__name__}-{role}" for role in roles}
        for waiting in (False, True):
            for role, file in files.items():
                with turn(file, waiting=waiting) as is_mine:
                    if is_mine and not file.exists():
                        once(file, walk, role)
        for role, file in files.items():
            yield role, pickle.loads(file.read_bytes())

    return walked


@contextmanager
def turn(file: Path, *, waiting: bool) -> Iterator[bool]:
    """Whether it is for this process to do; who dies lets go of it."""
    with file.with_suffix(".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | (0 if waiting else fcntl.LOCK_NB))
        except BlockingIOError:
            yield False
        else:
            yield True


def keep(file: Path, walk: Any) -> None:
    unfinished = file.with_suffix(".unfinished")
    unfinished.write_bytes(pickle.dumps(walk))
    unfinished.rename(file)


def open_all(found: Planted, role: str, _walks: Walks) -> Opened:
    beijing, viewers, known = found
    viewer = viewers[role]
    client = signed_in(viewer)
    headers = {"Authorization": f"Bearer {tokens.make(viewer, 'canaries', 'read', 1)}"} if viewer else {}
    of_the_api = [row for row in GETS if row.name.startswith("api:")]
    with all_logged() as lines:
        return Opened(
            [opened(client, addressed(row, known)) for row in GETS],
            [opened(Client(headers=headers), addressed(row, known)) for row in of_the_api],
            found_by_search(client, beijing),
            {name: opened(client, address) for name, address in BESIDE.items()},
            list(frames(viewer, beijing)),
            lines,
        )


def send_all(found: Planted, role: str, walks: Walks) -> list[Sent]:
    """What the same role has opened already is as it was, since all is undone. Only a question is asked anew: it names
    what there is in the edition of one process."""
    _, viewers, known = found
    client = signed_in(viewers[role])
    [(_, opened)] = walks(open_all, [role])
    pages = {page.address: page for page in opened.rows if not QUESTION.search(page.content)}
    return [sent(client, address, pages.get(address)) for address in (addressed(row, known) for row in POSTS)]


def opened(client: Client, address: str) -> Answer:
    with undone(client):
        return answer(address, lambda: client.get(address))


def sent(client: Client, address: str, page: Answer | None) -> Sent:
    """Opened first, if it was not; what the page there asks to have confirmed is confirmed."""
    with undone(client):
        page = page or answer(address, lambda: client.get(address))
        done = answer(address, lambda: client.generic("POST", address, confirmed(page), FORM))
    return Sent(page.status_code, page.acts, done.status_code, done.acts)


@contextmanager
def undone(client: Client) -> Iterator[None]:
    cookies = {name: morsel.value for name, morsel in client.cookies.items()}
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    client.cookies = SimpleCookie(cookies)


def answer(address: str, ask: Callable[[], Any]) -> Answer:
    before = Act.objects.count()
    got = ask()
    return Answer(address, got.status_code, got.headers, got.content, Act.objects.count() - before)


def confirmed(page: Answer) -> bytes:
    """What the question carries of itself, where the address asks first."""
    asked = QUESTION.search(page.content)
    return b"confirmed=" + (asked[1] if asked else b"1")


def found_by_search(client: Client, beijing: House) -> Answer:
    """What the search finds of the word that stands in the titles and texts, by the page's own form."""
    address = reverse("search", args=[beijing.edition.slug])
    page = html.fromstring(opened(client, address).content)
    [form] = [one for one in page.forms if one.get("role") == "search" or "words" in one.fields]
    form.fields["words"] = "canary"
    return opened(client, f"{address}?{urlencode(form.form_values())}")


def frames(viewer: Any, beijing: House) -> Iterator[bytes]:
    for channel, _, _ in CHANNELS:
        key = beijing.meeting.pk if channel.startswith("floor") else beijing.text.pk
        ticket = Ticket(channel, str(key), "en", viewer and viewer.pk)
        if admits(ticket):
            yield from hub.render(ticket).values()


@contextmanager
def all_logged() -> Iterator[list[str]]:
    """What services would write, of every level."""
    lines: list[str] = []
    handler, root = logging.Handler(), logging.getLogger()
    handler.emit = lambda record: lines.append(Formatter().format(record))  # type: ignore[method-assign]
    root.addHandler(handler)
    logging.getLogger("nadwa.security").setLevel(logging.INFO)
    try:
        yield lines
    finally:
        root.removeHandler(handler)
