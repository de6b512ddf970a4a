"""The list of speakers: asking, withdrawing, calling, reordering, the right of reply."""

import pytest

from nadwa.editions.capacities import Chair
from nadwa.floor import queries
from nadwa.floor.commands import sittings, speakers
from nadwa.record.acts import Refused
from tests.conftest import Clock
from tests.factories import House, sitting

pytestmark = pytest.mark.django_db


def ask(house: House, *states: str) -> None:
    for state in states:
        speakers.ask_for_floor(house.delegate(state), house.meeting)


def reply(house: House, state: str) -> None:
    speakers.ask_for_reply(house.delegate(state), house.meeting)


def call_next(house: House) -> None:
    now = queries.house(house.meeting)
    speakers.call_speaker(Chair(house.chair), house.meeting, (now.waiting or now.replies)[0])


def waiting(house: House) -> list[str]:
    return [request.delegation.body.slug for request in queries.house(house.meeting).waiting]


def speaker(house: House) -> str | None:
    request = queries.house(house.meeting).speaker
    return request.delegation.body.slug if request else None


def test_delegations_wait_in_the_order_of_their_requests(beijing: House) -> None:
    sitting(beijing)

    ask(beijing, "corvia", "aldora", "belmara")

    assert waiting(beijing) == ["corvia", "aldora", "belmara"]


def test_in_the_high_level_segment_rank_comes_before_the_order_of_request(beijing: House) -> None:
    sitting(beijing, item=1)

    ask(beijing, "drevania", "fenmark", "aldora", "eskaria")

    assert waiting(beijing) == ["eskaria", "fenmark", "aldora", "drevania"]


def test_a_closed_list_takes_nobody(beijing: House) -> None:
    sitting(beijing)
    speakers.close_list(Chair(beijing.chair), beijing.meeting)

    with pytest.raises(Refused, match="The list of speakers is closed"):
        ask(beijing, "aldora")


def test_a_delegation_is_on_the_list_once(beijing: House) -> None:
    sitting(beijing)
    ask(beijing, "aldora")

    with pytest.raises(Refused, match="on the list already"):
        ask(beijing, "aldora")


def test_a_delegation_may_ask_again_after_it_has_withdrawn(beijing: House) -> None:
    sitting(beijing)
    ask(beijing, "aldora", "belmara")
    speakers.withdraw_request(beijing.delegate("aldora"), beijing.meeting)

    ask(beijing, "aldora")

    assert waiting(beijing) == ["belmara", "aldora"]


def test_the_chair_gives_the_floor_to_one_at_a_time(beijing: House) -> None:
    sitting(beijing)
    ask(beijing, "aldora", "belmara")
    call_next(beijing)
    assert speaker(beijing) == "aldora"

    call_next(beijing)

    assert speaker(beijing) == "belmara"
    assert [request.delegation.body.slug for request in queries.house(beijing.meeting).spoken] == ["aldora"]


def test_reordering_states_its_reason_on_the_record(beijing: House) -> None:
    sitting(beijing)
    ask(beijing, "aldora", "belmara", "corvia")
    third = queries.house(beijing.meeting).waiting[2]

    act = speakers.move_request(Chair(beijing.chair), beijing.meeting, third, 1, "The minister has a flight")

    assert waiting(beijing) == ["corvia", "aldora", "belmara"]
    assert act.facts["reason"] == "The minister has a flight"


def test_replies_are_heard_after_the_list(beijing: House) -> None:
    sitting(beijing)
    ask(beijing, "aldora")
    reply(beijing, "belmara")

    with pytest.raises(Refused, match="after the list of speakers"):
        speakers.call_speaker(Chair(beijing.chair), beijing.meeting, queries.house(beijing.meeting).replies[0])


def test_a_second_reply_is_shorter_and_there_is_no_third(beijing: House) -> None:
    sitting(beijing)
    limits = []
    for _ in range(2):
        reply(beijing, "belmara")
        call_next(beijing)
        limits.append(queries.house(beijing.meeting).speaker.seconds)  # type: ignore[union-attr]

    assert limits == [600, 300]
    with pytest.raises(Refused, match="twice on an item"):
        reply(beijing, "belmara")


def test_time_spoken_and_overrun_are_logged_without_pauses(beijing: House, time: Clock) -> None:
    sitting(beijing)
    speakers.set_time_limit(Chair(beijing.chair), beijing.meeting, 1)
    ask(beijing, "aldora")
    call_next(beijing)
    time.advance(50)
    speakers.pause_clock(Chair(beijing.chair), beijing.meeting)
    time.advance(600)
    speakers.resume_clock(Chair(beijing.chair), beijing.meeting)
    time.advance(25)

    act = speakers.end_speech(Chair(beijing.chair), beijing.meeting)

    assert {name: act.facts[name] for name in ("seconds", "limit", "overrun")} == {
        "seconds": 75,
        "limit": 60,
        "overrun": 15,
    }


def test_a_suspended_meeting_stops_the_clock(beijing: House, time: Clock) -> None:
    sitting(beijing)
    ask(beijing, "aldora")
    call_next(beijing)
    time.advance(10)
    sittings.suspend_meeting(Chair(beijing.chair), beijing.meeting)
    time.advance(3600)
    sittings.resume_meeting(Chair(beijing.chair), beijing.meeting)

    act = speakers.end_speech(Chair(beijing.chair), beijing.meeting)

    assert act.facts["seconds"] == 10


def test_an_item_is_not_changed_under_a_speaker(beijing: House) -> None:
    sitting(beijing)
    ask(beijing, "aldora")
    call_next(beijing)

    with pytest.raises(Refused, match="end its statement first"):
        sittings.take_up_item(Chair(beijing.chair), beijing.meeting, 1)


def test_a_request_of_another_item_cannot_be_called(beijing: House) -> None:
    sitting(beijing)
    ask(beijing, "aldora")
    request = queries.house(beijing.meeting).waiting[0]
    sittings.take_up_item(Chair(beijing.chair), beijing.meeting, 1)

    with pytest.raises(Refused, match="not waiting for the floor"):
        speakers.call_speaker(Chair(beijing.chair), beijing.meeting, request)


def test_who_asks_late_stands_behind_all_however_many_have_been_heard(beijing: House) -> None:
    sitting(beijing)
    ask(beijing, "aldora", "belmara", "corvia", "drevania")
    for _ in range(3):
        call_next(beijing)
    ask(beijing, "fenmark", "eskaria")

    assert waiting(beijing) == ["drevania", "fenmark", "eskaria"]


def test_so_does_who_replies_late(beijing: House) -> None:
    sitting(beijing)
    for state in ("aldora", "belmara", "corvia", "drevania"):
        reply(beijing, state)
    for _ in range(3):
        call_next(beijing)
    reply(beijing, "fenmark")
    reply(beijing, "eskaria")

    replies = queries.house(beijing.meeting).replies
    assert [one.delegation.body.slug for one in replies] == ["drevania", "fenmark", "eskaria"]
