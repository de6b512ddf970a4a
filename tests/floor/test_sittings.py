"""Opening, suspending, resuming, adjourning; the quorum."""

import pytest

from nadwa.editions.capacities import Chair, Secretary
from nadwa.floor import queries
from nadwa.floor.commands import procedures, sittings, speakers
from nadwa.programme.commands.meetings import cancel
from nadwa.record.acts import Refused
from nadwa.record.models import Act
from tests.factories import House, sitting
from tests.forms import Client

pytestmark = pytest.mark.django_db


def present(house: House, *states: str) -> None:
    for state in states:
        sittings.record_presence(Secretary(house.secretariat), house.meeting, house.delegations[state])


def state(house: House) -> str:
    return queries.sitting_of(house.meeting).state


def test_a_meeting_opens_with_a_third_of_the_members(beijing: House) -> None:
    present(beijing, "aldora", "belmara")

    sittings.open_meeting(Chair(beijing.chair), beijing.meeting)

    assert state(beijing) == "open"


def test_a_meeting_does_not_open_below_the_quorum(beijing: House) -> None:
    present(beijing, "aldora")

    with pytest.raises(Refused, match="No quorum: 1 delegations are present, 2 are needed"):
        sittings.open_meeting(Chair(beijing.chair), beijing.meeting)

    assert state(beijing) == "scheduled"


def test_a_decision_needs_a_majority(beijing: House) -> None:
    present(beijing, "aldora", "belmara", "corvia")
    assert not queries.quorum(queries.sitting_of(beijing.meeting)).decide

    present(beijing, "drevania")

    assert queries.quorum(queries.sitting_of(beijing.meeting)).decide


def test_the_quorum_is_the_editions_own(beijing: House) -> None:
    procedures.set_procedure(Secretary(beijing.secretariat), beijing.edition, debate_quorum_parts=2)
    present(beijing, "aldora", "belmara")

    with pytest.raises(Refused, match="3 are needed"):
        sittings.open_meeting(Chair(beijing.chair), beijing.meeting)


def test_the_secretariat_sets_the_rules_on_their_page_and_on_the_record(beijing: House) -> None:
    client = Client()
    client.force_login(beijing.secretariat)
    rules = {
        "debate_quorum_parts": 4,
        "decision_quorum_parts": 2,
        "speech_seconds": 180,
        "first_reply_seconds": 300,
        "second_reply_seconds": 120,
        "explanation_seconds": 240,
        "majority": "simple",
    }

    client.post("/en/beijing-2016/procedure/", rules)

    assert {name: getattr(queries.procedure_of(beijing.edition), name) for name in rules} == rules
    assert {name: Act.objects.get(kind="floor.procedure-set").facts[name] for name in rules} == rules


def test_a_delegation_that_left_no_longer_counts(beijing: House) -> None:
    present(beijing, "aldora", "belmara")
    sittings.record_absence(Secretary(beijing.secretariat), beijing.meeting, beijing.delegations["aldora"])

    assert queries.quorum(queries.sitting_of(beijing.meeting)).present == 1


def test_a_meeting_is_suspended_resumed_and_adjourned(beijing: House) -> None:
    sitting(beijing)
    seen = [state(beijing)]
    for command in (sittings.suspend_meeting, sittings.resume_meeting, sittings.adjourn_meeting):
        command(Chair(beijing.chair), beijing.meeting)
        seen.append(state(beijing))

    assert seen == ["open", "suspended", "open", "adjourned"]


@pytest.mark.parametrize("command", [sittings.open_meeting, sittings.suspend_meeting, sittings.resume_meeting])
def test_an_adjourned_meeting_stays_adjourned(beijing: House, command: object) -> None:
    sitting(beijing)
    sittings.adjourn_meeting(Chair(beijing.chair), beijing.meeting)

    with pytest.raises(Refused):
        command(Chair(beijing.chair), beijing.meeting)  # type: ignore[operator]


def test_adjourning_ends_the_speech_under_way(beijing: House, time: object) -> None:
    sitting(beijing)
    speakers.ask_for_floor(beijing.delegate("aldora"), beijing.meeting)
    speakers.call_speaker(Chair(beijing.chair), beijing.meeting, queries.house(beijing.meeting).waiting[0])
    time.advance(30)  # type: ignore[attr-defined]

    sittings.adjourn_meeting(Chair(beijing.chair), beijing.meeting)

    ended = Act.objects.get(kind="floor.speech-ended")
    assert ended.facts["seconds"] == 30


def test_acts_of_a_closed_meeting_stay_out_of_the_public_log(beijing: House) -> None:
    sittings.record_presence(Secretary(beijing.secretariat), beijing.closed_meeting, beijing.delegations["aldora"])

    assert [act.log.audience for act in Act.objects.all()] == ["edition"]


@pytest.mark.parametrize("function", ["chair", "secretariat"])
def test_presence_is_recorded_in_the_capacity_of_the_person(beijing: House, function: str) -> None:
    client = Client()
    client.force_login(beijing.people[function])

    client.post("/en/beijing-2016/meetings/1/presence/", {"delegation": "aldora", "present": "1"})

    assert [act.facts["by"]["as"] for act in Act.objects.filter(kind="floor.presence-recorded")] == [function]


def test_a_meeting_that_has_been_opened_is_not_cancelled(beijing: House) -> None:
    present(beijing, "aldora", "belmara")
    sittings.open_meeting(Chair(beijing.chair), beijing.meeting)

    with pytest.raises(Refused, match="can no longer be cancelled"):
        cancel(Secretary(beijing.secretariat), beijing.meeting, "The hall is needed")


def test_a_cancelled_meeting_is_not_opened(beijing: House) -> None:
    present(beijing, "aldora", "belmara")
    cancel(Secretary(beijing.secretariat), beijing.meeting, "The hall is needed")

    with pytest.raises(Refused, match="is cancelled"):
        sittings.open_meeting(Chair(beijing.chair), beijing.meeting)
