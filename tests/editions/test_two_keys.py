"""What binds needs every host."""

import pytest

from nadwa.editions import commands
from nadwa.editions.models import Edition, Proposal
from nadwa.record.acts import Refused
from nadwa.record.models import Act
from tests.factories import House
from tests.forms import Client

pytestmark = pytest.mark.django_db


def propose(house: House, kind: str = "editions.open") -> Proposal:
    commands.propose(house.officer_china, house.edition, kind)
    return Proposal.objects.get(edition=house.edition, kind=kind, state="pending")


def state(house: House) -> str:
    return Edition.objects.get(pk=house.edition.pk).state


def test_one_approval_alone_changes_nothing(beijing: House) -> None:
    propose(beijing)

    assert state(beijing) == "prepared"


def test_the_edition_opens_when_the_other_host_approves(beijing: House) -> None:
    commands.approve(beijing.officer_un, propose(beijing))

    assert state(beijing) == "open"
    assert list(Act.objects.order_by("id").values_list("kind", flat=True)) == [
        "editions.proposed",
        "editions.approved",
        "editions.done",
    ]


def test_a_host_cannot_approve_twice(beijing: House) -> None:
    proposal = propose(beijing)

    with pytest.raises(Refused, match="approved this already"):
        commands.approve(beijing.officer_china, proposal)

    assert state(beijing) == "prepared"


def test_an_officer_of_another_edition_cannot_approve(beijing: House, elsewhere: House) -> None:
    with pytest.raises(Refused, match="Only an officer of a host"):
        commands.approve(elsewhere.officer_un, propose(beijing))


def test_a_withdrawn_proposal_cannot_be_approved(beijing: House) -> None:
    proposal = propose(beijing)
    commands.withdraw(beijing.officer_china, proposal)

    with pytest.raises(Refused, match="no longer waiting"):
        commands.approve(beijing.officer_un, proposal)


def test_an_edition_closes_only_when_it_is_open(beijing: House) -> None:
    with pytest.raises(Refused, match="Only an open edition"):
        propose(beijing, "editions.close")


@pytest.mark.parametrize("viewer", [None, "aldora", "press", "chair", "interpreter"])
@pytest.mark.parametrize("page", ["", "programme/", "record/"])
def test_the_announcement_is_seen_by_nobody_else_before_both_hosts_publish(
    beijing: House, viewer: str | None, page: str
) -> None:
    propose(beijing, "press.announce")
    client = Client()
    if viewer:
        client.force_login(beijing.people[viewer])

    assert "secret of beijing-2016" not in client.get(f"/en/beijing-2016/{page}").content.decode()


def test_hosts_and_secretariat_see_the_announcement_before(beijing: House) -> None:
    client = Client()
    client.force_login(beijing.secretariat)

    assert "secret of beijing-2016" in client.get("/en/beijing-2016/").content.decode()


def test_both_hosts_publish_the_announcement_to_all(beijing: House) -> None:
    propose(beijing, "press.announce")
    client = Client()
    client.force_login(beijing.officer_un)
    number = Proposal.objects.get(kind="press.announce").pk

    client.post(f"/en/beijing-2016/approvals/{number}/approve/", page="/en/beijing-2016/approvals/")

    assert "secret of beijing-2016" in Client().get("/en/beijing-2016/").content.decode()
