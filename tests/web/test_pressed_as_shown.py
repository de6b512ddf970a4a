"""What is pressed is done to what the page showed: a ballot of a page that is old is not counted in the next vote."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from threading import Event, Thread, Timer

import pytest
from django.db import connection, transaction
from django.urls import reverse

from nadwa.acts.facts import Audience
from nadwa.editions.capacities import Chair, Secretary
from nadwa.floor.commands import motions, points, speakers
from nadwa.floor.commands import voting as floor_voting
from nadwa.floor.models import Ballot, Request, Vote
from nadwa.programme.commands import meetings
from nadwa.programme.commands.meetings import hold_meeting
from nadwa.record.models import Act
from nadwa.texts import queries
from nadwa.texts.commands import deciding, facilitating, translating
from nadwa.texts.commands import voting as texts_voting
from nadwa.texts.models import Alternative, Decision
from nadwa.web.languages import OFFICIAL
from tests.factories import House, sitting
from tests.forms import Client, filled

pytestmark = pytest.mark.django_db
E = "beijing-2016"
LIVING = {"HX-Request": "true"}


@dataclass(frozen=True)
class Case:
    """Somebody looks at a page with a button for an act; something ends and another of its kind begins meanwhile."""

    who: str
    page: Callable[[], str]
    act: Callable[[], str]
    typed: dict[str, str]
    done: Callable[[], bool]
    before: Callable[[House], object]
    meanwhile: Callable[[House], object]
    now_says: str = ""


def voted(made: House, kind: str, method: str) -> None:
    motions.move(made.delegate("belmara"), made.meeting, kind)
    floor_voting.put_to_vote(Chair(made.chair), made.meeting, method, "A" if method == "roll-call" else "")


def first(method: str) -> Callable[[House], object]:
    return lambda made: (sitting(made), voted(made, "suspend", method))


def another(method: str) -> Callable[[House], object]:
    def vote(made: House) -> None:
        floor_voting.discontinue_vote(Chair(made.chair), made.meeting, "The letter was misread.")
        motions.withdraw_motion(made.delegate("belmara"), made.meeting, Vote.objects.get().motion)
        voted(made, "adjourn", method)

    return vote


def speaks(who: str) -> Callable[[House], object]:
    def call(made: House) -> None:
        if who == "aldora":
            sitting(made)
        speakers.ask_for_floor(made.delegate(who), made.meeting)
        speakers.call_speaker(Chair(made.chair), made.meeting, Request.objects.latest("pk"))

    return call


def amendment(number: int, made: House) -> Alternative:
    return Alternative.objects.get(paragraph__text=made.text, paragraph__number=2, number=number)


def vote_on_a_text(made: House) -> None:
    sitting(made)
    texts_voting.open_vote_on(Chair(made.chair), amendment(2, made))


def vote_on_another(made: House) -> None:
    chair, place = Chair(made.chair), made.text.paragraphs.get(number=2)
    texts_voting.discontinue_vote(chair, made.text, "It was put too early.")
    facilitating.offer_wording(chair, place, "en", "Entirely other words that the house has not read before")
    texts_voting.open_vote_on(chair, furthest(made))


def furthest(made: House) -> Alternative:
    return queries.furthest_first(queries.place(made.text.paragraphs.get(number=2)))[0].alternative


def settled(made: House) -> None:
    """Nothing is left on the table, and all is translated: the text can be decided on."""
    chair = Chair(made.chair)
    facilitating.take_in(chair, amendment(2, made))
    for alternative in Alternative.objects.filter(paragraph__text=made.text, state="current"):
        for language in OFFICIAL:
            if (alternative.wording or {}).get("versions", {}).get(language, {}).get("state") != "checked":
                translating.translate(Secretary(made.secretariat), alternative, language, "Words", checked=True)


def begun(kind: str) -> Callable[[House], object]:
    def begin(made: House) -> None:
        sitting(made)
        settled(made)
        decide(kind)(made)

    return begin


def decide(kind: str) -> Callable[[House], object]:
    def put(made: House) -> None:
        chair = Chair(made.chair)
        if kind == "silence":
            deciding.start_silence(chair, made.text, 24, anonymous=False)
        else:
            deciding.put_question(chair, made.text)

    return put


def put_again(kind: str) -> Callable[[House], object]:
    def again(made: House) -> None:
        deciding.object_to(made.delegate("belmara"), made.text, "Not yet.")
        decide(kind)(made)

    return again


in_a_roll_call = partial(Case, before=first("roll-call"), meanwhile=another("roll-call"))
under_a_statement = partial(Case, before=speaks("aldora"), meanwhile=speaks("belmara"), now_says="Belmara")


def seen(name: str, *args: object) -> Callable[[], str]:
    return lambda: reverse(name, args=[E, *args])


CASES = {
    "a ballot in a roll call": in_a_roll_call(
        "aldora",
        seen("now", 1),
        seen("take-part", 1, "answer"),
        {"choice": "yes"},
        Ballot.objects.exists,
    ),
    "an answer entered": in_a_roll_call(
        "secretariat",
        seen("vote-of-meeting", 1),
        seen("count", 1, "answer"),
        {"choice": "yes"},
        Ballot.objects.exists,
    ),
    "a second call": in_a_roll_call(
        "chair",
        seen("podium", 1),
        seen("preside", 1, "call-again"),
        {},
        Vote.objects.exclude(second_call_at=None).exists,
    ),
    "counted hands": Case(
        "secretariat",
        seen("count", 1, "hands"),
        seen("count", 1, "hands"),
        {"yes": "1", "no": "0", "abstention": "0"},
        Vote.objects.exclude(closed_at=None).exists,
        first("hands"),
        another("hands"),
    ),
    "a ballot on a text": Case(
        "aldora",
        seen("decision", "outcome"),
        seen("decide", "outcome", "ballot"),
        {"choice": "yes"},
        Ballot.objects.exists,
        vote_on_a_text,
        vote_on_another,
    ),
    "the end of a statement": under_a_statement(
        "chair",
        seen("podium", 1),
        seen("preside", 1, "end"),
        {},
        Request.objects.filter(delegation__body__slug="belmara", state="spoken").exists,
    ),
    "the clock": under_a_statement(
        "chair",
        seen("podium", 1),
        seen("preside", 1, "pause"),
        {},
        Request.objects.filter(held=True).exists,
    ),
    "a question withdrawn": Case(
        "chair",
        seen("decision", "outcome"),
        seen("decide", "outcome", "withdraw"),
        {},
        lambda: not Decision.objects.filter(state="running").exists(),
        begun("consensus"),
        put_again("consensus"),
        "adoption by consensus",
    ),
    "a silence extended": Case(
        "chair",
        seen("decide", "outcome", "extend"),
        seen("decide", "outcome", "extend"),
        {"hours": "24"},
        lambda: Act.objects.filter(kind="texts.silence-extended").exists(),
        begun("silence"),
        put_again("silence"),
        "silence procedure",
    ),
    "an objection": Case(
        "aldora",
        seen("decide", "outcome", "object"),
        seen("decide", "outcome", "object"),
        {"reason": "Not this."},
        lambda: not Decision.objects.filter(state="running").exists(),
        begun("silence"),
        put_again("silence"),
        "An objection ends it at once",
    ),
}


@pytest.mark.parametrize("headers", [{}, LIVING], ids=["page", "living page"])
@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_what_is_pressed_on_an_old_page_is_not_done_to_what_came_since(
    beijing: House, case: Case, headers: dict[str, str]
) -> None:
    case.before(beijing)
    client = Client()
    client.force_login(getattr(beijing, case.who))
    address = case.act()
    pressed = filled(client.form(address, case.typed, case.page()), address, case.typed)
    case.meanwhile(beijing)
    before = Act.objects.count()

    answer = client.forged(address, pressed, headers=headers)

    assert (answer.status_code, Act.objects.count(), case.done()) == (409, before, False)
    assert "has changed meanwhile, so nothing was done" in answer.content.decode()
    assert headers or case.now_says in answer.content.decode()


@pytest.mark.parametrize("case", ["a ballot in a roll call", "an answer entered"])
def test_what_is_pressed_after_all_has_ended_leads_back_and_says_so(beijing: House, case: str) -> None:
    this = CASES[case]
    this.before(beijing)
    client = Client()
    client.force_login(getattr(beijing, this.who))
    address = this.act()
    pressed = filled(client.form(address, this.typed, this.page()), address, this.typed)
    floor_voting.discontinue_vote(Chair(beijing.chair), beijing.meeting, "The letter was misread.")

    answer = client.forged(address, pressed)

    assert (answer.status_code, this.done()) == (302, False)
    assert "so nothing was done. Look at how it stands now." in client.get(answer["Location"]).content.decode()


@pytest.mark.django_db(transaction=True)
def test_what_waits_for_a_change_of_the_meeting_goes_by_it(beijing: House) -> None:
    """A meeting that is closed by then has its acts in the log of its participants."""
    client, address = Client(), reverse("preside", args=[E, 1, "limit"])
    client.force_login(beijing.chair)
    client.get(address)
    held, waits = Event(), Event()

    def close() -> None:
        with transaction.atomic():
            held_meeting = hold_meeting(beijing.meeting)
            held.set()
            waits.wait(30)
            meetings.change(Secretary(beijing.secretariat), held_meeting, [*held_meeting.items.all()], public=False)
        connection.close()

    changing = Thread(target=close, daemon=True)
    changing.start()
    held.wait(30)
    Timer(1, waits.set).start()
    answer = client.post(address, {"minutes": "3"})
    changing.join(30)

    assert answer.status_code == 302
    assert Act.objects.get(kind="floor.limit-set").log.audience == Audience.PARTICIPANTS


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_what_is_pressed_on_a_page_of_now_is_done(beijing: House, case: Case) -> None:
    case.before(beijing)
    client = Client()
    client.force_login(getattr(beijing, case.who))
    before = Act.objects.count()

    assert client.post(case.act(), case.typed, page=case.page()).status_code == 302
    assert Act.objects.count() > before


def test_what_is_refused_comes_back_as_it_was_sent_with_the_reason(beijing: House) -> None:
    sitting(beijing)
    points.raise_point(beijing.delegate("belmara"), beijing.meeting)
    client = Client()
    client.force_login(beijing.chair)

    refused = client.post(reverse("preside", args=[E, 1, "item"]), {"item": "2"})

    assert refused.status_code == 422
    assert "Decide first what is before the meeting" in refused.content.decode()
    assert '<option value="2" selected>' in refused.content.decode()
