"""The texts of statements: for accredited press under embargo if their delegation says so, for all once delivered."""

import pytest
from django.urls import reverse

from nadwa.floor import commands as floor
from nadwa.floor.models import Request, Statement
from tests.factories import House, sitting
from tests.forms import Client

E = "beijing-2016"


def filed(house: House, *, for_press: bool) -> Statement:
    delegation = house.delegations["aldora"]
    floor.file_statement(house.aldora, delegation, house.meeting, 2, "en", "Our words", for_press)
    return Statement.objects.get()


def opened(house: House, viewer: str | None, statement: Statement) -> int:
    client = Client()
    if viewer:
        client.force_login(house.people[viewer])
    return client.get(reverse("delivered-statement", args=[E, statement.pk])).status_code


@pytest.mark.parametrize(("for_press", "expected"), [(True, 200), (False, 404)])
def test_accredited_press_reads_before_delivery_what_is_given_to_it(
    beijing: House, for_press: bool, expected: int
) -> None:
    assert opened(beijing, "press", filed(beijing, for_press=for_press)) == expected


@pytest.mark.parametrize("viewer", [None, "belmara", "spokesperson"])
def test_nobody_else_reads_it_before_delivery(beijing: House, viewer: str | None) -> None:
    assert opened(beijing, viewer, filed(beijing, for_press=True)) == 404


def test_everybody_reads_what_has_been_delivered_in_public(beijing: House) -> None:
    statement = filed(beijing, for_press=False)
    deliver(beijing, beijing.meeting)

    assert opened(beijing, None, statement) == 200


def test_nobody_outside_reads_what_was_delivered_behind_closed_doors(beijing: House) -> None:
    statement = filed(beijing, for_press=False)
    deliver(beijing, beijing.closed_meeting)

    assert opened(beijing, "press", statement) == 404


def deliver(house: House, meeting: object) -> None:
    house.meeting = meeting
    sitting(house)
    floor.ask_for_floor(house.aldora, house.delegations["aldora"], meeting)
    floor.call_speaker(house.chair, meeting, Request.objects.get())
