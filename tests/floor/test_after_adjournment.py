"""An adjourned meeting is over: nothing of the floor is done in it, and no page offers it."""

import re
from collections.abc import Callable

import pytest
from django.urls import reverse

from nadwa.editions.capacities import Chair, Secretary
from nadwa.floor.commands import sittings, speakers, statements
from nadwa.floor.models import Request, Sitting
from nadwa.record.acts import Refused
from nadwa.record.models import Act
from tests.factories import House, sitting
from tests.forms import Client

pytestmark = pytest.mark.django_db
OVER: dict[str, Callable[[House], Act]] = {
    "open the list": lambda house: speakers.open_list(Chair(house.chair), house.meeting),
    "close the list": lambda house: speakers.close_list(Chair(house.chair), house.meeting),
    "set the limit": lambda house: speakers.set_time_limit(Chair(house.chair), house.meeting, 3),
    "strike off": lambda house: speakers.strike_off(
        Chair(house.chair), house.meeting, Request.objects.get(kind="speech"), "."
    ),
    "move on the list": lambda house: speakers.move_request(
        Chair(house.chair), house.meeting, Request.objects.get(kind="speech"), 1, "."
    ),
    "give the floor": lambda house: speakers.call_speaker(
        Chair(house.chair), house.meeting, Request.objects.get(kind="speech")
    ),
    "adjourn": lambda house: sittings.adjourn_meeting(Chair(house.chair), house.meeting),
    "ask": lambda house: speakers.ask_for_floor(house.delegate("belmara"), house.meeting),
    "withdraw": lambda house: speakers.withdraw_request(house.delegate("aldora"), house.meeting),
    "reply": lambda house: speakers.ask_for_reply(house.delegate("belmara"), house.meeting),
    "file a statement": lambda house: statements.file_statement(
        house.delegate("aldora"), house.meeting, 2, "en", "Too late"
    ),
}


@pytest.fixture
def waiting(beijing: House) -> House:
    """A meeting at which a delegation waits for the floor and to reply."""
    sitting(beijing)
    speakers.ask_for_floor(beijing.delegate("aldora"), beijing.meeting)
    speakers.ask_for_reply(beijing.delegate("aldora"), beijing.meeting)
    return beijing


@pytest.fixture
def adjourned(waiting: House) -> House:
    sittings.adjourn_meeting(Chair(waiting.chair), waiting.meeting)
    return waiting


def page(house: House, who: str, name: str, *args: str) -> str:
    client = Client()
    client.force_login(house.people[who])
    return client.get(reverse(name, args=["beijing-2016", 1, *args])).content.decode()


@pytest.mark.parametrize("act", OVER)
def test_what_belongs_to_the_meeting_is_refused_in_words(adjourned: House, act: str) -> None:
    before = Act.objects.count()

    with pytest.raises(Refused, match="The meeting is adjourned"):
        OVER[act](adjourned)
    assert Act.objects.count() == before


def test_who_leaves_is_recorded_all_the_same(adjourned: House) -> None:
    sittings.record_absence(Secretary(adjourned.secretariat), adjourned.meeting, adjourned.delegations["aldora"])

    assert not Sitting.objects.get().presences.filter(delegation=adjourned.delegations["aldora"]).exists()


def test_the_podium_offers_nothing_that_is_over(waiting: House) -> None:
    acts = ["close-list", "limit", "strike", "move"]
    offered = [reverse("preside", args=["beijing-2016", 1, act]) for act in acts]
    shown = page(waiting, "chair", "podium")
    assert [act in shown for act in offered] == [True] * 4

    sittings.adjourn_meeting(Chair(waiting.chair), waiting.meeting)
    shown = page(waiting, "chair", "podium")
    assert [act in shown for act in [*offered, reverse("preside", args=["beijing-2016", 1, "open-list"])]] == [
        False
    ] * 5


def test_now_offers_nothing_that_is_over(waiting: House) -> None:
    places = [
        reverse("take-part", args=["beijing-2016", 1, "withdraw"]),
        reverse("statement", args=["beijing-2016", 1]),
    ]
    assert [is_hidden(page(waiting, "aldora", "now"), place) for place in places] == [False, False]

    sittings.adjourn_meeting(Chair(waiting.chair), waiting.meeting)
    shown = page(waiting, "aldora", "now")
    assert [is_hidden(shown, place) for place in places] == [True, True]
    assert 'text-bg-success">open' not in shown
    assert "<textarea" not in page(waiting, "aldora", "statement")


def is_hidden(shown: str, place: str) -> bool:
    before, after = re.split(f'"{place}[^"]*"', shown, maxsplit=1)
    return " hidden" in f"{before.rpartition('<')[2]}{after.partition('>')[0]}"


def test_who_adjourns_reads_who_is_not_heard(waiting: House) -> None:
    shown = page(waiting, "chair", "preside", "adjourn")

    said = shown.partition("These still wait, and are not heard at this meeting: ")[2].partition("<")[0]
    assert ("(statement)" in said, "(right of reply)" in said) == (True, True), said
