"""Words are found in all that an edition holds, in the reader's language, but for what the reader may not see."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils.translation import override

from nadwa import rooms
from nadwa.editions import searching
from nadwa.editions.capacities import Officer
from nadwa.press import commands as press
from nadwa.web.languages import multilingual
from tests.factories import House, words
from tests.forms import Client

E = "beijing-2016"
TITLE = multilingual(
    "en", en="Undersea cables", ar="الكابلات البحرية", zh="海底电缆", fr="Câbles sous-marins", ru="Кабели", es="Cables"
)


def searched(house: House, typed: str, viewer: str | None = None, language: str = "en") -> str:
    client = Client()
    if viewer:
        client.force_login(house.people[viewer])
    with override(language):
        return client.get(reverse("search", args=[E]), {"words": typed}).content.decode()


def cables(house: House) -> None:
    house.meeting.title = TITLE
    house.meeting.save()


@pytest.mark.parametrize(
    ("language", "typed"),
    [("en", "cables"), ("ar", "كابلات"), ("zh-hans", "电缆"), ("fr", "sous-marins"), ("ru", "кабели")],
)
def test_a_word_is_found_in_the_readers_language(beijing: House, language: str, typed: str) -> None:
    cables(beijing)

    assert reverse("programme", args=[E]).removeprefix("/en") in searched(beijing, typed, language=language)


def test_vowel_marks_do_not_matter_in_arabic(beijing: House) -> None:
    cables(beijing)

    assert "الكابلات البحرية" in searched(beijing, "كَابْلَات", language="ar")


def test_every_word_has_to_be_there(beijing: House) -> None:
    cables(beijing)

    assert "Nothing that you may see has these words." in searched(beijing, "cables moon")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Aldora", "Aldora [en]"),
        ("Wording 2", "Outcome [en]"),
        ("Opinion 3", "Views [en]"),
        ("Name of beijing", "Name of"),
    ],
)
def test_each_room_brings_what_it_has(beijing: House, typed: str, found: str) -> None:
    assert f'<bdi lang="">{found}' in searched(beijing, typed)


@pytest.mark.parametrize(
    ("viewer", "there"), [(None, False), ("aldora", False), ("press", True), ("spokesperson", True)]
)
def test_what_is_under_embargo_is_found_by_those_alone_who_may_read_it(
    beijing: House, viewer: str | None, there: bool
) -> None:
    by, now = Officer(beijing.spokesperson, "spokesperson"), datetime.now(UTC)
    dates: dict[str, Any] = {"dated": now.date(), "embargo_until": now + timedelta(days=1)}
    press.draft_release(by, beijing.edition, "release", words("Zebra"), words("Text"), **dates)
    press.issue_release(by, beijing.edition.releases.get(number=2))

    assert ("Zebra [en]" in searched(beijing, "zebra", viewer)) == there


def test_another_edition_is_not_searched(beijing: House, elsewhere: House) -> None:
    assert "geneva-2018" not in searched(beijing, "Meeting")


def test_what_is_found_stands_in_one_order_for_all_readers() -> None:
    assert [shelf.name for shelf in searching._shelves] == list(rooms.SEARCH)
