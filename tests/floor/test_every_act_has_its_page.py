"""Every act of a meeting has a page of its own, whatever is before the meeting."""

import re
from collections.abc import Callable, Iterator
from html import unescape
from typing import Any

import pytest
from django.urls import reverse
from django.utils import translation

from nadwa.delegations.capacities import Delegate
from nadwa.editions.capacities import Chair, Secretary
from nadwa.floor import parts
from nadwa.floor.commands import motions, points, sittings, speakers
from nadwa.floor.commands import voting as voting_acts
from nadwa.floor.models import PointOfOrder, Request
from nadwa.web.languages import OFFICIAL
from tests.factories import House, sitting
from tests.forms import Client

pytestmark = pytest.mark.django_db
E = "beijing-2016"
DOERS = {Chair: ("chair", "preside"), Secretary | Chair: ("secretariat", "count"), Delegate: ("aldora", "take-part")}
PAGES = [(*DOERS[actor], act) for actor, acts in parts.ACTS.items() for act in acts]


def nothing(_made: House) -> None:
    """The meeting is not open yet."""


def speaks(made: House) -> None:
    sitting(made)
    for who in ("aldora", "belmara"):
        speakers.ask_for_floor(made.delegate(who), made.meeting)
    speakers.call_speaker(Chair(made.chair), made.meeting, Request.objects.get(delegation=made.delegations["belmara"]))


def point(made: House) -> None:
    speaks(made)
    points.raise_point(made.delegate("corvia"), made.meeting)


def ruled(made: House) -> None:
    point(made)
    points.rule_on_point(Chair(made.chair), made.meeting, PointOfOrder.objects.get(), "Not well taken.")


def voting(method: str) -> Callable[[House], None]:
    def vote(made: House) -> None:
        ruled(made)
        motions.move(made.delegate("belmara"), made.meeting, "suspend")
        motions.move(made.delegate("aldora"), made.meeting, "adjourn")
        voting_acts.put_to_vote(Chair(made.chair), made.meeting, method)

    return vote


def adjourned(made: House) -> None:
    speaks(made)
    sittings.adjourn_meeting(Chair(made.chair), made.meeting)


STATES: dict[str, Any] = {
    "not open": nothing,
    "a speaker": speaks,
    "a point of order": point,
    "a ruling": ruled,
    "hands": voting("hands"),
    "a roll call": voting("roll-call"),
    "adjourned": adjourned,
}


def before_each(made: House) -> Iterator[tuple[Client, str]]:
    """Whoever may act, and the address of the act."""
    client = Client()
    for who, page, act in PAGES:
        client.force_login(getattr(made, who))
        yield client, reverse(page, args=[E, 1, act])


@pytest.mark.parametrize("state", STATES.values(), ids=STATES)
def test_the_page_of_each_act_opens(beijing: House, state: Callable[[House], None]) -> None:
    state(beijing)

    found = {address: client.get(address).status_code for client, address in before_each(beijing)}

    assert {address: status for address, status in found.items() if status != 200} == {}


@pytest.mark.parametrize("language", OFFICIAL)
def test_it_opens_in_every_language_and_from_every_link(beijing: House, language: str) -> None:
    voting("roll-call")(beijing)
    client = Client()
    client.force_login(beijing.chair)

    with translation.override(language):
        page = client.get(reverse("podium", args=[E, 1])).content.decode()
        links = [unescape(link) for link in re.findall(r'href="([^"]+/podium/[^"]+)"', page)]
        found = {link: client.get(link).status_code for link in links}

    assert len(found) > 5
    assert set(found.values()) == {200}


@pytest.mark.parametrize("state", STATES.values(), ids=STATES)
def test_what_is_sent_with_nothing_in_it_is_answered(beijing: House, state: Callable[[House], None]) -> None:
    state(beijing)

    found = {
        client.forged(address, sent).status_code
        for client, address in before_each(beijing)
        for sent in ({}, {"confirmed": "1"})
    }

    assert found <= {200, 302, 409, 422}
