"""Every URL and every live channel × every role, on objects of the own edition and of another.

The rows stand in `rows`, a file for each room. A URL without a row fails the build, and so does a row that nobody opens
without a word why.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import Any

import pytest
from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils.translation import override

from nadwa.acts.by import By
from nadwa.live import channels, tickets
from nadwa.record.acts import append, log_for
from nadwa.record.models import Act
from nadwa.texts.models import NegotiatingText
from tests.factories import House, house, words
from tests.forms import Client
from tests.matrix.every_row import CHANNELS, ROWS
from tests.matrix.roles import ROLES, E, Row
from tests.matrix.world import addressed, known_at, signed_in, viewers_of


@dataclass(frozen=True)
class World:
    """Two editions: one person of each role at the first, and what stands for the names in capitals."""

    clients: dict[str, Client]
    known: dict[str, Any]


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """Made once for all rows, since what each of them does is undone."""
    with django_db_blocker.unblock(), override("en"), transaction.atomic():
        beijing, elsewhere = house("beijing-2016"), house("geneva-2018")
        clients = {role: signed_in(person) for role, person in viewers_of(beijing, elsewhere).items()}
        yield World(clients, known_at(beijing))
        transaction.set_rollback(True)


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_each_role_opens_what_it_may(world: World, row: Row) -> None:
    address = addressed(row, world.known)

    assert {role: opened(world.clients[role], row.method, address) for role in ROLES} == row.statuses


@pytest.mark.parametrize("row", [row for row in ROWS if row.method == "post"], ids=str)
def test_what_is_posted_to_does_nothing_when_it_is_only_opened(world: World, row: Row) -> None:
    """A link on a foreign page carries no token, and leads to a GET."""
    for role in (role for role, status in row.statuses.items() if status != 404):
        opened(world.clients[role], "get", addressed(row, world.known))


def test_a_row_that_nobody_opens_says_why() -> None:
    assert [str(row) for row in ROWS if is_opened(row) == bool(row.why)] == []


def is_opened(row: Row) -> bool:
    """Somebody finds a page, has sent something, or has sent a form without what it asks for."""
    good = {200, 204, 422} | ({302} if row.method == "post" else set())
    to_sign_in = ("anonymous", 302)
    return any(status in good for role, status in row.statuses.items() if (role, status) != to_sign_in)


FORM = "application/x-www-form-urlencoded"


def opened(client: Client, method: str, address: str) -> int:
    """The status somebody gets; what was done is undone, and who gets 404 or has sent nothing has done nothing."""
    cookies = {name: morsel.value for name, morsel in client.cookies.items()}
    with transaction.atomic():
        acts_before = Act.objects.count()
        sent = confirmed(client, address) if method == "post" else b""
        status: int = client.generic(method.upper(), address, sent, FORM).status_code
        if status == 404 or method == "get":
            assert Act.objects.count() == acts_before
        transaction.set_rollback(True)
    client.cookies = SimpleCookie(cookies)
    return status


def confirmed(client: Client, address: str) -> bytes:
    """What the question carries of itself, where the address asks first."""
    asked = re.search(rb'name="confirmed" value="(\w*)"', client.get(address).content)
    return b"confirmed=" + (asked[1] if asked else b"1")


def test_every_url_has_a_row() -> None:
    assert names(get_resolver()) - {row.name for row in ROWS} == set()


def names(resolver: URLResolver, space: str = "") -> set[str]:
    found = set()
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            found |= names(pattern, f"{pattern.namespace}:" if pattern.namespace else space)
        else:
            found.add(space + name_of(pattern))
    return found


def name_of(pattern: URLPattern) -> str:
    return pattern.name or str(pattern.pattern)


@pytest.mark.parametrize(("channel", "which", "follow"), CHANNELS)
def test_each_role_follows_the_channels_it_may(
    beijing: House, elsewhere: House, channel: str, which: int, follow: tuple[str, ...]
) -> None:
    """Which: 1 is open to everybody, 2 to participants only."""
    closed = NegotiatingText.objects.create(
        edition=beijing.edition, item=beijing.text.item, slug="closed", title=words("Closed"), number=2
    )
    followed = {"floor": (beijing.meeting, beijing.closed_meeting), "texts": (beijing.text, closed)}
    key = str(followed[channel.split(".", maxsplit=1)[0]][which - 1].pk)
    viewers = viewers_of(beijing, elsewhere)
    asked = {role: tickets.Ticket(channel, key, "en", viewers[role] and viewers[role].pk) for role in ROLES}

    assert {role for role, ticket in asked.items() if tickets.admits(ticket)} == set(follow)


def test_every_channel_has_a_row() -> None:
    assert set(channels.names()) == {row[0] for row in CHANNELS}


@pytest.mark.django_db
def test_the_record_of_a_closed_meeting_is_not_public(beijing: House) -> None:
    act = record_in_edition_log(beijing)

    assert Client().get(reverse("receipt", args=[E, act.ref])).status_code == 404


def record_in_edition_log(house: House) -> Act:
    with transaction.atomic():
        return append(log_for(house.edition.slug, "edition"), "floor.meeting-opened", {}, By(house.chair, "chair"))
