"""The level of a speaker is raised and lowered until the call; in the high-level segment the place follows."""

from typing import Any

import pytest
from django.urls import reverse

from nadwa.editions.capacities import Chair, Secretary
from nadwa.floor import queries
from nadwa.floor.commands import naming, procedures, speakers
from nadwa.floor.models import Request
from nadwa.record.acts import Refused
from nadwa.record.models import Act
from tests.factories import House, sitting
from tests.forms import Client

pytestmark = pytest.mark.django_db
E = "beijing-2016"


def ask(made: House, *states: str) -> None:
    for state in states:
        speakers.ask_for_floor(made.delegate(state), made.meeting)


def waiting(made: House) -> list[str]:
    return [one.delegation.body.slug for one in queries.house(made.meeting).waiting]


def of(made: House, state: str) -> Request:
    return Request.objects.get(delegation=made.delegations[state])


def level(made: House, state: str, rank: int) -> Act:
    return naming.name_own_speaker(made.delegate(state), made.meeting, of(made, state), level=rank)


@pytest.mark.django_db(transaction=True)
def test_a_minister_who_comes_herself_moves_up_and_it_is_recorded(beijing: House) -> None:
    sitting(beijing, item=1)
    ask(beijing, "fenmark", "aldora", "belmara", "drevania")
    assert waiting(beijing) == ["fenmark", "aldora", "belmara", "drevania"]
    client = Client()
    client.force_login(beijing.drevania)
    address = reverse("own-speaker", args=[E, 1, of(beijing, "drevania").pk])

    assert client.post(address, {"level": "1"}).status_code == 302

    assert waiting(beijing) == ["drevania", "fenmark", "aldora", "belmara"]
    assert "head of State" in Client().get(reverse("now", args=[E, 1])).content.decode()
    facts = Act.objects.get(kind="floor.level-changed").facts
    assert (facts["level"], facts["place"], facts["delegation"]) == ("state", 1, "drevania")


def test_within_a_level_it_stands_behind_those_who_asked_before(beijing: House) -> None:
    sitting(beijing, item=1)
    ask(beijing, "eskaria", "fenmark", "aldora")

    level(beijing, "eskaria", 2)

    assert waiting(beijing) == ["fenmark", "aldora", "eskaria"]


def test_or_in_the_order_of_the_letter_where_the_rules_say_so(beijing: House) -> None:
    procedures.set_procedure(Secretary(beijing.secretariat), beijing.edition, high_level_by_letter=True)
    sitting(beijing, item=1)
    ask(beijing, "fenmark", "aldora", "drevania")

    level(beijing, "drevania", 2)

    assert waiting(beijing) == ["aldora", "drevania", "fenmark"]


def test_elsewhere_the_place_stays(beijing: House) -> None:
    sitting(beijing)
    ask(beijing, "aldora", "belmara", "drevania")

    act = level(beijing, "drevania", 1)

    assert waiting(beijing) == ["aldora", "belmara", "drevania"]
    assert act.facts["place"] == 3


def test_the_chair_changes_it_too_and_nobody_after_the_call(beijing: House) -> None:
    sitting(beijing, item=1)
    ask(beijing, "fenmark", "aldora")
    chair: Any = Chair(beijing.chair)
    naming.name_speaker(chair, beijing.meeting, of(beijing, "aldora"), level=1)
    assert waiting(beijing) == ["aldora", "fenmark"]
    speakers.call_speaker(chair, beijing.meeting, of(beijing, "aldora"))

    with pytest.raises(Refused, match="not waiting for the floor"):
        level(beijing, "aldora", 5)


def test_what_stands_already_is_no_act(beijing: House) -> None:
    sitting(beijing, item=1)
    ask(beijing, "aldora")

    with pytest.raises(Refused, match="Nothing has been changed"):
        level(beijing, "aldora", of(beijing, "aldora").rank)


def test_who_asks_says_the_level_at_once(beijing: House) -> None:
    sitting(beijing, item=1)
    ask(beijing, "fenmark", "aldora")
    client = Client()
    client.force_login(beijing.drevania)
    client.post(reverse("ask-and-name", args=[E, 1]), {"level": "1", "name": "Dara Vane"})

    assert waiting(beijing)[0] == "drevania"
