"""What is pressed is done to what the page showed: a ballot of a page that is old is not counted in the next vote."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.urls import reverse

from nadwa.floor import commands as floor
from nadwa.floor.models import Division, Request, Voice
from nadwa.record.acts import By
from nadwa.record.models import Act
from nadwa.texts import commands as texts
from nadwa.texts.models import Alternative, Ballot
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
    before: Callable[[House], object]
    meanwhile: Callable[[House], object]
    done: Callable[[], bool]


def voted(made: House, kind: str, method: str) -> None:
    floor.move(made.belmara, made.delegations["belmara"], made.meeting, kind)
    floor.put_to_vote(made.chair, made.meeting, method, "A" if method == "roll-call" else "")


def first(method: str) -> Callable[[House], object]:
    return lambda made: (sitting(made), voted(made, "suspend", method))


def another(method: str) -> Callable[[House], object]:
    def vote(made: House) -> None:
        floor.discontinue_vote(made.chair, made.meeting, "The letter was misread.")
        floor.withdraw_motion(made.belmara, made.delegations["belmara"], made.meeting, Division.objects.get().motion)
        voted(made, "adjourn", method)

    return vote


def speaks(who: str) -> Callable[[House], object]:
    def call(made: House) -> None:
        if who == "aldora":
            sitting(made)
        floor.ask_for_floor(made.people[who], made.delegations[who], made.meeting)
        floor.call_speaker(made.chair, made.meeting, Request.objects.latest("pk"))

    return call


def amendment(number: int, made: House) -> Alternative:
    return Alternative.objects.get(paragraph__text=made.text, paragraph__number=2, number=number)


def vote_on_a_text(made: House) -> None:
    sitting(made)
    texts.open_vote_on(By(made.chair, "chair"), amendment(2, made))


def vote_on_another(made: House) -> None:
    chair, place = By(made.chair, "chair"), made.text.paragraphs.get(number=2)
    texts.discontinue_vote(chair, made.text, "It was put too early.")
    texts.offer_wording(chair, place, "en", "Entirely other words that the house has not read before")
    texts.open_vote_on(chair, texts_first(made))


def texts_first(made: House) -> Alternative:
    from nadwa.texts import queries

    return queries.furthest_first(queries.place(made.text.paragraphs.get(number=2)))[0].alternative


def seen(name: str, *args: object) -> Callable[[], str]:
    return lambda: reverse(name, args=[E, *args])


CASES = {
    "a ballot in a roll call": Case(
        "aldora",
        seen("now", 1),
        seen("take-part", 1, "answer"),
        {"choice": "yes"},
        first("roll-call"),
        another("roll-call"),
        Voice.objects.exists,
    ),
    "an answer entered": Case(
        "secretariat",
        seen("vote-of-meeting", 1),
        seen("count", 1, "answer"),
        {"choice": "yes"},
        first("roll-call"),
        another("roll-call"),
        Voice.objects.exists,
    ),
    "a second call": Case(
        "chair",
        seen("podium", 1),
        seen("preside", 1, "call-again"),
        {},
        first("roll-call"),
        another("roll-call"),
        Division.objects.exclude(second_call_at=None).exists,
    ),
    "counted hands": Case(
        "secretariat",
        seen("count", 1, "hands"),
        seen("count", 1, "hands"),
        {"yes": "1", "no": "0", "abstention": "0"},
        first("hands"),
        another("hands"),
        Division.objects.exclude(closed_at=None).exists,
    ),
    "a ballot on a text": Case(
        "aldora",
        seen("decision", "outcome"),
        seen("decide", "outcome", "ballot"),
        {"choice": "yes"},
        vote_on_a_text,
        vote_on_another,
        Ballot.objects.exists,
    ),
    "the end of a statement": Case(
        "chair",
        seen("podium", 1),
        seen("preside", 1, "end"),
        {},
        speaks("aldora"),
        speaks("belmara"),
        Request.objects.filter(delegation__body__slug="belmara", state="spoken").exists,
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


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_what_is_pressed_on_a_page_of_now_is_done(beijing: House, case: Case) -> None:
    case.before(beijing)
    client = Client()
    client.force_login(getattr(beijing, case.who))
    before = Act.objects.count()

    assert client.post(case.act(), case.typed, page=case.page()).status_code == 302
    assert Act.objects.count() > before
