"""A vice-chair in the chair: in one act, on the record, whether the chair is there or not; and back."""

from typing import Any

import pytest
from django.urls import reverse

from nadwa.editions.capacities import Chair, InTheChair
from nadwa.editions.commands.roles import end_role, give_role
from nadwa.floor.commands import chairing, sittings, speakers
from nadwa.floor.models import Sitting
from nadwa.floor.queries import is_in_chair_for
from nadwa.record.acts import Refused
from nadwa.record.models import Act
from nadwa.texts.commands import facilitating, handing
from tests.factories import House, person, sitting
from tests.forms import Client

pytestmark = pytest.mark.django_db
E = "beijing-2016"
PODIUM = f"/en/{E}/meetings/1/podium/"


@pytest.fixture
def vice(beijing: House) -> Any:
    someone = person("vice-chair")
    give_role(someone, beijing.edition, "vice-chair", beijing.host_officer("china"))
    return someone


def signed_in(someone: Any) -> Client:
    client = Client()
    client.force_login(someone)
    return client


def take(beijing: House, someone: Any) -> Any:
    return signed_in(someone).post(f"{PODIUM}take-chair/", page=PODIUM, follow=True)


def in_chair(beijing: House) -> Any:
    return Sitting.objects.get(meeting=beijing.meeting).in_chair


def test_a_vice_chair_takes_the_chair_from_the_podium_and_presides(beijing: House, vice: Any) -> None:
    sitting(beijing)
    before = signed_in(vice).get(PODIUM).content.decode()
    assert "You are not in the chair" in before
    assert f"{PODIUM}adjourn/" not in before

    page = take(beijing, vice).content.decode()

    assert f"{PODIUM}adjourn/" in page
    assert vice.name in signed_in(beijing.aldora).get(f"/en/{E}/meetings/1/now/").content.decode()
    act = Act.objects.latest("pk")
    assert (act.kind, act.facts["by"]["as"], act.person) == ("floor.vice-chair-in-chair", "in-the-chair", vice)
    signed_in(vice).post(f"{PODIUM}close-list/", page=PODIUM)
    assert Act.objects.latest("pk").facts["by"]["as"] == "in-the-chair"


def test_who_is_not_in_the_chair_does_not_preside(beijing: House, vice: Any) -> None:
    sitting(beijing)
    with pytest.raises(Refused):
        speakers.close_list(InTheChair(vice), beijing.meeting)
    chairing.take_chair(InTheChair(vice), beijing.meeting)

    with pytest.raises(Refused, match="Name of vice-chair"):
        speakers.close_list(Chair(beijing.chair), beijing.meeting)
    page = signed_in(beijing.chair).get(PODIUM).content.decode()
    assert "You are not in the chair" in page
    assert "Take the chair" in page
    act = signed_in(beijing.chair).forged(f"{PODIUM}close-list/", follow=True)
    assert "is in the chair" in act.content.decode()
    assert Act.objects.latest("pk").kind == "floor.vice-chair-in-chair"


@pytest.mark.parametrize("who", ["vice", "chair"])
def test_the_chair_comes_back(beijing: House, vice: Any, who: str) -> None:
    sitting(beijing)
    take(beijing, vice)

    if who == "vice":
        signed_in(vice).post(f"{PODIUM}return-chair/", page=PODIUM)
    else:
        take(beijing, beijing.chair)

    assert in_chair(beijing) is None
    act = Act.objects.latest("pk")
    assert (act.kind, act.facts["by"]["as"]) == (
        "floor.chair-in-chair",
        "in-the-chair" if who == "vice" else "chair",
    )
    speakers.close_list(Chair(beijing.chair), beijing.meeting)


def test_a_chair_who_falls_ill_stops_nothing(beijing: House, vice: Any) -> None:
    for state in ("aldora", "belmara", "corvia"):
        sittings.record_presence(beijing.delegate(state), beijing.meeting, beijing.delegations[state])
    end_role(beijing.chair, beijing.edition, "chair", beijing.host_officer("china"))

    take(beijing, vice)
    client = signed_in(vice)
    client.get(f"{PODIUM}open/")
    client.post(f"{PODIUM}open/")

    assert Sitting.objects.get(meeting=beijing.meeting).state == "open"
    opened = Act.objects.get(kind="floor.meeting-opened")
    assert (opened.facts["by"]["as"], opened.person) == ("in-the-chair", vice)


def test_another_vice_chair_takes_the_chair_from_the_first(beijing: House, vice: Any) -> None:
    other = person("another")
    give_role(other, beijing.edition, "vice-chair", beijing.host_officer("china"))
    sitting(beijing)
    take(beijing, vice)

    with pytest.raises(Refused):
        chairing.return_chair(InTheChair(other), beijing.meeting)
    take(beijing, other)

    assert in_chair(beijing) == other
    with pytest.raises(Refused):
        speakers.close_list(InTheChair(vice), beijing.meeting)


def test_with_the_function_ends_the_chair(beijing: House, vice: Any) -> None:
    sitting(beijing)
    take(beijing, vice)

    end_role(vice, beijing.edition, "vice-chair", beijing.host_officer("china"))

    assert in_chair(beijing) is None
    speakers.close_list(Chair(beijing.chair), beijing.meeting)
    with pytest.raises(Refused):
        chairing.take_chair(InTheChair(vice), beijing.meeting)


def test_nobody_else_takes_the_chair(beijing: House, vice: Any) -> None:
    sitting(beijing)

    assert signed_in(beijing.secretariat).forged(f"{PODIUM}take-chair/").status_code == 404


def test_in_the_chair_a_vice_chair_presides_over_texts_of_the_meeting(beijing: House, vice: Any) -> None:
    sitting(beijing)
    paragraph = beijing.text.paragraphs.get(number=1)
    address, client = reverse("facilitate", args=[E, "outcome", 1, "agree"]), signed_in(vice)
    assert client.get(address).status_code == 404

    take(beijing, vice)
    client.get(address)
    client.post(address)

    agreed = Act.objects.latest("pk")
    assert (agreed.kind, agreed.facts["by"]["as"]) == ("texts.agreed", "in-the-chair")
    chairing.return_chair(InTheChair(vice), beijing.meeting)
    with pytest.raises(Refused):
        facilitating.reopen_paragraph(InTheChair(vice), paragraph)
    assert client.get(address).status_code == 404


def test_the_chair_is_not_taken_of_a_meeting_that_is_over(beijing: House, vice: Any) -> None:
    sitting(beijing)
    sittings.adjourn_meeting(Chair(beijing.chair), beijing.meeting)

    with pytest.raises(Refused):
        chairing.take_chair(InTheChair(vice), beijing.meeting)
    assert "take-chair" not in signed_in(vice).get(PODIUM).content.decode()


def test_a_vice_chair_keeps_no_text_that_she_presides_over_for_a_while(beijing: House, vice: Any) -> None:
    sitting(beijing)
    take(beijing, vice)

    with pytest.raises(Refused, match="does not keep the text"):
        handing.hand_over(InTheChair(vice), beijing.text, vice)


def test_texts_are_presided_over_in_an_open_meeting_alone(beijing: House, vice: Any) -> None:
    take(beijing, vice)

    assert in_chair(beijing) == vice
    assert not is_in_chair_for(vice, beijing.text.item)
