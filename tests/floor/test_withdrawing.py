"""A delegation that waits for several things withdraws the one that it names; the others stand."""

import re

import pytest
from django.urls import reverse

from nadwa.editions.capacities import Chair
from nadwa.floor.commands import speakers
from nadwa.floor.models import Request
from nadwa.record.acts import Refused
from nadwa.record.models import Act
from tests.factories import House, sitting
from tests.forms import Client

pytestmark = pytest.mark.django_db
NOW = reverse("now", args=["beijing-2016", 1])
ASK, REPLY, WITHDRAW = (reverse("take-part", args=["beijing-2016", 1, act]) for act in ("ask", "reply", "withdraw"))


@pytest.fixture
def aldora(beijing: House) -> Client:
    sitting(beijing)
    client = Client()
    client.force_login(beijing.aldora)
    return client


def offered(client: Client) -> dict[str, bool]:
    """Of each act for which Now has a button or a link in sight; that to withdraw with what it withdraws."""
    client.get(NOW)
    assert client.page
    shown = [form for form in client.page[1].forms if form.get("hidden") is None]
    pressed = [form.action for form in shown if form.find(".//button[@disabled]") is None]
    links = [link.get("href", "") for link in client.page[1].iter("a") if link.get("hidden") is None]
    return dict.fromkeys([*pressed, *(link.replace("?asks=", "") for link in links)], True)


def waiting() -> list[str]:
    return [one.asks for one in Request.objects.filter(state="waiting").order_by("pk")]


def test_who_waits_to_reply_can_ask_for_the_floor(beijing: House, aldora: Client) -> None:
    speakers.ask_for_reply(beijing.delegate("aldora"), beijing.meeting)
    seen = offered(aldora)

    assert [act in seen for act in (ASK, REPLY, f"{WITHDRAW}reply", f"{WITHDRAW}speech")] == [True, False, True, False]


@pytest.mark.parametrize(
    ("asks", "kind", "said"),
    [
        ("speech", "floor.request-withdrawn", "has withdrawn its request for the floor."),
        ("reply", "floor.reply-withdrawn", "has withdrawn its request for the right of reply."),
        ("after", "floor.explanation-withdrawn", "has withdrawn its request to explain its vote after the vote."),
    ],
)
def test_each_button_withdraws_what_it_names(beijing: House, aldora: Client, asks: str, kind: str, said: str) -> None:
    own = (beijing.delegate("aldora"), beijing.meeting)
    speakers.ask_for_reply(*own)
    speakers.ask_for_floor(*own)
    for when in ("before", "after"):
        speakers.ask_for_explanation(*own, when)
    assert {f"{WITHDRAW}{one}" for one in waiting()} <= offered(aldora).keys()

    question = aldora.get(WITHDRAW, {"asks": asks}).content.decode()
    assert "loses its place" in question
    assert "list of speakers is closed, it cannot ask for the floor again" in question
    assert not re.search("stands? at the end|closed it cannot ask again", question), "untrue by rank, and of replies"
    assert aldora.page
    assert dict(aldora.page[1].forms[-1].form_values())["asks"] == asks
    answer = aldora.post(WITHDRAW, {"asks": asks}, page=WITHDRAW, follow=True)

    assert said in answer.content.decode()
    assert sorted([*waiting(), asks]) == ["after", "before", "reply", "speech"]
    assert Act.objects.latest("pk").kind == kind


def test_of_a_closed_list_the_question_says_what_is_true(beijing: House, aldora: Client) -> None:
    own = (beijing.delegate("aldora"), beijing.meeting)
    speakers.ask_for_floor(*own)
    speakers.ask_for_reply(*own)
    for asks in ("speech", "reply"):
        speakers.withdraw_request(*own, asks)
    speakers.close_list(Chair(beijing.chair), beijing.meeting)

    speakers.ask_for_reply(*own)
    with pytest.raises(Refused, match="list of speakers is closed"):
        speakers.ask_for_floor(*own)
    assert waiting() == ["reply"]


def test_a_program_that_withdraws_means_the_floor(beijing: House, aldora: Client) -> None:
    own = (beijing.delegate("aldora"), beijing.meeting)
    speakers.ask_for_reply(*own)
    with pytest.raises(Refused, match="no such request waiting"):
        speakers.withdraw_request(*own)

    speakers.ask_for_floor(*own)
    speakers.withdraw_request(*own)
    assert waiting() == ["reply"]
