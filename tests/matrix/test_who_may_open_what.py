"""Every URL and every live channel × every role, on objects of the own edition and of another.

The rows stand in `rows`, a file for each room. A URL without a row fails the build, and so does a row that nobody opens
without a word why.
"""

import pytest
from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from nadwa.editions.capacities import Chair
from nadwa.live import channels, tickets
from nadwa.record.acts import append, log_for
from nadwa.record.models import Act
from nadwa.texts.models import NegotiatingText
from tests.factories import House, words
from tests.forms import Client
from tests.matrix.every_row import CHANNELS, ROWS
from tests.matrix.roles import ROLES, E, Row
from tests.matrix.walk import GETS, POSTS, Walks, open_all, send_all
from tests.matrix.world import viewers_of


@pytest.fixture(scope="module")
def got(walks: Walks) -> dict[str, dict[str, tuple[int, int]]]:
    """By row and role the status, and how many acts came of it."""
    found: dict[str, dict[str, tuple[int, int]]] = {str(row): {} for row in ROWS}
    for role, opened in walks(open_all, ROLES):
        for row, answer in zip(GETS, opened.rows, strict=True):
            found[str(row)][role] = answer.status_code, answer.acts
    for role, sent in walks(send_all, ROLES):
        for row, done in zip(POSTS, sent, strict=True):
            found[str(row)][role] = done.status, done.acts
    return found


@pytest.fixture(scope="module")
def acts_by_opening(walks: Walks) -> dict[str, dict[str, int]]:
    """By row and role how many acts came of opening what is posted to."""
    by_role = dict(walks(send_all, ROLES))
    return {str(row): {role: by_role[role][at].acts_opened for role in ROLES} for at, row in enumerate(POSTS)}


@pytest.mark.parametrize("role", ROLES)
def test_no_page_fails_whoever_asks_for_it(walks: Walks, role: str) -> None:
    """The first of the tests that look at the walks: each of these makes those of its role."""
    [(_, opened)] = walks(open_all, [role])
    [(_, sent)] = walks(send_all, [role])

    assert [answer.address for answer in (*opened.rows, *opened.by_key) if answer.status_code >= 500] == []
    assert [str(row) for row, done in zip(POSTS, sent, strict=True) if done.status >= 500] == []


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_each_role_opens_what_it_may(got: dict[str, dict[str, tuple[int, int]]], row: Row) -> None:
    """Who gets 404 or has sent nothing has done nothing."""
    answers = got[str(row)]

    assert {role: status for role, (status, _) in answers.items()} == row.statuses
    assert [role for role, (status, acts) in answers.items() if acts and (status == 404 or row in GETS)] == []


@pytest.mark.parametrize("row", POSTS, ids=str)
def test_what_is_posted_to_does_nothing_when_it_is_only_opened(
    acts_by_opening: dict[str, dict[str, int]], row: Row
) -> None:
    """A link on a foreign page carries no token, and leads to a GET."""
    assert acts_by_opening[str(row)] == dict.fromkeys(ROLES, 0)


def test_a_row_that_nobody_opens_says_why() -> None:
    assert [str(row) for row in ROWS if is_opened(row) == bool(row.why)] == []


def is_opened(row: Row) -> bool:
    """Somebody finds a page, has sent something, or has sent a form without what it asks for."""
    good = {200, 204, 422} | ({302} if row.method == "post" else set())
    to_sign_in = ("anonymous", 302)
    return any(status in good for role, status in row.statuses.items() if (role, status) != to_sign_in)


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
        return append(log_for(house.edition.slug, "edition"), "floor.meeting-opened", {}, Chair(house.chair))
