"""What is confirmed is what the question said: if that has changed meanwhile nothing is done, and it is asked anew."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest
from django.urls import reverse

from nadwa.editions.capacities import Chair, Officer, Secretary
from nadwa.floor.commands import motions, points, sittings, speakers
from nadwa.floor.commands import voting as floor_voting
from nadwa.floor.models import PointOfOrder, Request
from nadwa.press import commands as press
from nadwa.programme.commands import documents, meetings
from nadwa.programme.models import Document, Meeting
from nadwa.record.models import Act
from nadwa.texts.commands import bracketing, facilitating, packaging, positions, revising
from nadwa.texts.commands import voting as texts_voting
from nadwa.texts.models import Alternative, Bracket
from tests.factories import House, sitting, words
from tests.forms import Client, filled

pytestmark = pytest.mark.django_db
E = "beijing-2016"
DATES = {"dated": datetime(2016, 7, 11, tzinfo=UTC).date(), "embargo_until": None}


@dataclass(frozen=True)
class Case:
    """Somebody is asked at an address; meanwhile somebody else does something; then the question says something."""

    who: str
    address: Callable[[House], str]
    meanwhile: Callable[[House], object]
    now_says: str = ""
    query: str = ""
    typed: Mapping[str, str] = field(default_factory=dict)


def chair(made: House) -> Chair:
    return Chair(made.chair)


def tabled(made: House, number: int = 2) -> Alternative:
    return Alternative.objects.get(paragraph__text=made.text, paragraph__number=number, number=2)


def offer(made: House, number: int, wording: str) -> Alternative:
    place = made.text.paragraphs.get(number=number)
    facilitating.offer_wording(chair(made), place, "en", wording)
    return place.alternatives.latest("number")  # type: ignore[no-any-return]


def other_words_stand(made: House, number: int) -> None:
    facilitating.take_in(chair(made), offer(made, number, "Words of the chair"))


def in_brackets(made: House) -> None:
    bracketing.bracket(chair(made), made.text.paragraphs.get(number=4), "should")


def wanted_by_aldora(made: House) -> None:
    bracketing.support_bracket(made.delegate("aldora"), Bracket.objects.get())


def position(made: House, stance: str) -> None:
    positions.take_position(made.delegate("aldora"), tabled(made), stance, 1, "own")


def release(made: House, text: str = "Text") -> None:
    spokesperson = Officer(made.spokesperson, "spokesperson")
    existing = made.edition.releases.filter(number=2).first()
    if existing is None:
        press.draft_release(spokesperson, made.edition, "release", words("News"), words(text), **DATES)
    else:
        press.change_release(spokesperson, existing, "release", words("News"), words(text), **DATES)


def paper(made: House, content: bytes = b"%PDF-1.7") -> None:
    clerk, now = Secretary(made.secretariat), datetime.now(UTC)
    if not Document.objects.exists():
        documents.plan_document(clerk, made.edition, "WP", words("Paper"), None, None, "everybody", now, now, False)
    documents.hand_in(clerk, Document.objects.get(), "en", content, "application/pdf")


def alternative_act(act: str) -> Callable[[House], str]:
    return lambda _made: reverse("alternative-act", args=[E, "outcome", 2, 2, act])


def bracket_act(act: str) -> Callable[[House], str]:
    def address(made: House) -> str:
        in_brackets(made)
        return reverse("unbracket", args=[E, "outcome", 4, 1, act])

    return address


def agreeing(made: House) -> str:
    return reverse("facilitate", args=[E, "outcome", 1, "agree"])


def package(made: House) -> str:
    packaging.table_package(chair(made), made.text, {"2": 2})
    return reverse("take-in-package", args=[E, "outcome", 1])


def own_position(made: House) -> str:
    position(made, "acceptable")
    return alternative_act("drop-position")(made)


def issuing_release(made: House) -> str:
    release(made)
    return reverse("issue-release", args=[E, 2])


def issuing_paper(made: House) -> str:
    paper(made)
    return reverse("issue-planned-document", args=[E, Document.objects.get().pk])


def floor_act(
    act: str, *, made_ready: Callable[[House], object] = sitting, page: str = "preside"
) -> Callable[[House], str]:
    def address(made: House) -> str:
        made_ready(made)
        return reverse(page, args=[E, 1, act])

    return address


def all_present(made: House) -> None:
    for one in made.delegations.values():
        sittings.record_presence(Secretary(made.secretariat), made.meeting, one)


def made_public(made: House) -> None:
    clerk, now = Secretary(made.secretariat), Meeting.objects.get(pk=made.meeting.pk)
    meetings.change(clerk, now, list(now.items.all()), public=not now.public)


def move(who: str, kind: str) -> Callable[[House], object]:
    return lambda made: motions.move(made.delegate(who), made.meeting, kind)


def moved(made: House) -> None:
    sitting(made)
    move("aldora", "close-debate")(made)


def asks(made: House, who: str = "aldora") -> Request:
    speakers.ask_for_floor(made.delegate(who), made.meeting)
    return Request.objects.latest("pk")


def speaks(made: House, who: str = "aldora") -> None:
    speakers.call_speaker(Chair(made.chair), made.meeting, asks(made, who))


def speaking(made: House) -> None:
    sitting(made)
    speaks(made)


def rules(made: House, ruling: str = "The list stays closed.") -> None:
    points.raise_point(made.delegate("belmara"), made.meeting)
    points.rule_on_point(Chair(made.chair), made.meeting, PointOfOrder.objects.latest("pk"), ruling)


def ruled(made: House) -> None:
    sitting(made)
    rules(made, "It is not well taken.")


def roll_call(made: House) -> None:
    sitting(made)
    move("belmara", "suspend")(made)
    floor_voting.put_to_vote(Chair(made.chair), made.meeting, "roll-call", "A")


def answers(made: House, who: str = "aldora") -> None:
    floor_voting.answer_roll_call(made.delegate(who), made.meeting, "no")


def text_put_to_vote(made: House) -> None:
    sitting(made)
    texts_voting.open_vote_on(chair(made), tabled(made))


def text_act(act: str) -> Callable[[House], str]:
    def address(made: House) -> str:
        text_put_to_vote(made)
        return reverse("decide", args=[E, "outcome", act])

    return address


CASES = {
    "open a meeting": Case(
        "chair", floor_act("open", made_ready=all_present), made_public, "The meeting is closed to the public"
    ),
    "suspend a meeting": Case(
        "chair",
        floor_act("suspend", made_ready=moved),
        move("belmara", "adjourn-debate"),
        "the motion of Belmara",
        typed={"unfinished": "lapses", "reason": "The room is needed."},
    ),
    "adjourn a meeting": Case(
        "chair",
        floor_act("adjourn", made_ready=moved),
        move("belmara", "adjourn-debate"),
        "the motion of Belmara",
        typed={"unfinished": "lapses", "reason": "The room is needed."},
    ),
    "put a motion": Case(
        "chair", floor_act("put", made_ready=moved), move("belmara", "suspend"), "Belmara", typed={"method": "hands"}
    ),
    "take back the floor": Case(
        "chair",
        floor_act("take-back", made_ready=speaking),
        lambda made: speaks(made, "belmara"),
        "Belmara",
        typed={"reason": "The wrong row was pressed."},
    ),
    "appeal": Case(
        "corvia",
        floor_act("appeal", made_ready=ruled, page="take-part"),
        rules,
        "The list stays closed.",
    ),
    "close a roll call": Case(
        "chair", floor_act("close-roll-call", made_ready=roll_call), answers, "have not answered: Belmara"
    ),
    "close a vote on a text": Case(
        "chair",
        text_act("close"),
        lambda made: texts_voting.cast_ballot(made.delegate("aldora"), made.text, "yes"),
        "have not answered: Belmara",
    ),
    "take in": Case(
        "chair",
        lambda _made: reverse("take-in", args=[E, "outcome", 2, 2]),
        lambda made: other_words_stand(made, 2),
        "Words of the chair",
    ),
    "agree": Case("chair", agreeing, lambda made: other_words_stand(made, 1), "Words of the chair"),
    "keep": Case("chair", bracket_act("keep"), wanted_by_aldora, "These delegations want the brackets"),
    "take out": Case("chair", bracket_act("take-out"), wanted_by_aldora, "These delegations want the brackets"),
    "take in a package": Case("chair", package, lambda made: offer(made, 2, "Words of the chair"), "This is set aside"),
    "table a package": Case(
        "chair",
        lambda _made: reverse("table-package", args=[E, "outcome"]),
        lambda made: packaging.table_package(chair(made), made.text, {"2": 1}),
        "the place of package 1",
        "?choice=2-2",
    ),
    "begin a reading": Case(
        "chair",
        lambda _made: reverse("text-act", args=[E, "outcome", "reading"]),
        lambda made: revising.begin_reading(chair(made), made.text),
        "reading 3",
    ),
    "drop a position": Case("aldora", own_position, lambda made: position(made, "red-line")),
    "issue a release": Case("spokesperson", issuing_release, lambda made: release(made, "Other text")),
    "issue a document": Case("secretariat", issuing_paper, lambda made: paper(made, b"%PDF-1.7 other")),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_nothing_is_done_if_what_was_asked_has_changed(beijing: House, case: Case) -> None:
    client, address = Client(), case.address(beijing)
    client.force_login(getattr(beijing, case.who))
    assert client.get(address + case.query).status_code == 200
    case.meanwhile(beijing)
    before = Act.objects.count()

    anew = client.post(address, case.typed)
    assert (anew.status_code, Act.objects.count()) == (409, before)
    assert "What is asked about has changed meanwhile, so nothing was done" in anew.content.decode()
    assert case.now_says in anew.content.decode()
    assert client.post(address, case.typed).status_code == 302, "the question that was put anew can be confirmed"
    assert Act.objects.count() > before


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_it_is_done_once_if_nothing_has_changed(beijing: House, case: Case) -> None:
    """What is sent a second time is answered with what was done, though the question would say something else now."""
    client, address = Client(), case.address(beijing)
    client.force_login(getattr(beijing, case.who))
    client.get(address + case.query)
    before = Act.objects.count()
    data = filled(client.form(address, {}), address, case.typed)

    assert client.forged(address, data).status_code == 302
    done = Act.objects.count()
    assert client.forged(address, data).status_code in {302, 404}, "the brackets are gone"
    assert Act.objects.count() == done > before
