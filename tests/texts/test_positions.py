"""Positions reach whom they name, and nobody else."""

from typing import Any

import pytest
from django.urls import reverse

from nadwa.record.acts import Refused
from nadwa.record.models import Act
from nadwa.texts.commands import positions
from nadwa.texts.models import Alternative, Linkage, Position
from tests.factories import House
from tests.forms import Client

NOTE = "canary note of Aldora"


def take(house: House, audience: str, who: str = "aldora", stance: str = "red-line", number: int = 1) -> None:
    alternative = Alternative.objects.get(paragraph__text=house.text, paragraph__number=2, number=number)
    positions.take_position(house.delegate(who), alternative, stance, 3, audience, NOTE)


def page(person: Any) -> str:
    client = Client()
    if person:
        client.force_login(person)
    return client.get(reverse("paragraph", args=["beijing-2016", "outcome", 2])).content.decode()


@pytest.mark.parametrize(("audience", "seen"), [("own", False), ("counted", False), ("public", True)])
def test_others_see_a_position_only_if_it_is_public(beijing: House, audience: str, seen: bool) -> None:
    take(beijing, audience)

    assert [NOTE in page(reader) for reader in (None, beijing.belmara, beijing.chair)] == [seen] * 3


@pytest.mark.parametrize(
    ("audience", "log"), [("own", "delegation:aldora"), ("counted", "delegation:aldora"), ("public", "public")]
)
def test_a_position_is_recorded_for_its_audience(beijing: House, audience: str, log: str) -> None:
    take(beijing, audience)

    assert Act.objects.get(kind="texts.position-taken").log.audience == log


def test_a_later_position_takes_the_place_of_an_earlier_one(beijing: House) -> None:
    take(beijing, "own", stance="object")
    take(beijing, "own", stance="support")

    assert list(Position.objects.values_list("stance", flat=True)) == ["support"]


def test_alternatives_of_one_paragraph_cannot_be_linked(beijing: House) -> None:
    one, other = Alternative.objects.filter(paragraph__text=beijing.text, paragraph__number=2)

    with pytest.raises(Refused):
        positions.link(beijing.delegate("aldora"), one, other, "object", 1, "own")


def test_a_linkage_of_another_delegation_cannot_be_dropped(beijing: House) -> None:
    one = Alternative.objects.get(paragraph__text=beijing.text, paragraph__number=2, number=1)
    other = Alternative.objects.get(paragraph__text=beijing.text, paragraph__number=4, number=1)
    positions.link(beijing.delegate("aldora"), one, other, "red-line", 2, "own")

    with pytest.raises(Refused):
        positions.drop_linkage(beijing.delegate("belmara"), Linkage.objects.get())


def test_the_page_says_what_is_still_to_give(beijing: House) -> None:
    take(beijing, "own")
    client = Client()
    client.force_login(beijing.aldora)

    shown = client.get(reverse("positions", args=["beijing-2016", "outcome"])).content.decode()

    assert "positions given: 1 of 2" in shown
