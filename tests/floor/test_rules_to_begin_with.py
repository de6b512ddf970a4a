"""An edition begins with known rules: the General Assembly's, a small meeting's, or those of another edition."""

import pytest

from nadwa.editions.capacities import Secretary
from nadwa.editions.models import Edition, Membership
from nadwa.floor.commands.procedures import set_procedure
from nadwa.floor.known_procedures import GENERAL_ASSEMBLY, as_set
from nadwa.floor.models import Procedure
from nadwa.floor.queries import procedure_of
from nadwa.record.models import Act
from tests.factories import House, house
from tests.forms import Client

PAGE = "/en/beijing-2016/procedure/"
BEGIN = f"{PAGE}begin/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def secretary(beijing: House) -> Client:
    client = Client()
    client.force_login(beijing.secretariat)
    return client


def of(edition: Edition) -> dict[str, object]:
    return as_set(procedure_of(edition))


def test_a_small_meeting_decides_by_consensus(beijing: House, secretary: Client) -> None:
    Procedure.objects.filter(edition=beijing.edition).delete()

    answer = secretary.post(BEGIN, {"rules": "consensus"}, page=PAGE)

    assert answer["Location"] == PAGE
    assert of(beijing.edition)["majority"] == "none"
    assert Act.objects.filter(kind="floor.procedure-set").latest("pk").facts["majority"] == "none"
    assert BEGIN not in secretary.get(PAGE).content.decode()


def test_the_rules_of_an_edition_whose_secretariat_one_is_in_can_be_taken(beijing: House, secretary: Client) -> None:
    Procedure.objects.filter(edition=beijing.edition).delete()
    other, foreign = house("geneva-2018").edition, house("vienna-2017").edition
    Membership.objects.create(edition=other, person=beijing.secretariat, role="secretariat")
    for edition, seconds in ((other, 77), (foreign, 99)):
        set_procedure(Secretary(beijing.secretariat), edition, **(GENERAL_ASSEMBLY | {"speech_seconds": seconds}))

    page = secretary.get(PAGE).content.decode()
    secretary.post(BEGIN, {"rules": "of:geneva-2018"}, page=PAGE)

    assert "vienna-2017" not in page
    assert of(beijing.edition)["speech_seconds"] == 77


def test_rules_that_were_set_meanwhile_stay(beijing: House, secretary: Client) -> None:
    Procedure.objects.filter(edition=beijing.edition).delete()
    secretary.get(PAGE)
    set_procedure(Secretary(beijing.second_officer), beijing.edition, **(GENERAL_ASSEMBLY | {"speech_seconds": 77}))

    answer = secretary.post(BEGIN, {"rules": "consensus"})

    assert "have been set for this edition meanwhile" in answer.content.decode()
    assert of(beijing.edition)["speech_seconds"] == 77
