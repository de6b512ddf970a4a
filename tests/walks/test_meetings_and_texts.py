"""Nothing can be left half done: in every state machine, random allowed acts lead nowhere from where the normal end
cannot be reached by allowed acts. `walking.py` walks; here stand the machines."""

from collections.abc import Iterator
from functools import partial
from itertools import cycle
from typing import Any

import pytest

from nadwa.delegations.capacities import Delegate
from nadwa.editions.capacities import Chair, Secretary
from nadwa.floor import questions
from nadwa.floor.commands import motions, sittings, speakers
from nadwa.floor.commands import points as points_acts
from nadwa.floor.commands import voting as floor_voting
from nadwa.floor.models import Motion, PointOfOrder, Request, Sitting, Vote
from nadwa.record.acts import Refused
from nadwa.texts.commands import deciding, facilitating, proposing, translating
from nadwa.texts.commands import voting as texts_voting
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
        return motions.withdraw_motion(by, meeting, first_of(Motion.objects.filter(state="pending")))

    return {
        **each(
            house,
            **{
                "asks for the floor": lambda by: speakers.ask_for_floor(by, meeting),
                "asks for a reply": lambda by: speakers.ask_for_reply(by, meeting),
                "withdraws its request": lambda by: speakers.withdraw_request(by, meeting),
                "raises a point": lambda by: points_acts.raise_point(by, meeting),
                "withdraws its point": lambda by: points_acts.withdraw_point(by, meeting),
                "appeals": lambda by: motions.appeal_ruling(by, meeting),
                "moves suspension": lambda by: motions.move(by, meeting, "suspend"),
                "moves adjournment": lambda by: motions.move(by, meeting, "adjourn"),
                "moves closure": lambda by: motions.move(by, meeting, "close-debate"),
                "withdraws its motion": motion,
                "answers yes": lambda by: floor_voting.answer_roll_call(by, meeting, "yes"),
                "leaves": lambda by: sittings.record_absence(clerk(house), meeting, by.delegation),
                "arrives": lambda by: sittings.record_presence(clerk(house), meeting, by.delegation),
            },
        ),
        "rules": lambda: points_acts.rule_on_point(chair, meeting, first_of(points), "Not well taken."),
        "puts by hands": lambda: floor_voting.put_to_vote(chair, meeting, "hands"),
        "puts by roll call": lambda: floor_voting.put_to_vote(chair, meeting, "roll-call"),
        "counts no hands": lambda: floor_voting.count_hands(clerk(house), meeting, 0, 0, 0),
        "counts one hand": lambda: floor_voting.count_hands(clerk(house), meeting, 1, 0, 0),
        "calls again": lambda: floor_voting.call_again(chair, meeting),
        "closes the roll call": lambda: floor_voting.close_roll_call(chair, meeting),
        "discontinues": lambda: floor_voting.discontinue_vote(chair, meeting, "The letter was misread."),
        "calls a speaker": lambda: speakers.call_speaker(
            chair, meeting, first_of(waiting.order_by("-kind", "position"))
        ),
        "takes the floor back": lambda: speakers.take_back_floor(chair, meeting, "The wrong row."),
        "ends the statement": lambda: speakers.end_speech(chair, meeting),
        "strikes off": lambda: speakers.strike_off(
            chair, meeting, first_of(Request.objects.filter(state="waiting")), "Left"
        ),
        "enters on the list": lambda: speakers.enter_on_list(
            chair, meeting, house.delegations["drevania"], "It asked."
        ),
        "stops the clock": lambda: speakers.pause_clock(chair, meeting),
        "lets the clock run": lambda: speakers.resume_clock(chair, meeting),
        "takes up an item": lambda: sittings.take_up_item(chair, meeting, 1),
        "suspends": lambda: sittings.suspend_meeting(chair, meeting, "waits"),
        "suspends and lets lapse": lambda: sittings.suspend_meeting(chair, meeting, **lapse),
        "resumes": lambda: sittings.resume_meeting(chair, meeting),
        "adjourns": lambda: sittings.adjourn_meeting(chair, meeting),
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
        left = [*repeated(lambda: facilitating.take_in(chair, first_of(tabled))), *repeated(lambda: translate(beijing))]
        if not left:
            raise Refused("It is ready.")

    wordings = iter(range(1000))
    acts: dict[str, Doing] = {
        **each(
            beijing,
            objects=lambda by: deciding.object_to(by, text, "No"),
            votes=lambda by: texts_voting.cast_ballot(by, text, next(choices)),
            proposes=lambda by: propose(beijing, by, f"Wording {next(wordings)} should be taken"),
            leaves=lambda by: sittings.record_absence(clerk(beijing), meeting, by.delegation),
        ),
        "starts a silence": lambda: deciding.start_silence(chair, text, 2, anonymous=False),
        "extends": lambda: deciding.extend_silence(chair, text, 3),
        "concludes": lambda: deciding.conclude_silence(text),
        "puts the question": lambda: deciding.put_question(chair, text),
        "withdraws the question": lambda: deciding.withdraw_question(chair, text),
        "gavels": lambda: deciding.gavel(chair, text),
        "opens a vote": lambda: texts_voting.open_vote(chair, text),
        "opens a vote on an amendment": lambda: texts_voting.open_vote_on(chair, first_of(tabled)),
        "closes the vote": lambda: texts_voting.close_vote(chair, text),
        "discontinues": lambda: texts_voting.discontinue_vote(chair, text, "No quorum is left."),
        "takes in": lambda: facilitating.take_in(chair, first_of(tabled)),
        "translates": lambda: translate(beijing),
        "makes it ready": ready,
        "an hour passes": lambda: turn(1),
        "the deadline passes": late,
        "suspends": lambda: sittings.suspend_meeting(chair, meeting),
        "resumes": lambda: sittings.resume_meeting(chair, meeting),
        "adjourns": lambda: sittings.adjourn_meeting(chair, meeting),
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
    proposing.propose_wording(by, house.text.paragraphs.get(number=3), "en", wording)
    return proposing.table(by, Alternative.objects.latest("pk"))


def translate(house: House) -> object:
    """Check the first version that lacks: whoever wants the text adopted has it translated."""
    by = Secretary(house.secretariat)
    for alternative in Alternative.objects.filter(paragraph__text=house.text, state="current"):
        known = alternative.wording["versions"] if alternative.wording else {}
        for language in ("ar", "zh-hans", "en", "fr", "ru", "es"):
            if language != "en" and known.get(language, {}).get("state") != "checked":
                return translating.translate(by, alternative, language, "Words", checked=True)
    raise Refused("Everything is translated.")
