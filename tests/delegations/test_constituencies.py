"""Constituencies are made, changed and removed by acts; States on the list find their regional group by themselves."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from nadwa.accounts.models import Person
from nadwa.delegations.capacities import FocalPoint
from nadwa.delegations.commands import inviting
from nadwa.delegations.models import Constituency, Delegation, Invitation
from nadwa.delegations.ready_made import everybody
from nadwa.editions.capacities import Secretary
from nadwa.editions.models import Edition, Membership, Series
from nadwa.record.models import Act
from nadwa.web.languages import OFFICIAL, plain
from tests.factories import House, words
from tests.forms import Client

E = "beijing-2016"
LIST = f"/en/{E}/constituencies/"


@pytest.fixture
def secretariat(beijing: House) -> Client:
    client = Client()
    client.force_login(beijing.people["secretariat"])
    return client


def accepted(edition: Edition, officer: Any, code: str) -> Delegation:
    """A State of the list is invited and accepts."""
    inviting.draft_invitations(Secretary(officer), edition, [], date(2016, 7, 1), listed=[everybody()[code]])
    invitation = Invitation.objects.get(edition=edition, body__listed=code)
    invitation.state, invitation.sent_at = "sent", datetime(2016, 6, 1, tzinfo=UTC)
    invitation.save()
    inviting.answer_invitation(FocalPoint(officer, invitation.body), invitation, "accepted", 3, "")
    return Delegation.objects.get(edition=edition, body__listed=code)


@pytest.mark.django_db(transaction=True)
def test_on_an_empty_database_states_come_into_their_regional_groups() -> None:
    doha = Edition.objects.create(
        series=Series.objects.create(slug="doha", name=words("Doha")),
        slug="doha-2028",
        title=words("Doha"),
        city=words("Doha"),
        time_zone="Asia/Qatar",
        starts_on=date(2028, 3, 1),
        ends_on=date(2028, 3, 2),
        announced_at=datetime(2016, 1, 1, tzinfo=UTC),
    )
    officer = Person.objects.create(username="officer", name="Officer")
    Membership.objects.create(edition=doha, person=officer, role="secretariat")
    client = Client()
    client.force_login(officer)
    before = accepted(doha, officer, "br")

    client.post("/en/doha-2028/constituencies/regional/")
    after, none = accepted(doha, officer, "ke"), accepted(doha, officer, "ki")

    before.refresh_from_db()
    assert before.constituency is not None
    assert (before.constituency.slug, none.constituency) == ("latin-american-and-caribbean", None)
    assert after.constituency == doha.constituencies.get(slug="african")
    assert doha.constituencies.count() == 5
    assert all(set(one.name["versions"]) == set(OFFICIAL) for one in doha.constituencies.all())
    act = Act.objects.get(kind="delegations.regional-groups-made")
    assert (len(act.facts["constituencies"]), act.facts["delegations"]) == (5, ["brazil"])


def test_a_constituency_is_entered_changed_and_removed(beijing: House, secretariat: Client) -> None:
    aldora, belmara = (beijing.delegations[name] for name in ("aldora", "belmara"))
    secretariat.post(f"{LIST}new/", {"original": "en", "name_en": "Islands", "delegations": [str(aldora.pk)]})
    made = Constituency.objects.get(edition=beijing.edition)
    assert (made.slug, list(made.delegation_set.all())) == ("islands", [aldora])

    secretariat.post(f"{LIST}islands/", {"name_en": "Small islands", "delegations": [str(belmara.pk)]})
    made.refresh_from_db()
    assert (plain(made.name), list(made.delegation_set.all())) == ("Small islands", [belmara])

    secretariat.post(f"{LIST}islands/remove/")
    assert not Constituency.objects.filter(edition=beijing.edition).exists()
    assert Delegation.objects.filter(pk=belmara.pk, constituency=None).exists()
    kinds = Act.objects.filter(kind__startswith="delegations.constituency").order_by("pk")
    assert [act.facts.get("delegations") for act in kinds] == [["aldora"], ["belmara"], None]


def test_a_delegation_leaves_the_constituency_that_it_was_in(beijing: House, secretariat: Client) -> None:
    aldora = beijing.delegations["aldora"]
    for name in ("Islands", "Mountains"):
        secretariat.post(f"{LIST}new/", {"original": "en", "name_en": name, "delegations": [str(aldora.pk)]})

    sizes = {one.slug: one.delegation_set.count() for one in beijing.edition.constituencies.all()}
    assert sizes == {"islands": 0, "mountains": 1}


def test_whoever_comes_again_is_in_the_constituency_of_last_time(beijing: House) -> None:
    series, officer = beijing.edition.series, beijing.people["secretariat"]
    sent = accepted(beijing.edition, officer, "br")
    sent.constituency = Constituency.objects.create(edition=beijing.edition, slug="rivers", name=words("Rivers"))
    sent.save()
    following = Edition.objects.get(pk=beijing.edition.pk)
    following.pk, following.slug, following.series = None, "beijing-2018", series
    following.save()
    rivers = Constituency.objects.create(edition=following, slug="rivers", name=words("Rivers"))

    assert accepted(following, officer, "br").constituency == rivers


def test_a_name_that_means_something_in_addresses_is_not_taken(beijing: House, secretariat: Client) -> None:
    secretariat.post(f"{LIST}new/", {"original": "en", "name_en": "New"})

    assert beijing.edition.constituencies.get().slug == "new-2"


def test_regional_groups_are_made_once(beijing: House, secretariat: Client) -> None:
    secretariat.post(f"{LIST}regional/")
    secretariat.post(f"{LIST}regional/")

    assert beijing.edition.constituencies.count() == 5
    assert Act.objects.filter(kind="delegations.regional-groups-made").count() == 1
