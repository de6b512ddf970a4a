"""The chair enters delegations on the list, strikes them off and takes the floor back; all of it on the record."""

import pytest
from django.urls import reverse

from nadwa.editions.capacities import Chair
from nadwa.floor import queries
from nadwa.floor.commands import points, speakers
from nadwa.floor.models import Request
from nadwa.record.acts import Refused
from nadwa.record.models import Act
from tests.conftest import Clock
from tests.factories import House, sitting
from tests.forms import Client

pytestmark = pytest.mark.django_db


def ask(house: House, *states: str) -> None:
    for state in states:
        speakers.ask_for_floor(house.delegate(state), house.meeting)


def waiting(house: House) -> list[str]:
    return [request.delegation.body.slug for request in queries.house(house.meeting).waiting]


def test_a_delegation_that_raises_its_nameplate_is_entered(beijing: House) -> None:
    sitting(beijing)
    ask(beijing, "aldora")
    act = speakers.enter_on_list(Chair(beijing.chair), beijing.meeting, beijing.delegations["corvia"])

    assert waiting(beijing) == ["aldora", "corvia"]
    assert (act.kind, act.facts["by"]["as"]) == ("floor.entered-on-list", "chair")


def test_on_a_closed_list_it_is_entered_for_a_reason(beijing: House) -> None:
    sitting(beijing, list_open=False)

    with pytest.raises(Refused, match="say why"):
        speakers.enter_on_list(Chair(beijing.chair), beijing.meeting, beijing.delegations["corvia"])
    act = speakers.enter_on_list(
        Chair(beijing.chair), beijing.meeting, beijing.delegations["corvia"], "It asked in time."
    )
    assert act.facts["reason"] == "It asked in time."


def test_who_is_struck_off_reads_why(beijing: House) -> None:
    sitting(beijing)
    ask(beijing, "aldora", "belmara")
    speakers.strike_off(Chair(beijing.chair), beijing.meeting, Request.objects.earliest("pk"), "It has left the room.")

    assert waiting(beijing) == ["belmara"]
    assert Act.objects.get(kind="floor.struck-off").facts["reason"] == "It has left the room."
    assert "It has left the room." in Client().get(reverse("now", args=["beijing-2016", 1])).content.decode()
    ask(beijing, "aldora")


def test_the_first_speaker_is_called_at_once_and_the_next_after_a_question(beijing: House) -> None:
    sitting(beijing)
    ask(beijing, "aldora", "belmara")
    first, second = Request.objects.order_by("pk")
    client = Client()
    client.force_login(beijing.chair)

    def buttons(request: Request) -> tuple[bool, bool]:
        page = client.get(reverse("podium", args=["beijing-2016", 1])).content.decode()
        return f'id="act-call-{request.pk}"' in page, f"/podium/call/?request={request.pk}" in page

    assert buttons(first) == buttons(second) == (True, False)
    speakers.call_speaker(Chair(beijing.chair), beijing.meeting, first)
    assert buttons(second) == (False, True)


def test_the_floor_is_taken_back_and_the_request_returns_to_its_place(beijing: House, time: Clock) -> None:
    sitting(beijing)
    ask(beijing, "aldora", "belmara", "corvia")
    second = Request.objects.get(delegation=beijing.delegations["belmara"])
    speakers.call_speaker(Chair(beijing.chair), beijing.meeting, second)
    time.advance(7)
    act = speakers.take_back_floor(Chair(beijing.chair), beijing.meeting, "The wrong row was pressed.")

    assert waiting(beijing) == ["aldora", "belmara", "corvia"]
    assert (act.facts["delegation"], act.facts["seconds"]) == ("belmara", 7)
    speakers.call_speaker(Chair(beijing.chair), beijing.meeting, second)
    assert Request.objects.get(state="speaking").elapsed(time.time).total_seconds() == 0


def test_there_is_no_floor_to_take_back_when_the_statement_has_ended(beijing: House) -> None:
    sitting(beijing)
    ask(beijing, "aldora")
    speakers.call_speaker(Chair(beijing.chair), beijing.meeting, Request.objects.get())
    speakers.end_speech(Chair(beijing.chair), beijing.meeting)

    with pytest.raises(Refused, match="No delegation has the floor"):
        speakers.take_back_floor(Chair(beijing.chair), beijing.meeting, "Too late.")


def test_a_point_of_order_is_withdrawn_by_who_raised_it_and_names_its_rule(beijing: House) -> None:
    sitting(beijing)
    act = points.raise_point(beijing.delegate("belmara"), beijing.meeting, "72")
    with pytest.raises(Refused, match="no point of order"):
        points.withdraw_point(beijing.delegate("aldora"), beijing.meeting)
    points.withdraw_point(beijing.delegate("belmara"), beijing.meeting)

    assert act.facts["rule"] == "72"
    assert queries.house(beijing.meeting).points == []
    points.raise_point(beijing.delegate("belmara"), beijing.meeting)


def test_the_forms_of_the_chair_name_delegations(beijing: House) -> None:
    sitting(beijing)
    ask(beijing, "aldora")
    client = Client()
    client.force_login(beijing.chair)

    for act in ("enter", "strike", "move"):
        assert "Aldora" in client.get(reverse("preside", args=["beijing-2016", 1, act])).content.decode()
