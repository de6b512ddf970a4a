"""Points of order (rule 71)."""

import pytest

from nadwa.editions.capacities import Chair
from nadwa.floor import queries
from nadwa.floor.commands import points, speakers
from nadwa.record.acts import Refused
from tests.conftest import Clock
from tests.factories import House, sitting

pytestmark = pytest.mark.django_db


def speak(house: House, state: str) -> None:
    speakers.ask_for_floor(house.delegate(state), house.meeting)
    speakers.call_speaker(Chair(house.chair), house.meeting, queries.house(house.meeting).waiting[0])


def rise(house: House, state: str) -> None:
    points.raise_point(house.delegate(state), house.meeting)


def rule(house: House) -> None:
    points.rule_on_point(Chair(house.chair), house.meeting, queries.house(house.meeting).points[0], "Not well taken.")


def paused(house: House) -> bool:
    speaker = queries.house(house.meeting).speaker
    assert speaker
    return speaker.paused_at is not None


def test_a_point_of_order_interrupts_the_speaker_until_the_ruling(beijing: House, time: Clock) -> None:
    sitting(beijing)
    speak(beijing, "aldora")
    rise(beijing, "belmara")
    assert paused(beijing)

    rule(beijing)

    assert not paused(beijing)
    assert [point.ruling for point in queries.house(beijing.meeting).rulings] == ["Not well taken."]


def test_the_speaker_goes_on_only_after_the_last_ruling(beijing: House) -> None:
    sitting(beijing)
    speak(beijing, "aldora")
    rise(beijing, "belmara")
    rise(beijing, "corvia")

    rule(beijing)
    assert paused(beijing)
    rule(beijing)

    assert not paused(beijing)


def test_a_clock_that_the_chair_stopped_stays_stopped_after_a_ruling(beijing: House) -> None:
    sitting(beijing)
    speak(beijing, "aldora")
    speakers.pause_clock(Chair(beijing.chair), beijing.meeting)
    rise(beijing, "belmara")

    rule(beijing)

    assert paused(beijing)


def test_a_point_of_order_is_allowed_when_the_list_is_closed(beijing: House) -> None:
    sitting(beijing, list_open=False)

    rise(beijing, "belmara")

    assert [point.delegation.body.slug for point in queries.house(beijing.meeting).points] == ["belmara"]


def test_nobody_is_called_before_the_ruling(beijing: House) -> None:
    sitting(beijing)
    speakers.ask_for_floor(beijing.delegate("aldora"), beijing.meeting)
    rise(beijing, "belmara")

    with pytest.raises(Refused, match="Rule on the point of order first"):
        speakers.call_speaker(Chair(beijing.chair), beijing.meeting, queries.house(beijing.meeting).waiting[0])


def test_a_point_is_ruled_on_once(beijing: House) -> None:
    sitting(beijing)
    rise(beijing, "belmara")
    point = queries.house(beijing.meeting).points[0]
    points.rule_on_point(Chair(beijing.chair), beijing.meeting, point, "Well taken.")

    with pytest.raises(Refused, match="has been ruled on"):
        points.rule_on_point(Chair(beijing.chair), beijing.meeting, point, "No, not well taken.")


def test_a_delegation_has_one_point_before_the_chair(beijing: House) -> None:
    sitting(beijing)
    rise(beijing, "belmara")

    with pytest.raises(Refused, match="before the chair already"):
        rise(beijing, "belmara")
