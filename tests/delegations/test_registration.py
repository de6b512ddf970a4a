"""Focal points register their delegates within a quota, change and replace them; needs stay among those concerned."""

from typing import Any

import pytest
from django.urls import reverse

from nadwa.accounts.models import Person
from nadwa.delegations import capacities
from nadwa.delegations.commands import badges, seating
from nadwa.delegations.models import Delegate, Delegation, FocalPoint
from nadwa.editions.capacities import Secretary
from nadwa.floor.commands import speakers
from nadwa.record.acts import Refused
from tests.factories import House, person, sitting
from tests.forms import Client

E = "beijing-2016"
TYPED = {
    "name": "K. Maranelo",
    "email": "maranelo@aldora.example",
    "language": "fr",
    "role": "adviser",
    "rank": 6,
    "function": "Counsellor",
}
VISA = {"visa": "on", "nationality": "Aldoran", "passport": "AL 4711", "born_on": "1980-02-29"}


@pytest.fixture
def focal(beijing: House) -> Client:
    """A browser in which Aldora's focal point has signed in."""
    return signed_in(beijing, "aldora")


def signed_in(house: House, slug: str) -> Client:
    someone = person(f"{slug}-focal")
    FocalPoint.objects.create(edition=house.edition, body=house.delegations[slug].body, person=someone, place=1)
    client = Client()
    client.force_login(someone)
    return client


def secretariat(house: House) -> Secretary:
    return Secretary(house.secretariat)


def register(client: Client, slug: str = "aldora", **fields: object) -> Any:
    return client.post(reverse("register", args=[E, slug]), {**TYPED, **fields})


def registered(house: House) -> Delegate:
    return house.delegations["aldora"].delegates.get(role="adviser")  # type: ignore[no-any-return]


def test_a_focal_point_registers_a_delegate_who_is_enrolled_by_mail(beijing: House, focal: Client) -> None:
    register(focal)

    seat = registered(beijing)
    assert (seat.person.name, seat.person.language, seat.function) == ("K. Maranelo", "fr", "Counsellor")
    assert not seat.person.has_usable_password()


def test_a_focal_point_registers_nobody_for_another_body(beijing: House, focal: Client) -> None:
    assert focal.forged(reverse("register", args=[E, "belmara"]), TYPED).status_code == 404


def test_no_more_are_registered_than_the_quota_allows(beijing: House, focal: Client) -> None:
    seating.set_quota(Secretary(beijing.secretariat), beijing.edition, state=2)
    register(focal)
    answer = register(focal, email="another@aldora.example")

    assert answer.status_code == 422
    assert "has registered all its 2 delegates" in answer.content.decode()


def test_a_letter_for_a_visa_asks_for_the_passport(beijing: House, focal: Client) -> None:
    answer = register(focal, visa="on", nationality="Aldoran")

    assert answer.status_code == 422
    assert answer.content.decode().count("A letter for a visa needs this.") == 2 * len(["beside", "above"])


def test_the_letter_for_a_visa_is_for_the_delegate_and_the_own_focal_point(beijing: House, focal: Client) -> None:
    register(focal, **VISA)
    seat = registered(beijing)
    own, page = Client(), reverse("visa-letter", args=[E, "aldora", seat.pk])
    own.force_login(seat.person)

    assert [focal.get(page).content[:5], own.get(page).content[:5]] == [b"%PDF-", b"%PDF-"]


@pytest.mark.parametrize("viewer", ["aldora", "belmara", "chair", "officer_un"])
def test_nobody_gets_a_visa_letter_for_somebody_else(beijing: House, focal: Client, viewer: str) -> None:
    register(focal, **VISA)
    client = Client()
    client.force_login(beijing.people[viewer])

    assert client.get(reverse("visa-letter", args=[E, "aldora", registered(beijing).pk])).status_code == 404


def test_a_colleague_does_not_see_what_another_needs(beijing: House, focal: Client) -> None:
    register(focal, **VISA, accessibility="Step-free access")
    client = Client()
    client.force_login(beijing.aldora)

    page = client.get(reverse("delegation", args=[E, "aldora"])).content.decode()

    assert "K. Maranelo" in page
    assert "Step-free access" not in page
    assert "visa" not in page


def test_another_delegation_does_not_see_the_page(beijing: House) -> None:
    client = Client()
    client.force_login(beijing.belmara)

    assert client.get(reverse("delegation", args=[E, "aldora"])).status_code == 404


def test_a_delegate_of_one_delegation_is_not_registered_in_another(beijing: House, focal: Client) -> None:
    register(focal)
    answer = register(signed_in(beijing, "belmara"), "belmara")

    assert answer.status_code == 422
    assert "belongs to a delegate of this edition" in answer.content.decode()


def test_a_delegation_has_one_head(beijing: House, focal: Client) -> None:
    assert "has a head already" in register(focal, role="head").content.decode()


def test_whoever_replaces_the_head_during_the_meeting_speaks_in_its_place(beijing: House, focal: Client) -> None:
    sitting(beijing)
    head = beijing.delegations["aldora"].delegates.get(role="head")
    typed = {"name": "V. Orsandi", "email": "orsandi@aldora.example", "language": "en"}
    focal.post(reverse("replace-delegate", args=[E, "aldora", head.pk]), typed)
    new = Person.objects.get(email="orsandi@aldora.example")

    speakers.ask_for_floor(capacities.Delegate(new, beijing.delegations["aldora"]), beijing.meeting)

    assert [seat.person for seat in Delegate.objects.filter(delegation__body__slug="aldora", role="head")] == [new]


def test_who_was_replaced_has_no_seat(beijing: House, focal: Client) -> None:
    head = beijing.delegations["aldora"].delegates.get(role="head")
    typed = {"name": "V. Orsandi", "email": "orsandi@aldora.example", "language": "en"}
    focal.post(reverse("replace-delegate", args=[E, "aldora", head.pk]), typed)
    client = Client()
    client.force_login(beijing.aldora)

    assert client.get(reverse("delegation", args=[E, "aldora"])).status_code == 404


def test_protocol_order_begins_at_the_letter_drawn(beijing: House) -> None:
    seating.arrange(Secretary(beijing.secretariat), beijing.edition, "D")

    order = Delegation.objects.filter(edition=beijing.edition).order_by("protocol")
    slugs = [delegation.body.slug for delegation in order]
    assert slugs == ["drevania", "eskaria", "fenmark", "aldora", "belmara", "corvia"]


@pytest.mark.parametrize("language", ["ar", "zh-hans", "en", "fr", "ru", "es"])
def test_the_list_of_participants_is_printed_in_each_language(beijing: House, language: str) -> None:
    answer = Client().get(f"/{language}/{E}/participants/list/")

    assert answer.content[:5] == b"%PDF-"


def test_who_finds_no_seat_is_not_enrolled_either(beijing: House, focal: Client) -> None:
    seating.set_quota(Secretary(beijing.secretariat), beijing.edition, state=1)

    with pytest.raises(Refused):
        seating.register_delegate(
            Secretary(beijing.secretariat),
            beijing.delegations["aldora"],
            "K. Maranelo",
            "maranelo@aldora.example",
            "en",
            "adviser",
            6,
            "",
            {},
        )
    assert Person.objects.filter(email="maranelo@aldora.example").count() == 0


@pytest.mark.parametrize("role", ["press", "secretariat", "interpreter", "chair"])
def test_who_withdraws_a_delegate_takes_no_badge_of_another_function(beijing: House, role: str) -> None:
    """A focal point registers somebody who has a function, and withdraws the person again."""
    other = beijing.people["spokesperson" if role == "chair" else role]
    badges.issue_badges(secretariat(beijing), beijing.edition)
    before = beijing.edition.badges.get(person=other, revoked_at=None)
    seat = Delegate.objects.create(delegation=beijing.delegations["aldora"], person=other, role="adviser")
    seating.unseat_delegate(secretariat(beijing), seat)

    assert beijing.edition.badges.get(person=other, revoked_at=None) == before


def test_who_loses_a_seat_and_keeps_a_function_gets_the_badge_of_that_function(beijing: House) -> None:
    seat = Delegate.objects.create(delegation=beijing.delegations["aldora"], person=beijing.press, role="adviser")
    badges.issue_badges(secretariat(beijing), beijing.edition)
    worn = beijing.edition.badges.get(person=beijing.press)
    seating.unseat_delegate(secretariat(beijing), seat)

    worn.refresh_from_db()
    assert (worn.kind, worn.revoked_at is not None) == ("delegate", True)
    assert beijing.edition.badges.get(person=beijing.press, revoked_at=None).kind == "press"
