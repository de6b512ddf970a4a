"""Before it is announced, an edition exists only for those who belong to it."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from nadwa.editions.models import Edition
from nadwa.press.models import Release
from tests.conftest import Clock
from tests.factories import House, approved, proposed
from tests.forms import Client

E = "beijing-2016"


def unannounced(house: House) -> House:
    Edition.objects.update(announced_at=None)
    return house


def pages(patterns: list[URLPattern | URLResolver], above: str = "") -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from pages(pattern.url_patterns, above + str(pattern.pattern))
        elif str(pattern.pattern).startswith("<slug:edition>/") and str(pattern.pattern).count("<") == 1:
            yield str(pattern.name)


PAGES = sorted(set(pages(get_resolver().url_patterns)))


@pytest.mark.parametrize("page", PAGES)
def test_a_stranger_is_answered_as_if_the_name_had_never_been_given(beijing: House, page: str) -> None:
    unannounced(beijing)
    there = Client().get(reverse(page, args=[E]))
    nowhere = Client().get(reverse(page, args=["no-such-edition"]))

    assert there.status_code == nowhere.status_code
    assert words_of(there).replace(E, "no-such-edition") == words_of(nowhere)


def words_of(answer: HttpResponse) -> str:
    """What a page says, without the time and the token against forgery."""
    return re.sub(r'(content|value)="\w+"', "", answer.content.decode())


@pytest.mark.parametrize("viewer", [None, "stranger"])
def test_the_list_of_symposia_does_not_name_it(beijing: House, elsewhere: House, viewer: str | None) -> None:
    unannounced(beijing)
    client = Client()
    if viewer:
        client.force_login(elsewhere.aldora)

    assert "Title of beijing-2016" not in client.get("/en/").content.decode()


@pytest.mark.parametrize("viewer", ["officer_un", "secretariat", "press", "aldora"])
def test_those_who_belong_to_it_find_it(beijing: House, viewer: str) -> None:
    unannounced(beijing)
    client = Client()
    client.force_login(beijing.people[viewer])

    assert "Title of beijing-2016" in client.get("/en/").content.decode()
    assert client.get(reverse("edition", args=[E])).status_code == 200


def test_the_announcement_of_both_hosts_opens_it_at_the_end_of_its_embargo(beijing: House, time: Clock) -> None:
    unannounced(beijing)
    until = time.time + timedelta(hours=1)
    Release.objects.filter(edition=beijing.edition).update(embargo_until=until)
    proposed(beijing, "press.announce")
    approved(beijing)

    before = Client().get(reverse("edition", args=[E])).status_code
    time.time = until.astimezone(UTC)
    assert (before, Client().get(reverse("edition", args=[E])).status_code) == (404, 200)


def test_an_edition_is_known_from_its_announcement_on(beijing: House) -> None:
    Edition.objects.update(announced_at=datetime.now(UTC) + timedelta(days=1))

    assert Client().get(reverse("edition", args=[E])).status_code == 404
