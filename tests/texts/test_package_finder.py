"""The facilitator's package finder: packages and blockers, and nothing by name that was said in confidence."""

import re
from typing import Any

from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from nadwa.texts import package_finder, queries
from nadwa.texts.models import Alternative, Position
from tests.factories import House

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


def test_what_fewer_than_three_said_in_confidence_changes_no_answer(beijing: House) -> None:
    say(beijing, "corvia", 1, "object")
    before = ask(beijing)
    say(beijing, "aldora", 2, "red-line", "counted")
    say(beijing, "belmara", 2, "red-line", "counted")

    after = ask(beijing)

    assert after["withheld"] == 1
    assert [after[name] for name in ("rows", "columns", "parties")] == [
        before[name] for name in ("rows", "columns", "parties")
    ]


def test_what_a_delegation_keeps_to_itself_is_never_counted(beijing: House) -> None:
    before = ask(beijing)
    for state in STATES[:4]:
        say(beijing, state, 1, "red-line", "own")

    assert ask(beijing) == before


def test_what_three_said_in_confidence_counts_without_a_name(beijing: House) -> None:
    for state in STATES[:3]:
        say(beijing, state, 1, "red-line", "counted")
    say(beijing, "fenmark", 2, "red-line")

    found = ask(beijing)

    lines = [line for lines in found["blocking"] for line in lines]
    assert [(line["in_confidence"], len(line["holders"])) for line in lines] == [(True, 0), (False, 1)]
    shown = page(beijing)
    assert [state.title() in shown for state in STATES[:3]] == [False] * 3
    assert "Fenmark" in shown


def test_one_confidential_position_among_three_cannot_be_told_from_another(beijing: House) -> None:
    """Whoever of the three holds the objection, the answer is the same but for the tokens of its forms."""
    pages = []
    for holder in STATES[:3]:
        Position.objects.all().delete()
        for state in STATES[:3]:
            say(beijing, state, 1, "object" if state == holder else "support", "counted")
        pages.append(re.sub(r"<input[^>]*(csrf|submission)[^>]*>", "", page(beijing).split("<main")[1]))

    assert pages[0] == pages[1] == pages[2]


def test_only_the_facilitator_and_the_chair_may_ask(beijing: House) -> None:
    client = Client()
    client.force_login(beijing.aldora)

    assert client.get(reverse("packages", args=["beijing-2016", "outcome"])).status_code == 404
