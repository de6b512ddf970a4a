"""Votes of the meeting: nobody's answer is lost, nobody is forgotten, and nothing interrupts them (rules 87 and 88)."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from nadwa.editions.capacities import Chair, Secretary
from nadwa.floor import queries
from nadwa.floor.commands import motions, points, sittings, speakers
from nadwa.floor.commands import voting as voting_acts
from nadwa.floor.models import Motion, PointOfOrder, Request, Sitting, Vote
from nadwa.record.acts import Refused
from nadwa.record.models import Act
from nadwa.record.sentences import said
from tests.conftest import Clock
from tests.factories import House, sitting
from tests.forms import Client

E = "beijing-2016"
pytestmark = pytest.mark.django_db


@pytest.fixture
def voting(beijing: House) -> House:
    """A roll call on suspension, moved by Aldora."""
    sitting(beijing)
    motions.move(beijing.delegate("aldora"), beijing.meeting, "suspend")
    voting_acts.put_to_vote(Chair(beijing.chair), beijing.meeting, "roll-call", "A")
    return beijing


def answer(house: House, who: str, choice: str) -> Act:
    return voting_acts.answer_roll_call(house.delegate(who), house.meeting, choice)


def enter(house: House, who: str, choice: str) -> Act:
    clerk = Secretary(house.secretariat)
    return voting_acts.enter_answer(clerk, house.meeting, house.delegations[who], choice)


def page(house: House, who: str, name: str = "now") -> str:
    client = Client()
    client.force_login(house.people[who])
    return client.get(reverse(name, args=[E, 1])).content.decode()


def ruled(house: House) -> None:
    points.raise_point(house.delegate("belmara"), house.meeting)
    point = PointOfOrder.objects.latest("pk")
    points.rule_on_point(Chair(house.chair), house.meeting, point, "Not well taken.")


def test_nobody_replaces_what_a_delegation_has_answered_itself(voting: House) -> None:
    answer(voting, "aldora", "yes")

    with pytest.raises(Refused, match="has answered itself"):
        enter(voting, "aldora", "no")
    assert voting_acts.close_roll_call(Chair(voting.chair), voting.meeting).facts["ballots"] == {"aldora": "yes"}


def test_a_delegation_replaces_what_was_entered_for_it_and_then_nobody_does(voting: House) -> None:
    enter(voting, "aldora", "no")
    enter(voting, "aldora", "abstention")
    answer(voting, "aldora", "yes")

    with pytest.raises(Refused, match="has answered itself"):
        enter(voting, "aldora", "no")


def test_the_delegation_sees_at_once_what_was_entered_for_it(voting: House) -> None:
    enter(voting, "belmara", "no")
    shown = queries.house(voting.meeting).roll_call

    assert [(one.delegation.body.slug, one.entered_by) for one in shown if one.choice] == [("belmara", "secretariat")]
    assert "The secretariat entered this answer for your delegation." in page(voting, "belmara")


def test_the_result_says_how_many_answers_were_entered(voting: House) -> None:
    enter(voting, "belmara", "no")
    answer(voting, "aldora", "yes")
    voting_acts.close_roll_call(Chair(voting.chair), voting.meeting)

    shown = page(voting, "corvia", "vote-of-meeting")
    assert "1 of these answers was not given by the delegation itself" in shown
    assert "entered by the secretariat" in shown


def test_the_form_to_enter_an_answer_names_delegations_and_only_those_present(voting: House) -> None:
    sittings.record_absence(Secretary(voting.secretariat), voting.meeting, voting.delegations["corvia"])
    client = Client()
    client.force_login(voting.secretariat)
    shown = client.get(reverse("count", args=[E, 1, "answer"])).content.decode()

    assert "Aldora" in shown
    assert "Corvia" not in shown


def test_who_has_not_answered_is_called_a_second_time_once(voting: House) -> None:
    for who in ("aldora", "belmara", "corvia", "drevania"):
        answer(voting, who, "yes")
    act = voting_acts.call_again(Chair(voting.chair), voting.meeting)

    assert act.facts["delegations"] == ["eskaria", "fenmark"]
    assert "called a second time" in page(voting, "eskaria")
    with pytest.raises(Refused, match="second time already"):
        voting_acts.call_again(Chair(voting.chair), voting.meeting)


def test_the_chair_confirms_the_closing_on_a_page_that_names_who_is_silent(voting: House) -> None:
    client = Client()
    client.force_login(voting.chair)
    address = reverse("preside", args=[E, 1, "close-roll-call"])

    assert "Aldora" in client.get(address).content.decode()
    assert "Aldora" in client.forged(address).content.decode(), "what nobody was asked is not done"
    assert Vote.objects.get().closed_at is None
    assert client.post(address, page=address).status_code == 302
    assert Vote.objects.get().closed_at is not None


def test_the_ballot_comes_before_everything_else_and_only_for_members_that_are_present(voting: House) -> None:
    shown = page(voting, "aldora")
    ballot = shown.index('<section class="panel ballot-now"')

    assert ballot < shown.index('class="columns"')
    assert " hidden" not in shown[ballot : shown.index(">", ballot)]
    sittings.record_absence(Secretary(voting.secretariat), voting.meeting, voting.delegations["aldora"])
    shown = page(voting, "aldora")
    ballot = shown.index('<section class="panel ballot-now"')
    assert " hidden" in shown[ballot : shown.index(">", ballot)]


def test_the_page_of_the_vote_has_the_ballot_for_who_may_answer(voting: House) -> None:
    assert 'aria-labelledby="ballot-question"' in page(voting, "aldora", "vote-of-meeting")
    assert 'aria-labelledby="ballot-question"' not in page(voting, "secretariat", "vote-of-meeting")


def test_the_page_of_the_vote_makes_the_ballot_alone_and_reads_the_roll_once(voting: House) -> None:
    client = Client()
    client.force_login(voting.aldora)
    with CaptureQueriesContext(connection) as queries:
        shown = client.get(reverse("vote-of-meeting", args=[E, 1]))

    assert "floor/fragments/ballot.html" in {one.name for one in shown.templates}
    assert not {"floor/fragments/list.html", "floor/fragments/state.html"} & {one.name for one in shown.templates}
    rolls = [one for one in queries if 'SELECT "floor_presence"."delegation_id"' in one["sql"]]
    assert len(rolls) == 1


def test_what_is_said_of_a_ballot_takes_the_name_alone(voting: House) -> None:
    act = voting_acts.answer_roll_call(voting.delegate("aldora"), voting.meeting, "yes")
    with CaptureQueriesContext(connection) as queries:
        words = said(act)

    assert words == "Aldora [en] has voted in favour."
    assert not any('"delegations_delegation"."protocol"' in one["sql"] for one in queries)


def test_what_only_the_mover_withdraws_is_offered_to_the_mover_only(beijing: House) -> None:
    sitting(beijing)
    motions.move(beijing.delegate("aldora"), beijing.meeting, "suspend")

    assert offered(page(beijing, "aldora")) == [True]
    assert offered(page(beijing, "belmara")) == [False]


def offered(shown: str) -> list[bool]:
    """Of each link to withdraw a motion, whether the reader sees it."""
    parts = [part for part in shown.split('<div id="own-motion-')[1:] if "withdraw-motion" in part]
    return [" hidden" not in part.partition(">")[0] for part in parts]


@pytest.mark.parametrize("asks", ["point", "motion", "hands", "roll-call"])
def test_while_anything_is_before_the_meeting_the_clock_stands_still(beijing: House, time: Clock, asks: str) -> None:
    sitting(beijing)
    speakers.ask_for_floor(beijing.delegate("aldora"), beijing.meeting)
    speakers.call_speaker(Chair(beijing.chair), beijing.meeting, Request.objects.get())
    time.advance(10)
    if asks == "point":
        points.raise_point(beijing.delegate("belmara"), beijing.meeting)
    else:
        motions.move(beijing.delegate("belmara"), beijing.meeting, "suspend")
    if asks in ("hands", "roll-call"):
        voting_acts.put_to_vote(Chair(beijing.chair), beijing.meeting, asks)
    time.advance(100)

    assert elapsed(time) == 10
    if asks == "point":
        points.withdraw_point(beijing.delegate("belmara"), beijing.meeting)
    elif asks == "motion":
        motions.withdraw_motion(beijing.delegate("belmara"), beijing.meeting, Motion.objects.get())
    elif asks == "hands":
        voting_acts.count_hands(Secretary(beijing.secretariat), beijing.meeting, 0, 4, 0)
    else:
        voting_acts.close_roll_call(Chair(beijing.chair), beijing.meeting)
    time.advance(5)
    assert elapsed(time) == 15


def elapsed(time: Clock) -> float:
    return Request.objects.get(state="speaking").elapsed(time.time).total_seconds()


def test_the_chair_stops_the_clock_over_a_question_and_it_stays_stopped(beijing: House, time: Clock) -> None:
    sitting(beijing)
    speakers.ask_for_floor(beijing.delegate("aldora"), beijing.meeting)
    speakers.call_speaker(Chair(beijing.chair), beijing.meeting, Request.objects.get())
    points.raise_point(beijing.delegate("belmara"), beijing.meeting)
    speakers.pause_clock(Chair(beijing.chair), beijing.meeting)
    points.withdraw_point(beijing.delegate("belmara"), beijing.meeting)
    time.advance(60)
    assert elapsed(time) == 0

    speakers.resume_clock(Chair(beijing.chair), beijing.meeting)
    time.advance(60)
    assert elapsed(time) == 60


def test_during_a_vote_nothing_is_moved(voting: House) -> None:
    with pytest.raises(Refused, match="rule 88"):
        motions.move(voting.delegate("belmara"), voting.meeting, "adjourn")


def test_a_ruling_on_the_conduct_of_a_vote_is_appealed_while_the_vote_waits(voting: House) -> None:
    ruled(voting)
    answer(voting, "aldora", "yes")
    motions.appeal_ruling(voting.delegate("corvia"), voting.meeting)
    with pytest.raises(Refused, match="appeal is before the meeting"):
        answer(voting, "belmara", "yes")
    voting_acts.put_to_vote(Chair(voting.chair), voting.meeting, "hands")
    voting_acts.count_hands(Secretary(voting.secretariat), voting.meeting, 4, 1, 0)
    answer(voting, "belmara", "yes")
    act = voting_acts.close_roll_call(Chair(voting.chair), voting.meeting)

    assert (act.facts["ballots"], PointOfOrder.objects.get().overruled) == ({"aldora": "yes", "belmara": "yes"}, True)


def test_an_older_ruling_is_not_appealed_during_a_vote(beijing: House) -> None:
    sitting(beijing)
    ruled(beijing)
    motions.move(beijing.delegate("aldora"), beijing.meeting, "suspend")
    voting_acts.put_to_vote(Chair(beijing.chair), beijing.meeting, "hands")

    with pytest.raises(Refused, match="rule 88"):
        motions.appeal_ruling(beijing.delegate("corvia"), beijing.meeting)


def test_nothing_is_counted_before_the_ruling(voting: House) -> None:
    points.raise_point(voting.delegate("belmara"), voting.meeting)

    with pytest.raises(Refused, match="Rule on the point of order first"):
        voting_acts.close_roll_call(Chair(voting.chair), voting.meeting)


def test_a_vote_that_was_discontinued_decides_nothing_and_the_motion_is_put_again(voting: House) -> None:
    answer(voting, "aldora", "yes")
    voting_acts.discontinue_vote(Chair(voting.chair), voting.meeting, "The letter was misread.")
    voting_acts.put_to_vote(Chair(voting.chair), voting.meeting, "roll-call")
    act = voting_acts.close_roll_call(Chair(voting.chair), voting.meeting)

    assert (act.facts["vote"], act.facts["ballots"], Vote.objects.count()) == (2, {}, 2)


@pytest.mark.parametrize("command", [sittings.suspend_meeting, sittings.adjourn_meeting])
@pytest.mark.parametrize("left", ["point", "motion", "vote"])
def test_a_meeting_does_not_end_over_what_is_before_it_unless_the_chair_says_what_becomes_of_it(
    beijing: House, command: Any, left: str
) -> None:
    sitting(beijing)
    if left == "point":
        points.raise_point(beijing.delegate("belmara"), beijing.meeting)
    else:
        motions.move(beijing.delegate("aldora"), beijing.meeting, "close-debate")
    if left == "vote":
        voting_acts.put_to_vote(Chair(beijing.chair), beijing.meeting, "roll-call")

    with pytest.raises(Refused, match="Say what should happen to it"):
        command(Chair(beijing.chair), beijing.meeting)
    with pytest.raises(Refused, match="Say why this lapses"):
        command(Chair(beijing.chair), beijing.meeting, "lapses")
    command(Chair(beijing.chair), beijing.meeting, "lapses", "The room is needed.")

    assert queries.house(beijing.meeting).unfinished == []
    assert Act.objects.get(kind="floor.unfinished-lapsed").facts["reason"] == "The room is needed."


def test_a_motion_waits_for_the_meeting_to_resume_and_a_vote_does_not(beijing: House) -> None:
    sitting(beijing)
    motions.move(beijing.delegate("aldora"), beijing.meeting, "close-debate")
    sittings.suspend_meeting(Chair(beijing.chair), beijing.meeting, "waits")
    sittings.resume_meeting(Chair(beijing.chair), beijing.meeting)
    voting_acts.put_to_vote(Chair(beijing.chair), beijing.meeting, "hands")

    with pytest.raises(Refused, match="A vote is not interrupted"):
        sittings.suspend_meeting(Chair(beijing.chair), beijing.meeting, "waits")


def test_what_is_before_a_meeting_that_adjourns_by_its_own_vote_lapses(beijing: House) -> None:
    sitting(beijing)
    motions.move(beijing.delegate("aldora"), beijing.meeting, "adjourn")
    motions.move(beijing.delegate("belmara"), beijing.meeting, "close-debate")
    voting_acts.put_to_vote(Chair(beijing.chair), beijing.meeting, "hands")
    voting_acts.count_hands(Secretary(beijing.secretariat), beijing.meeting, 5, 0, 0)

    assert Sitting.objects.get().state == "adjourned"
    assert Motion.objects.get(kind="close-debate").state == "lapsed"


def test_the_item_in_hand_does_not_change_under_a_motion_on_it(beijing: House) -> None:
    sitting(beijing)
    motions.move(beijing.delegate("aldora"), beijing.meeting, "close-debate")

    with pytest.raises(Refused, match="Decide first what is before the meeting"):
        sittings.take_up_item(Chair(beijing.chair), beijing.meeting, 1)
