"""Popolo JSON: persons come in with a preview, as members of the organisations that have a delegation."""

import json
from typing import Any

import pytest
from django.urls import reverse

from nadwa.accounts.models import Person
from nadwa.delegations.models import Delegate
from nadwa.editions.capacities import Secretary
from nadwa.exchange import imports, popolo
from nadwa.exchange.commands import importing
from nadwa.record.acts import Refused
from nadwa.web.tables import BadUpload
from tests.factories import House
from tests.forms import Client

E = "beijing-2016"
MARAN = {"id": 1, "name": "K. Maranelo", "email": "maranelo@aldora.example"}
MEMBER = {"person_id": 1, "organization_id": "o7", "role": "Counsellor"}


def file(persons: list[Any], memberships: list[Any]) -> bytes:
    content = {"organizations": [{"id": "o7", "name": "Aldora [fr]"}], "persons": persons, "memberships": memberships}
    return json.dumps(content).encode()


def states(house: House, content: bytes) -> list[str]:
    return [row["state"] for row in popolo.read(content, house.edition, "en")]


def carry_out(house: House, content: bytes) -> None:
    planned = imports.kept(house.edition, house.secretariat, "popolo", content, [])
    importing.carry_out(Secretary(house.secretariat), planned)


@pytest.fixture
def addressed(beijing: House) -> House:
    """Delegates who have been enrolled with an address, as those of the factory have not."""
    for seat in Delegate.objects.filter(delegation__edition=beijing.edition).select_related("person"):
        address = f"{seat.person.username}@body.example"
        Person.objects.filter(pk=seat.person_id).update(username=address, email=address)
    return beijing


def test_what_this_site_wrote_comes_back_as_it_is(addressed: House) -> None:
    seats = Delegate.objects.filter(delegation__edition=addressed.edition).count()

    assert states(addressed, popolo.with_addresses(addressed.edition)) == ["same"] * seats


def test_a_person_is_registered_with_the_delegation_of_the_organisation_by_any_of_its_names(beijing: House) -> None:
    carry_out(beijing, file([MARAN], [MEMBER]))

    seat = Delegate.objects.get(person__username=MARAN["email"])
    assert (seat.delegation.body.slug, seat.role, seat.function) == ("aldora", "adviser", "Counsellor")


def test_who_is_a_member_of_no_organisation_is_passed_over(beijing: House) -> None:
    content = file([MARAN, {"id": 2, "name": "V. Nobody"}], [MEMBER])

    assert states(beijing, content) == ["new", "passed over"]
    carry_out(beijing, content)
    assert Delegate.objects.filter(person__username=MARAN["email"]).exists()


@pytest.mark.parametrize(
    ("wrong", "column"), [({"email": ""}, "email"), ({"name": "\u200b"}, "name"), ({"email": "nobody"}, "email")]
)
def test_one_bad_person_changes_nothing_and_is_named(beijing: House, wrong: dict[str, str], column: str) -> None:
    other = {**MARAN, "id": 2, "email": "other@aldora.example", **wrong}
    content = file([MARAN, other], [MEMBER, {**MEMBER, "person_id": 2}])
    refused = [row for row in popolo.read(content, beijing.edition, "en") if row["state"] == "refused"]

    assert [(row["line"], row["problems"][0][0]) for row in refused] == [(2, column)]
    with pytest.raises(Refused, match="nothing was imported: 2"):
        carry_out(beijing, content)
    assert not Delegate.objects.filter(person__username=MARAN["email"]).exists()


@pytest.mark.parametrize("content", [b"{", b"[]", b'{"persons": [], "organizations": [{}], "memberships": []}'])
def test_what_is_no_popolo_is_refused(beijing: House, content: bytes) -> None:
    with pytest.raises(BadUpload, match="no Popolo"):
        popolo.read(content, beijing.edition, "en")


def test_the_public_file_has_no_addresses(addressed: House) -> None:
    public = Client().get(reverse("export", args=[E, "popolo.json"])).content.decode()

    assert "@body.example" in popolo.with_addresses(addressed.edition).decode()
    assert "@body.example" not in public
