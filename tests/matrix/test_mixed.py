"""Own parent, foreign child; foreign parent, own child; foreign source into an own destination: nothing is there."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils.translation import override

from nadwa.delegations.commands import recovering
from nadwa.editions.capacities import Secretary
from nadwa.record.models import Act
from tests.factories import House, house
from tests.matrix.every_row import ROWS
from tests.matrix.roles import ROLES, E, Row
from tests.matrix.world import known_at, signed_in, viewers_of

ELSEWHERE = "geneva-2018"
NUMBERED = {"RELEASE", "DRAFT", "DRAFTED"}  # counted anew in each edition: the same number names the own one
OF_A_CHILD = [
    row
    for row in ROWS
    if row.arguments[:1] == [E] and any(isinstance(one, str) and one.isupper() for one in set(row.arguments) - NUMBERED)
]
NOWHERE = {302, 404}  # to the page where one signs in, or nothing


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, Any]]:
    """Two editions with the same things in them, and people who hold every role at one and none at the other."""
    with django_db_blocker.unblock(), override("en"), transaction.atomic():
        beijing, geneva = house(E), house(ELSEWHERE)
        viewers = viewers_of(beijing, geneva) | {"second_officer": beijing.second_officer}
        yield {
            "viewers": viewers,
            "clients": {role: signed_in(viewer) for role, viewer in viewers.items()},
            "own": known_at(beijing),
            "foreign": known_at(geneva),
            "beijing": beijing,
            "geneva": geneva,
        }
        transaction.set_rollback(True)


def found(clients: dict[str, Any], method: str, address: str) -> tuple[dict[str, int], int]:
    """The status each role gets, and how many acts came of it."""
    with transaction.atomic():
        before = Act.objects.count()
        statuses = {role: client.generic(method.upper(), address).status_code for role, client in clients.items()}
        acts = Act.objects.count() - before
        transaction.set_rollback(True)
    return statuses, acts


def addressed(row: Row, edition: str, known: dict[str, Any]) -> str:
    return reverse(row.name, args=[edition, *(known.get(one, one) for one in row.arguments[1:])])


@pytest.mark.parametrize(("edition", "whose"), [(E, "foreign"), (ELSEWHERE, "own")])
@pytest.mark.parametrize("row", OF_A_CHILD, ids=str)
def test_a_child_is_not_found_under_an_edition_that_is_not_its_own(
    world: dict[str, Any], row: Row, edition: str, whose: str
) -> None:
    address = addressed(row, edition, world[whose])

    statuses, acts = found(world["clients"], row.method, address)

    assert {role: status for role, status in statuses.items() if status not in NOWHERE} == {}
    assert acts == 0


def sent(world: dict[str, Any], role: str, page: str, **typed: Any) -> tuple[int, int]:
    with transaction.atomic():
        before = Act.objects.count()
        status = world["clients"][role].forged(f"/en/{E}/{page}", typed).status_code
        acts = Act.objects.count() - before
        transaction.set_rollback(True)
    return status, acts


def foreign_things(world: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    """Forms of the own edition that would be in order, but for something of another in a field."""
    geneva: House = world["geneva"]
    delegation = geneva.delegations["belmara"].pk
    draft = world["beijing"].text.paragraphs.get(number=1).alternatives.get(state="draft").number
    position = {"stance": "object", "salience": 1, "audience": "shared", "shared_with": [delegation]}
    commitment = {"title": "a", "text": "b", "target": 1, "measure": "c", "due": "2030-01-01", "dollars": 0}
    recovery = {"person": geneva.aldora.username, "email": "x@y.example", "reason": "Called back."}
    return [
        ("aldora", f"texts/outcome/1/{draft}/share/", {"delegations": [delegation]}),
        ("aldora", "texts/outcome/2/1/position/", position),
        ("aldora", "cooperation/commitments/new/", {**commitment, "partners": [delegation]}),
        ("secretariat", "recoveries/new/", recovery),
    ]


@pytest.mark.parametrize("number", range(4), ids=["share a draft", "share a position", "partner", "recovery"])
def test_nothing_of_another_edition_is_taken_in(world: dict[str, Any], number: int) -> None:
    role, page, typed = foreign_things(world)[number]

    assert sent(world, role, page, **typed) == (422, 0)


def test_the_world_is_there_for_those_whose_it_is(world: dict[str, Any]) -> None:
    """Everything would also be 404 if the two editions were not as they should be."""
    clerk = {"secretariat": world["clients"]["secretariat"]}
    opened = [
        found(clerk, row.method, addressed(row, E, world["own"]))[0]["secretariat"]
        for row in OF_A_CHILD
        if row.method == "get"
    ]

    assert opened.count(200) > 5
    assert len(OF_A_CHILD) > 30
    assert set(ROLES) <= set(world["clients"])


def test_an_officer_of_one_edition_confirms_nothing_at_another(world: dict[str, Any]) -> None:
    geneva = world["geneva"]
    clerk = Secretary(geneva.secretariat)
    with transaction.atomic():
        recovering.ask_recovery(clerk, geneva.edition, geneva.belmara, "b@belmara.example", "Called back.")
        number = geneva.edition.recoveries.first().pk
        status, acts = sent(world, "second_officer", f"recoveries/{number}/confirm/")
        transaction.set_rollback(True)

    assert (status, acts) == (404, 0)
