"""The facilitator's package finder: packages and blockers, from what was said publicly."""

from typing import Any

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from nadwa.editions.commands.roles import end_role, give_role
from nadwa.engine.packages import parse
from nadwa.engine.packages.costs import costs
from nadwa.texts import counting, package_finder, queries
from nadwa.texts.commands import positions, proposing
from nadwa.texts.models import Alternative, NegotiatingText, Position, TabledPackage
from tests.factories import House
from tests.forms import Client

STATES = ("aldora", "belmara", "corvia", "drevania", "eskaria", "fenmark")


def say(house: House, who: str, number: int, stance: str, audience: str = "public") -> None:
    alternative = Alternative.objects.get(paragraph__text=house.text, paragraph__number=2, number=number)
    Position.objects.create(
        delegation=house.delegations[who], alternative=alternative, stance=stance, salience=2, audience=audience
    )


def ask(house: House, address: str = "objective=least-objection") -> dict[str, Any]:
    places = queries.places(house.text)
    return package_finder.answer(house.text, package_finder.question(QueryDict(address), places))


def page(house: House, address: str = "") -> str:
    client = Client()
    client.force_login(house.chair)
    return client.get(reverse("packages", args=["beijing-2016", "outcome"]) + address).content.decode()


def test_the_alternative_that_costs_least_is_chosen(beijing: House) -> None:
    say(beijing, "aldora", 1, "object")
    say(beijing, "belmara", 2, "support")

    found = ask(beijing)

    assert [row["chosen"][0]["number"] for row in found["rows"]] == ["2"]


def test_blockers_are_named_and_a_concession_is_offered(beijing: House) -> None:
    say(beijing, "aldora", 1, "red-line")
    say(beijing, "belmara", 2, "red-line")

    found = ask(beijing)

    [lines] = found["blocking"]
    assert [[row.body.slug for row in line["holders"]] for line in lines] == [["aldora"], ["belmara"]]
    assert sorted(concession["drops"] for concession in found["concessions"]) == [["2-1"], ["2-2"]]


def test_what_if_a_red_line_were_conceded_shows_a_package(beijing: House) -> None:
    say(beijing, "aldora", 1, "red-line")
    say(beijing, "belmara", 2, "red-line")

    assert ask(beijing, "drop=2-1")["status"] == "found"
    assert ask(beijing, "drop=9-1")["status"] == "impossible"


def test_a_paragraph_held_fast_stays(beijing: House) -> None:
    say(beijing, "aldora", 1, "object")

    found = ask(beijing, "objective=least-objection&freeze-2=1")

    assert found["rows"][0]["chosen"][0]["number"] == "1"


@pytest.mark.parametrize("audience", ["own", "counted"])
def test_what_is_said_in_confidence_changes_no_answer(beijing: House, audience: str) -> None:
    """However many say it: tests/texts/test_confidence.py asks everything that can be asked."""
    say(beijing, "fenmark", 2, "object")
    before = ask(beijing)
    for state in STATES[:4]:
        say(beijing, state, 1, "red-line", audience)

    assert ask(beijing) == before


def test_the_page_says_that_a_red_line_may_be_held_in_confidence(beijing: House) -> None:
    assert "may still cross a red line that is held in confidence" in page(beijing)


def test_only_the_facilitator_and_the_chair_may_ask(beijing: House) -> None:
    client = Client()
    client.force_login(beijing.aldora)

    assert client.get(reverse("packages", args=["beijing-2016", "outcome"])).status_code == 404


@pytest.mark.parametrize("left", [None, "press"])
def test_who_is_nothing_at_the_edition_any_more_or_press_alone_facilitates_nothing(
    beijing: House, left: str | None
) -> None:
    NegotiatingText.objects.update(public=False, facilitator=beijing.chair)
    client = Client()
    client.force_login(beijing.chair)
    addresses = [reverse(name, args=["beijing-2016", "outcome"]) for name in ("packages", "negotiating-text")]
    assert [client.get(address).status_code for address in addresses] == [200, 200]

    officer = beijing.host_officer("united-nations")
    end_role(beijing.chair, beijing.edition, "chair", officer)
    if left:
        give_role(beijing.chair, beijing.edition, left, officer)

    assert [client.get(address).status_code for address in addresses] == [404, 404]
    assert "outcome" not in client.get(reverse("negotiating-texts", args=["beijing-2016"])).content.decode()


def test_what_if_a_delegation_linked_two_alternatives(beijing: House) -> None:
    say(beijing, "aldora", 2, "support")
    say(beijing, "belmara", 1, "object")
    paragraph = beijing.text.paragraphs.get(number=4)
    proposing.propose_wording(beijing.delegate("aldora"), paragraph, "en", "Another one")
    proposing.table(beijing.delegate("aldora"), paragraph.alternatives.get(number=2))
    Position.objects.create(
        delegation=beijing.delegations["corvia"],
        alternative=paragraph.alternatives.get(number=2),
        stance="red-line",
        salience=1,
        audience="public",
    )

    free = ask(beijing)
    linked = ask(beijing, "objective=least-objection&suppose=aldora:2-2:4-2:red-line")

    assert [row["chosen"][0]["number"] for row in free["rows"]] == ["2", "1"]
    assert [row["chosen"][0]["number"] for row in linked["rows"]] == ["1", "1"]


@pytest.mark.parametrize("nonsense", ["", "aldora", "aldora:2-2:2-1:object", "aldora:9-9:2-1:object", "a:2-2:4-1:x"])
def test_a_supposition_that_makes_no_sense_is_as_if_not_made(beijing: House, nonsense: str) -> None:
    assert ask(beijing, f"suppose={nonsense}")["status"] == "found"


def test_a_supposition_is_kept_in_the_address(beijing: House) -> None:
    client = Client()
    client.force_login(beijing.chair)
    paragraph = beijing.text.paragraphs.get(number=4)
    proposing.propose_deletion(beijing.delegate("aldora"), paragraph)
    proposing.table(beijing.delegate("aldora"), paragraph.alternatives.get(number=2))
    address = reverse("packages", args=["beijing-2016", "outcome"])

    supposed = {"best": "2", "who": "aldora", "condition": "2-2", "consequence": "4-1", "otherwise": "object"}
    answer = client.get(address, supposed)

    assert answer.headers["Location"] == f"{address}?best=2&suppose=aldora%3A2-2%3A4-1%3Aobject"
    assert "Aldora" in client.get(answer.headers["Location"]).content.decode()


def test_the_trade_off_is_drawn_from_least_objection_to_the_fairest(beijing: House) -> None:
    say(beijing, "aldora", 1, "object")
    for state in ("belmara", "corvia"):
        say(beijing, state, 2, "object")
    paragraph = beijing.text.paragraphs.get(number=4)
    proposing.propose_deletion(beijing.delegate("aldora"), paragraph)
    proposing.table(beijing.delegate("aldora"), paragraph.alternatives.get(number=2))
    for state in ("belmara", "corvia"):
        positions.take_position(beijing.delegate(state), paragraph.alternatives.get(number=2), "object", 2, "public")
    for state in ("drevania", "eskaria", "fenmark"):
        for alternative in Alternative.objects.filter(paragraph__number__in=[2, 4]):
            positions.take_position(beijing.delegate(state), alternative, "support", 1, "public")

    points = ask(beijing, "objective=least-objection&trade-off=1")["points"]

    assert [point["top"] for point in points if point["best"]] == [0, 100]
    assert points[0]["shown"] == 1


def test_who_is_silent_is_counted_and_said_to_have_agreed_to_nothing(beijing: House) -> None:
    say(beijing, "aldora", 1, "object")
    say(beijing, "belmara", 2, "support")
    say(beijing, "corvia", 2, "reservation", "counted")
    found = ask(beijing)

    answers = found["columns"][0]["answers"]

    members = len(found["parties"]) + found["silent"]
    assert (found["members"], found["silent"]) == (members, members - 2)
    assert (answers.silent, answers.none, answers.asked) == (members - 1, members - 1, members)
    assert {str(label): count for label, count in answers.by_stance if count} == {"support": 1}
    shown = page(beijing, "?objective=least-objection")
    assert f"about the open paragraphs: {found['silent']} of {members}" in shown
    assert "not an agreement" in shown


def test_the_page_says_what_each_answer_costs_as_the_engine_counts_it(beijing: House) -> None:
    assert [cost for _label, cost in counting.points()] == [0, 1, 2, 4, None]
    paragraph = {"id": "OP1", "alternatives": ["a", "b"]}
    silent = parse({"format": "nadwa-text/1", "parties": [{"id": "x"}], "paragraphs": [paragraph]})

    assert costs(silent).party.tolist() == [[counting.points_of_silence()] * 2]


def test_answers_are_counted_where_they_are_as_the_finder_counts_them(beijing: House) -> None:
    for who, number, stance, audience in (
        ("aldora", 1, "support", "public"),
        ("aldora", 2, "support", "public"),
        ("belmara", 2, "red-line", "public"),
        ("corvia", 2, "red-line", "own"),
    ):
        say(beijing, who, number, stance, audience)
    public = Position.objects.filter(audience="public").select_related("alternative__paragraph")
    members = len(ask(beijing)["parties"]) + ask(beijing)["silent"]

    for choice in ({2: 2}, {2: 1, 4: 1}, {2: 0}):
        with CaptureQueriesContext(connection) as asked:
            counted = counting.answers_to(beijing.text, choice)
        assert counted == counting.answers(choice, public, members)
        assert [one["sql"] for one in asked if '"salience"' in one["sql"]] == [], "positions are read"
    assert counting.answers_to(beijing.text, {2: 2}).silent == members - 2


def test_a_package_is_tabled_only_after_it_was_said_who_sees_it_and_who_is_silent(beijing: House) -> None:
    say(beijing, "aldora", 2, "support")
    client = Client()
    client.force_login(beijing.chair)
    address = reverse("table-package", args=["beijing-2016", "outcome"])
    assert address in page(beijing)

    asked = client.get(f"{address}?choice=2-2").content.decode()

    assert "Everybody sees it, without signing in." in asked
    assert "No answer is not agreement" in asked
    assert not TabledPackage.objects.exists()
    client.post(address, {"choice": "2-2"})
    assert TabledPackage.objects.get().choice == {"2": 2}
    public = Client().get(reverse("negotiating-text", args=["beijing-2016", "outcome"])).content.decode()
    assert "A delegation’s silence is not agreement to it." in public
