"""Procedural motions have their precedence and their speakers; votes on them take effect at once."""

from typing import Any

import pytest
from django.urls import reverse

from nadwa.delegations.capacities import Delegate
from nadwa.delegations.commands import seating
from nadwa.editions.capacities import Chair, Secretary
from nadwa.floor.commands import motions, points, procedures, speakers, voting
from nadwa.floor.models import Motion, PointOfOrder, Request, Sitting, SpeakersList, Vote
from nadwa.floor.queries import last_vote, roll_call, sitting_of
from nadwa.record.acts import Refused
from nadwa.record.models import Act
from tests.factories import House, delegation, sitting
from tests.forms import Client

E = "beijing-2016"


def move(house: House, who: str, kind: str) -> Motion:
    motions.move(house.delegate(who), house.meeting, kind)
    return Motion.objects.latest("pk")


def speak(house: House, who: str, motion: Motion, in_favour: bool) -> Act:
    return motions.speak_to_motion(house.delegate(who), house.meeting, motion, in_favour)


def hands(house: House, yes: int, no: int, abstention: int = 0) -> Act:
    voting.put_to_vote(Chair(house.chair), house.meeting, "hands")
    return voting.count_hands(Secretary(house.secretariat), house.meeting, yes, no, abstention)


def answer(house: House, who: str, choice: str) -> Act:
    return voting.answer_roll_call(house.delegate(who), house.meeting, choice)


def ruled(house: House) -> PointOfOrder:
    points.raise_point(house.delegate("aldora"), house.meeting)
    point = PointOfOrder.objects.get()
    points.rule_on_point(Chair(house.chair), house.meeting, point, "Not well taken.")
    return point


def test_the_motion_that_takes_precedence_is_put_first_whatever_was_moved_first(beijing: House) -> None:
    sitting(beijing)
    for who, kind in (("aldora", "close-debate"), ("belmara", "adjourn"), ("corvia", "suspend")):
        move(beijing, who, kind)
    put = []
    for _ in range(3):
        hands(beijing, 0, 3)
        put.append(Vote.objects.latest("number").motion.kind)

    assert put == ["suspend", "adjourn", "close-debate"]


def test_to_adjournment_of_the_debate_two_speak_for_and_two_against(beijing: House) -> None:
    sitting(beijing)
    motion = move(beijing, "aldora", "adjourn-debate")
    for who, side in (("belmara", True), ("corvia", True), ("drevania", False), ("eskaria", False)):
        speak(beijing, who, motion, side)

    with pytest.raises(Refused, match=r"Only 2 may speak .* \(rule 74\)"):
        speak(beijing, "fenmark", motion, in_favour=False)


def test_to_closure_of_the_debate_nobody_speaks_in_favour(beijing: House) -> None:
    sitting(beijing)
    motion = move(beijing, "aldora", "close-debate")

    with pytest.raises(Refused, match=r"Nobody speaks to this motion on that side \(rule 75\)"):
        speak(beijing, "belmara", motion, in_favour=True)


def test_the_mover_does_not_speak_again(beijing: House) -> None:
    sitting(beijing)
    motion = move(beijing, "aldora", "adjourn-debate")

    with pytest.raises(Refused, match="has moved this motion"):
        speak(beijing, "aldora", motion, in_favour=True)


def test_a_suspension_that_is_carried_suspends_the_meeting(beijing: House) -> None:
    sitting(beijing)
    move(beijing, "aldora", "suspend")
    hands(beijing, 3, 2, 1)

    assert Sitting.objects.get().state == "suspended"


def test_a_motion_that_is_lost_changes_nothing(beijing: House) -> None:
    sitting(beijing)
    motion = move(beijing, "aldora", "adjourn")
    hands(beijing, 3, 3)

    motion.refresh_from_db()
    assert (motion.state, Sitting.objects.get().state) == ("lost", "open")


def test_closing_the_debate_closes_the_list_and_nobody_waits_any_more(beijing: House) -> None:
    sitting(beijing)
    speakers.ask_for_floor(beijing.delegate("belmara"), beijing.meeting)
    move(beijing, "aldora", "close-debate")
    hands(beijing, 4, 1)

    assert (SpeakersList.objects.get().is_open, Request.objects.get().state) == (False, "withdrawn")


def test_while_a_motion_is_before_the_meeting_no_speaker_is_called(beijing: House) -> None:
    sitting(beijing)
    speakers.ask_for_floor(beijing.delegate("belmara"), beijing.meeting)
    move(beijing, "aldora", "suspend")

    with pytest.raises(Refused, match="A motion is before the meeting"):
        speakers.call_speaker(Chair(beijing.chair), beijing.meeting, Request.objects.get())


def test_a_ruling_stands_unless_a_majority_overrules_it(beijing: House) -> None:
    sitting(beijing)
    point = ruled(beijing)
    motions.appeal_ruling(beijing.delegate("belmara"), beijing.meeting)
    hands(beijing, 3, 3)

    point.refresh_from_db()
    assert point.overruled is False


def test_an_appeal_comes_before_every_motion(beijing: House) -> None:
    sitting(beijing)
    point = ruled(beijing)
    move(beijing, "aldora", "suspend")
    motions.appeal_ruling(beijing.delegate("belmara"), beijing.meeting)
    hands(beijing, 4, 2)

    point.refresh_from_db()
    assert (point.overruled, Sitting.objects.get().state) == (True, "open")


def test_a_ruling_is_appealed_once(beijing: House) -> None:
    sitting(beijing)
    ruled(beijing)
    motions.appeal_ruling(beijing.delegate("belmara"), beijing.meeting)
    hands(beijing, 0, 5)

    with pytest.raises(Refused, match="no ruling that an appeal"):
        motions.appeal_ruling(beijing.delegate("corvia"), beijing.meeting)


def test_more_hands_than_members_present_are_not_entered(beijing: House) -> None:
    sitting(beijing)
    move(beijing, "aldora", "suspend")

    with pytest.raises(Refused, match="7 hands were counted, but only 6"):
        hands(beijing, 4, 3)


def test_a_roll_call_begins_at_the_letter_drawn(beijing: House) -> None:
    sitting(beijing)
    move(beijing, "aldora", "suspend")
    voting.put_to_vote(Chair(beijing.chair), beijing.meeting, "roll-call", "D")
    now = sitting_of(beijing.meeting)
    vote = last_vote(now)
    assert vote is not None

    order = [answer.delegation.body.slug for answer in roll_call(now, vote)]
    assert order == ["drevania", "eskaria", "fenmark", "aldora", "belmara", "corvia"]


def test_in_a_roll_call_the_last_answer_of_each_delegation_counts(beijing: House) -> None:
    sitting(beijing)
    move(beijing, "aldora", "suspend")
    voting.put_to_vote(Chair(beijing.chair), beijing.meeting, "roll-call")
    answer(beijing, "aldora", "no")
    answer(beijing, "belmara", "no")
    answer(beijing, "aldora", "yes")
    clerk = Secretary(beijing.secretariat)
    voting.enter_answer(clerk, beijing.meeting, beijing.delegations["corvia"], "yes")
    act = voting.close_roll_call(Chair(beijing.chair), beijing.meeting)

    assert act.facts["ballots"] == {"aldora": "yes", "belmara": "no", "corvia": "yes"}
    assert Sitting.objects.get().state == "suspended"


def test_a_letter_that_nobody_gave_is_drawn_and_stands_on_the_record(beijing: House) -> None:
    sitting(beijing)
    move(beijing, "aldora", "suspend")
    act = voting.put_to_vote(Chair(beijing.chair), beijing.meeting, "roll-call")

    assert act.facts["letter"].isalpha()
    assert act.facts["letter"] == Vote.objects.get().letter


def test_an_observer_moves_nothing(beijing: House) -> None:
    sent = delegation(beijing, "orvel", 20, 6, kind="research")
    sitting(beijing)

    with pytest.raises(Refused, match="Only members"):
        motions.move(Delegate(beijing.orvel, sent), beijing.meeting, "suspend")


def test_where_the_rules_say_so_observers_do_not_ask_for_the_floor(beijing: House) -> None:
    sent = delegation(beijing, "orvel", 20, 6, kind="research")
    procedures.set_procedure(Secretary(beijing.secretariat), beijing.edition, observers_speak=False)
    sitting(beijing)

    with pytest.raises(Refused, match="not on the roll"):
        speakers.ask_for_floor(Delegate(beijing.orvel, sent), beijing.meeting)


def test_the_mover_withdraws_before_the_vote(beijing: House) -> None:
    sitting(beijing)
    motion = move(beijing, "aldora", "suspend")
    motions.withdraw_motion(beijing.delegate("aldora"), beijing.meeting, motion)

    motion.refresh_from_db()
    assert motion.state == "withdrawn"


def test_votes_are_explained_before_and_after_once_each(beijing: House) -> None:
    sitting(beijing)
    for when in ("before", "after"):
        speakers.ask_for_explanation(beijing.delegate("aldora"), beijing.meeting, when)

    with pytest.raises(Refused, match="this explanation of vote already"):
        speakers.ask_for_explanation(beijing.delegate("aldora"), beijing.meeting, "after")


def test_an_explanation_has_its_own_time_limit(beijing: House) -> None:
    sitting(beijing)
    speakers.ask_for_explanation(beijing.delegate("aldora"), beijing.meeting, "before")
    speakers.call_speaker(Chair(beijing.chair), beijing.meeting, Request.objects.get())

    assert Request.objects.get().seconds == 600


def test_within_a_rank_heads_speak_in_the_order_of_the_letter_drawn_where_the_rules_say_so(beijing: House) -> None:
    procedures.set_procedure(Secretary(beijing.secretariat), beijing.edition, high_level_by_letter=True)
    for each in beijing.delegations.values():
        each.delegates.update(rank=3)
    seating.arrange(Secretary(beijing.secretariat), beijing.edition, "D")
    sitting(beijing, item=1)
    for who in ("aldora", "corvia", "drevania"):
        beijing.delegations[who].refresh_from_db()
        speakers.ask_for_floor(beijing.delegate(who), beijing.meeting)

    waiting = Request.objects.order_by("position").values_list("delegation__body__slug", flat=True)
    assert list(waiting) == ["drevania", "aldora", "corvia"]


def test_the_page_says_who_has_spoken_how_long(beijing: House, time: Any) -> None:
    sitting(beijing)
    speakers.ask_for_floor(beijing.delegate("aldora"), beijing.meeting)
    speakers.call_speaker(Chair(beijing.chair), beijing.meeting, Request.objects.get())
    time.advance(95)
    speakers.end_speech(Chair(beijing.chair), beijing.meeting)

    assert "1:35" in Client().get(reverse("speaking-times", args=[E, 1])).content.decode()
