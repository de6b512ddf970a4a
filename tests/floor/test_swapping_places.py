"""Two delegations swap places on the list without the chair: one proposes, the other accepts what both have seen."""

from typing import Any

import pytest
from django.urls import reverse

from nadwa.editions.capacities import Chair
from nadwa.floor import queries
from nadwa.floor.commands import speakers, swaps
from nadwa.floor.models import Request, Swap
from nadwa.record.acts import Refused
from nadwa.record.models import Act
from tests.factories import House, sitting
from tests.forms import Client

pytestmark = pytest.mark.django_db
E = "beijing-2016"
STATES = ("aldora", "belmara", "corvia", "drevania")


@pytest.fixture
def listed(beijing: House) -> House:
    sitting(beijing)
    for state in STATES:
        speakers.ask_for_floor(beijing.delegate(state), beijing.meeting)
    return beijing


def waiting(made: House) -> list[str]:
    return [one.delegation.body.slug for one in queries.house(made.meeting).waiting]


def of(made: House, state: str) -> Request:
    return Request.objects.get(delegation=made.delegations[state], state="waiting")


def propose(made: House, state: str = "corvia", other: str = "aldora") -> Swap:
    swaps.propose_swap(made.delegate(state), made.meeting, of(made, other))
    return Swap.objects.latest("pk")


def as_(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def part(act: str) -> str:
    return reverse("take-part", args=[E, 1, act])


def test_one_proposes_the_other_sees_it_on_now_and_accepts(listed: House) -> None:
    proposing, answering = as_(listed.corvia), as_(listed.aldora)
    now = reverse("now", args=[E, 1])
    assert part("propose-swap") in proposing.get(now).content.decode()
    proposing.post(part("propose-swap"), {"request": of(listed, "aldora").pk}, page=part("propose-swap"))
    swap = Swap.objects.get()
    accepting = f"{part('accept-swap')}?swap={swap.pk}"
    assert "proposes to swap its place 3 for your place 1" in answering.get(now).content.decode()
    assert accepting in answering.get(now).content.decode()

    asked = answering.get(accepting).content.decode()
    assert asked.index("Aldora") < asked.index("Belmara") < asked.index("Corvia")
    assert answering.post(part("accept-swap")).status_code == 302

    assert waiting(listed) == ["corvia", "belmara", "aldora", "drevania"]
    facts = Act.objects.get(kind="floor.places-swapped").facts
    assert (facts["delegation"], facts["with"], facts["place"], facts["for"]) == ("aldora", "corvia", 3, 1)
    assert "proposes to swap" not in answering.get(now).content.decode().replace("hidden", "")


def test_what_was_seen_is_what_is_accepted(listed: House) -> None:
    swap, client = propose(listed), as_(listed.aldora)
    client.get(f"{part('accept-swap')}?swap={swap.pk}")
    speakers.withdraw_request(listed.delegate("belmara"), listed.meeting)

    assert client.post(part("accept-swap")).status_code == 409
    assert waiting(listed) == ["aldora", "corvia", "drevania"]


@pytest.mark.parametrize("gone", ["aldora", "belmara", "corvia"])
def test_it_is_void_when_one_of_the_two_or_between_them_leaves_the_list(listed: House, gone: str) -> None:
    swap = propose(listed)
    speakers.strike_off(Chair(listed.chair), listed.meeting, of(listed, gone), "It has left.")
    before = waiting(listed)

    assert queries.house(listed.meeting).swaps == []
    with pytest.raises(Refused, match="proposal is void"):
        swaps.accept_swap(listed.delegate("aldora"), listed.meeting, swap)
    assert waiting(listed) == before


def test_it_is_void_when_the_chair_moves_somebody_between_them(listed: House) -> None:
    swap = propose(listed)
    speakers.move_request(Chair(listed.chair), listed.meeting, of(listed, "drevania"), 2, "A flight")

    with pytest.raises(Refused, match="proposal is void"):
        swaps.accept_swap(listed.delegate("aldora"), listed.meeting, swap)


def test_it_stands_when_others_are_called_before_them_or_ask_behind_them(listed: House) -> None:
    swap = propose(listed, "drevania", "corvia")
    speakers.call_speaker(Chair(listed.chair), listed.meeting, of(listed, "aldora"))
    speakers.ask_for_floor(listed.delegate("eskaria"), listed.meeting)

    act = swaps.accept_swap(listed.delegate("corvia"), listed.meeting, swap)

    assert waiting(listed) == ["belmara", "drevania", "corvia", "eskaria"]
    assert (act.facts["place"], act.facts["for"]) == (3, 2)


@pytest.mark.django_db(transaction=True)
def test_nobody_accepts_for_another_and_it_is_answered_once(listed: House) -> None:
    swap = propose(listed)
    for state in ("corvia", "belmara"):
        with pytest.raises(Refused, match="not proposed to your delegation"):
            swaps.accept_swap(listed.delegate(state), listed.meeting, swap)
    swaps.accept_swap(listed.delegate("aldora"), listed.meeting, swap)

    with pytest.raises(Refused, match="answered or withdrawn"):
        swaps.accept_swap(listed.delegate("aldora"), listed.meeting, swap)


@pytest.mark.parametrize(("who", "kind"), [("aldora", "floor.swap-declined"), ("corvia", "floor.swap-withdrawn")])
def test_it_is_declined_or_withdrawn(listed: House, who: str, kind: str) -> None:
    swap = propose(listed)
    client = as_(getattr(listed, who))
    client.get(f"{part('drop-swap')}?swap={swap.pk}")
    assert client.post(part("drop-swap")).status_code == 302

    assert Act.objects.latest("pk").kind == kind
    assert waiting(listed) == list(STATES)
    with pytest.raises(Refused, match="not proposed to your"):
        swaps.drop_swap(listed.delegate("belmara"), listed.meeting, propose(listed))


def test_only_who_is_on_the_list_proposes_and_not_to_itself(listed: House) -> None:
    with pytest.raises(Refused, match="not on the list"):
        propose(listed, "eskaria")
    with pytest.raises(Refused, match="another delegation"):
        propose(listed, "aldora")
    propose(listed)
    with pytest.raises(Refused, match="proposed already"):
        propose(listed)


def test_in_the_high_level_segment_only_within_a_level(beijing: House) -> None:
    sitting(beijing, item=1)
    for state in ("aldora", "fenmark", "belmara"):
        speakers.ask_for_floor(beijing.delegate(state), beijing.meeting)

    with pytest.raises(Refused, match="same level"):
        propose(beijing, "belmara", "aldora")
    swaps.accept_swap(beijing.delegate("fenmark"), beijing.meeting, propose(beijing, "aldora", "fenmark"))

    assert waiting(beijing) == ["fenmark", "aldora", "belmara"]


def test_a_level_that_was_raised_meanwhile_is_looked_at_again(beijing: House) -> None:
    sitting(beijing, item=1)
    for state in ("aldora", "belmara"):
        speakers.ask_for_floor(beijing.delegate(state), beijing.meeting)
    Request.objects.update(rank=3)
    swap = propose(beijing, "belmara", "aldora")
    Request.objects.filter(delegation=beijing.delegations["aldora"]).update(rank=1)

    with pytest.raises(Refused, match="same level"):
        swaps.accept_swap(beijing.delegate("aldora"), beijing.meeting, swap)


def test_the_chair_undoes_it_by_moving(listed: House) -> None:
    swaps.accept_swap(listed.delegate("aldora"), listed.meeting, propose(listed))
    speakers.move_request(Chair(listed.chair), listed.meeting, of(listed, "aldora"), 1, "As before")
    speakers.move_request(Chair(listed.chair), listed.meeting, of(listed, "corvia"), 3, "As before")

    assert waiting(listed) == list(STATES)
