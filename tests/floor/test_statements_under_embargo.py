"""Texts filed before delivery are seen by nobody else until their delegation is called."""

import pytest

from nadwa.editions.capacities import Chair
from nadwa.floor import queries
from nadwa.floor.commands import speakers, statements
from nadwa.record.acts import Refused
from nadwa.record.models import Act
from tests.factories import House, sitting
from tests.forms import Client

pytestmark = pytest.mark.django_db
SECRET = "canary-7731 the text as prepared"


def file_text(house: House, text: str = SECRET) -> None:
    statements.file_statement(house.delegate("aldora"), house.meeting, 2, "en", text)


def call_aldora(house: House) -> None:
    speakers.ask_for_floor(house.delegate("aldora"), house.meeting)
    speakers.call_speaker(Chair(house.chair), house.meeting, queries.house(house.meeting).waiting[0])


def page(person: object, house: House, name: str) -> str:
    client = Client()
    if person:
        client.force_login(person)  # type: ignore[arg-type]
    return client.get(f"/en/{house.edition.slug}/meetings/1/{name}/").content.decode()


@pytest.mark.parametrize("viewer", [None, "belmara", "press", "chair", "officer_un"])
@pytest.mark.parametrize("name", ["now", "podium", "screen", "statement", "texts"])
def test_before_delivery_no_page_of_others_shows_the_text(beijing: House, viewer: str | None, name: str) -> None:
    sitting(beijing)
    file_text(beijing)

    assert "canary-7731" not in page(beijing.people.get(viewer or ""), beijing, name)


@pytest.mark.parametrize(
    ("viewer", "name"), [("aldora", "statement"), ("secretariat", "texts"), ("interpreter", "texts")]
)
def test_its_delegation_the_secretariat_and_interpreters_see_it(beijing: House, viewer: str, name: str) -> None:
    file_text(beijing)

    assert SECRET in page(beijing.people[viewer], beijing, name)


def test_calling_the_delegation_releases_the_text_to_all(beijing: House) -> None:
    sitting(beijing)
    file_text(beijing)

    call_aldora(beijing)

    assert SECRET in page(None, beijing, "now")


def test_a_released_text_cannot_be_replaced(beijing: House) -> None:
    sitting(beijing)
    file_text(beijing)
    call_aldora(beijing)

    with pytest.raises(Refused, match="its text is released"):
        file_text(beijing, "what we would rather have said")


def test_filing_leaves_no_trace_in_the_public_log(beijing: House) -> None:
    file_text(beijing)

    filed = Act.objects.get(kind="floor.statement-filed")
    assert filed.log.audience == "delegation:aldora"
    assert SECRET not in str(filed.facts)
