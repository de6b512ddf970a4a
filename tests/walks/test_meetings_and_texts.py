"""Nothing can be left half done: in every state machine, random allowed acts lead nowhere from where the normal end
cannot be reached by allowed acts. `walking.py` walks; here stand the machines."""

from collections.abc import Iterator
from functools import partial
from itertools import cycle
from typing import Any

import pytest

from nadwa.delegations.capacities import Delegate
from nadwa.editions.capacities import Chair, Secretary
from nadwa.floor import commands as floor
from nadwa.floor import questions
from nadwa.floor.models import Motion, PointOfOrder, Request, Sitting, Vote
from nadwa.record.acts import Refused
from nadwa.texts import commands as texts
from nadwa.texts.models import Alternative
from tests.conftest import Clock
from tests.factories import House, sitting
from tests.walks.walking import WHO, Doing, Machine, first_of

pytestmark = pytest.mark.django_db


def each(house: House, **acts: Any) -> dict[str, Doing]:
    """Acts of delegations, each by every one of three."""
    return {f"{name} {who}": partial(act, house.delegate(who)) for name, act in acts.items() for who in WHO}


def clerk(house: House) -> Secretary:
    return Secretary(house.secretariat)


def on_the_floor(house: House) -> dict[str, Doing]:
    """What delegations, chair and secretary do in a meeting."""
    meeting, chair = house.meeting, Chair(house.chair)
    points, waiting = PointOfOrder.objects.filter(state="pending"), Request.objects.filter(state="waiting")
    lapse = {"unfinished": "lapses", "reason": "The room is needed."}

    def motion(by: Delegate) -> object:
        return floor.withdraw_motion(by, meeting, first_of(Motion.objects.filter(state="pending")))

    return {
        **each(
            house,
            **{
                "asks for the floor": lambda by: floor.ask_for_floor(by, meeting),
                "asks for a reply": lambda by: floor.ask_for_reply(by, meeting),
                "withdraws its request": lambda by: floor.withdraw_request(by, meeting),
                "raises a point": lambda by: floor.raise_point(by, meeting),
                "withdraws its point": lambda by: floor.withdraw_point(by, meeting),
                "appeals": lambda by: floor.appeal_ruling(by, meeting),
                "moves suspension": lambda by: floor.move(by, meeting, "suspend"),
                "moves adjournment": lambda by: floor.move(by, meeting, "adjourn"),
                "moves closure": lambda by: floor.move(by, meeting, "close-debate"),
                "withdraws its motion": motion,
                "answers yes": lambda by: floor.answer_roll_call(by, meeting, "yes"),
                "leaves": lambda by: floor.record_absence(clerk(house), meeting, by.delegation),
                "arrives": lambda by: floor.record_presence(clerk(house), meeting, by.delegation),
            },
        ),
        "rules": lambda: floor.rule_on_point(chair, meeting, first_of(points), "Not well taken."),
        "puts by hands": lambda: floor.put_to_vote(chair, meeting, "hands"),
        "puts by roll call": lambda: floor.put_to_vote(chair, meeting, "roll-call"),
        "counts no hands": lambda: floor.count_hands(clerk(house), meeting, 0, 0, 0),
        "counts one hand": lambda: floor.count_hands(clerk(house), meeting, 1, 0, 0),
        "calls again": lambda: floor.call_again(chair, meeting),
        "closes the roll call": lambda: floor.close_roll_call(chair, meeting),
        "discontinues": lambda: floor.discontinue_vote(chair, meeting, "The letter was misread."),
        "calls a speaker": lambda: floor.call_speaker(chair, meeting, first_of(waiting.order_by("-kind", "position"))),
        "takes the floor back": lambda: floor.take_back_floor(chair, meeting, "The wrong row."),
        "ends the statement": lambda: floor.end_speech(chair, meeting),
        "strikes off": lambda: floor.strike_off(
            chair, meeting, first_of(Request.objects.filter(state="waiting")), "Left"
        ),
        "enters on the list": lambda: floor.enter_on_list(chair, meeting, house.delegations["drevania"], "It asked."),
        "stops the clock": lambda: floor.pause_clock(chair, meeting),
        "lets the clock run": lambda: floor.resume_clock(chair, meeting),
        "takes up an item": lambda: floor.take_up_item(chair, meeting, 1),
        "suspends": lambda: floor.suspend_meeting(chair, meeting, "waits"),
        "suspends and lets lapse": lambda: floor.suspend_meeting(chair, meeting, **lapse),
        "resumes": lambda: floor.resume_meeting(chair, meeting),
        "adjourns": lambda: floor.adjourn_meeting(chair, meeting),
    }


def clock_is_right() -> None:
    """It runs while the meeting is open, nothing is before it and the chair has not stopped it."""
    for request in Request.objects.filter(state="speaking").select_related("sitting"):
        assert request.sitting
        stands = request.held or questions.is_any_pending(request.sitting) or request.sitting.state != "open"
        assert stands == (request.paused_at is not None)
    adjourned = Sitting.objects.filter(state="adjourned")
    assert not any(questions.unfinished(one) or questions.of_other_rooms(one) for one in adjourned)
    assert not Request.objects.filter(state="speaking", sitting__state="adjourned").exists()


def test_a_meeting_can_always_be_adjourned_with_everything_decided(beijing: House, time: Clock) -> None:
    sitting(beijing)
    way = (
        "rules",
        "counts no hands",
        "closes the roll call",
        "puts by hands",
        "resumes",
        "adjourns",
    )

    def holds() -> None:
        clock_is_right()
        assert not Vote.objects.filter(closed_at=None, discontinued=False, motion__state="lapsed").exists()

    Machine(
        beijing,
        on_the_floor(beijing),
        way,
        lambda: Sitting.objects.get(meeting=beijing.meeting).state == Sitting.State.ADJOURNED,
        time,
        holds,
        final=("adjourns",),
    ).walk(steps=50)


def test_a_text_can_always_be_adopted_and_its_meeting_adjourned(beijing: House, time: Clock) -> None:
    sitting(beijing)
    text, meeting, chair = beijing.text, beijing.meeting, Chair(beijing.chair)
    tabled = Alternative.objects.filter(paragraph__text=text, state="tabled")
    choices = cycle(("yes", "no", "abstention"))

    def turn(hours: float) -> object:
        return time.advance(hours * 3600)

    def late() -> object:
        if not text.decisions.filter(state="running", kind="silence").exists():
            raise Refused("No silence is running.")
        return turn(1000)

    def ready() -> None:
        """Nothing is left to be taken in or translated, so that the text can be decided on."""
        left = [*repeated(lambda: texts.take_in(chair, first_of(tabled))), *repeated(lambda: translate(beijing))]
        if not left:
            raise Refused("It is ready.")

    wordings = iter(range(1000))
    acts: dict[str, Doing] = {
        **each(
            beijing,
            objects=lambda by: texts.object_to(by, text, "No"),
            votes=lambda by: texts.cast_ballot(by, text, next(choices)),
            proposes=lambda by: propose(beijing, by, f"Wording {next(wordings)} should be taken"),
            leaves=lambda by: floor.record_absence(clerk(beijing), meeting, by.delegation),
        ),
        "starts a silence": lambda: texts.start_silence(chair, text, 2, anonymous=False),
        "extends": lambda: texts.extend_silence(chair, text, 3),
        "concludes": lambda: texts.conclude_silence(text),
        "puts the question": lambda: texts.put_question(chair, text),
        "withdraws the question": lambda: texts.withdraw_question(chair, text),
        "gavels": lambda: texts.gavel(chair, text),
        "opens a vote": lambda: texts.open_vote(chair, text),
        "opens a vote on an amendment": lambda: texts.open_vote_on(chair, first_of(tabled)),
        "closes the vote": lambda: texts.close_vote(chair, text),
        "discontinues": lambda: texts.discontinue_vote(chair, text, "No quorum is left."),
        "takes in": lambda: texts.take_in(chair, first_of(tabled)),
        "translates": lambda: translate(beijing),
        "makes it ready": ready,
        "an hour passes": lambda: turn(1),
        "the deadline passes": late,
        "suspends": lambda: floor.suspend_meeting(chair, meeting),
        "resumes": lambda: floor.resume_meeting(chair, meeting),
        "adjourns": lambda: floor.adjourn_meeting(chair, meeting),
    }
    way = (
        "concludes",
        "gavels",
        "withdraws the question",
        "closes the vote",
        "discontinues",
        "the deadline passes",
        "takes in",
        "translates",
        "starts a silence",
        "resumes",
        "adjourns",
    )

    def ended() -> bool:
        text.refresh_from_db()
        return text.state == "adopted" and Sitting.objects.get(meeting=meeting).state == "adjourned"

    Machine(beijing, acts, way, ended, time, clock_is_right, final=("adjourns", "gavels")).walk(steps=30)


def repeated(doing: Doing) -> Iterator[object]:
    """What comes of an act until it is refused."""
    while True:
        try:
            yield doing()
        except Refused:
            return


def propose(house: House, by: Delegate, wording: str) -> object:
    texts.propose_wording(by, house.text.paragraphs.get(number=3), "en", wording)
    return texts.table(by, Alternative.objects.latest("pk"))


def translate(house: House) -> object:
    """Check the first version that lacks: whoever wants the text adopted has it translated."""
    by = Secretary(house.secretariat)
    for alternative in Alternative.objects.filter(paragraph__text=house.text, state="current"):
        known = alternative.wording["versions"] if alternative.wording else {}
        for language in ("ar", "zh-hans", "en", "fr", "ru", "es"):
            if language != "en" and known.get(language, {}).get("state") != "checked":
                return texts.translate(by, alternative, language, "Words", checked=True)
    raise Refused("Everything is translated.")
