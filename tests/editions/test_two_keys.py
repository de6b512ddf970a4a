"""What binds needs every host, and each host's approval is of what it saw."""

import json
from hashlib import sha256
from threading import Thread
from typing import Any

import pytest
from django.db import connections
from django.urls import reverse

from nadwa.editions import two_key
from nadwa.editions.capacities import HostOfficer
from nadwa.editions.commands import approving
from nadwa.editions.models import Edition, Host, Membership, Proposal
from nadwa.record.acts import Refused
from nadwa.record.models import Act
from nadwa.web.languages import plain
from tests.factories import House, approved, house, person, proposed, words
from tests.forms import Client

pytestmark = pytest.mark.django_db
E = "beijing-2016"


def state(house: House) -> str:
    return Edition.objects.get(pk=house.edition.pk).state


def officer(someone: Any) -> Client:
    client = Client()
    client.force_login(someone)
    return client


def with_hosts(house: House, number: int) -> list[Any]:
    """The edition with so many hosts; an officer of each."""
    officers = [house.officer_china, house.officer_un][:number]
    for host in house.edition.hosts.order_by("slug")[number:]:
        host.delete()
    for more in range(number - len(officers)):
        host = Host.objects.create(edition=house.edition, slug=f"host-{more}", name=words(f"Host {more}"))
        officers.append(person(f"officer-{more}"))
        Membership.objects.create(edition=house.edition, person=officers[-1], role="host", host=host)
    return [HostOfficer.at(one, house.edition) for one in officers]


def test_one_approval_alone_changes_nothing(beijing: House) -> None:
    proposed(beijing, "editions.open")

    assert state(beijing) == "prepared"


def test_the_edition_opens_when_the_other_host_approves(beijing: House) -> None:
    proposed(beijing, "editions.open")
    approved(beijing)

    assert state(beijing) == "open"
    assert list(Act.objects.order_by("id").values_list("kind", flat=True)) == [
        "editions.proposed",
        "editions.approved",
        "editions.done",
    ]


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_with_so_many_hosts_each_has_to_approve(beijing: House, number: int) -> None:
    first, *others = with_hosts(beijing, number)
    seen = two_key.to_be_seen("editions.open", beijing.edition)
    approving.propose(first, beijing.edition, "editions.open", "", seen)
    states = [state(beijing)]
    for other in others:
        approving.approve(other, beijing.edition.proposals.get(), seen)
        states.append(state(beijing))

    assert states == ["prepared"] * (number - 1) + ["open"]


def test_a_host_cannot_approve_twice(beijing: House) -> None:
    proposed(beijing, "editions.open")

    with pytest.raises(Refused, match="approved this already"):
        approved(beijing, by="officer_china")

    assert state(beijing) == "prepared"


def test_an_officer_of_another_edition_cannot_approve(beijing: House, elsewhere: House) -> None:
    proposal = proposed(beijing, "editions.open")

    with pytest.raises(Refused, match="Only an officer of a host"):
        approving.approve(elsewhere.host_officer("united-nations"), proposal, proposal.sha256)


def test_a_withdrawn_proposal_cannot_be_approved(beijing: House) -> None:
    approving.withdraw(beijing.host_officer("china"), proposed(beijing, "editions.open"))

    with pytest.raises(Refused, match="no longer waiting"):
        approved(beijing)


def test_who_withdraws_is_asked_first_whose_proposal_it_is_and_of_what(beijing: House) -> None:
    """A host can withdraw what the other has proposed: not by one press that nobody asked about."""
    proposal, other = proposed(beijing, "editions.open"), officer(beijing.officer_un)
    address = reverse("withdraw-proposal", args=[E, proposal.pk])
    asked = other.get(address).content.decode()
    other.forged(address, {"submission": "1"})
    waiting = Proposal.objects.get().state
    other.post(address)

    assert plain(Host.objects.get(edition=beijing.edition, officers__person=beijing.officer_china).name) in asked
    assert str(two_key.get("editions.open").label) in asked
    assert (waiting, Proposal.objects.get().state) == ("pending", "withdrawn")


def test_an_edition_closes_only_when_it_is_open(beijing: House) -> None:
    with pytest.raises(Refused, match="Only an open edition"):
        proposed(beijing, "editions.close")


def test_nobody_proposes_what_was_not_seen(beijing: House) -> None:
    seen = two_key.to_be_seen("press.announce", beijing.edition)
    beijing.edition.releases.update(title=words("Another title"))

    with pytest.raises(Refused, match="changed since you opened the page"):
        approving.propose(beijing.host_officer("china"), beijing.edition, "press.announce", "", seen)


def test_nobody_approves_what_was_not_seen(beijing: House) -> None:
    proposal = proposed(beijing, "press.announce")

    with pytest.raises(Refused, match="has changed since you opened this page"):
        approving.approve(beijing.host_officer("united-nations"), proposal, "0" * 64)


@pytest.mark.parametrize("changed", [{"title": words("Altered")}, {"embargo_until": "2017-01-01T00:00Z"}])
def test_what_changed_in_any_way_is_void_and_not_done(beijing: House, changed: dict[str, Any]) -> None:
    proposed(beijing, "press.announce")
    beijing.edition.releases.update(**changed)  # by whatever way
    approved(beijing)

    proposal = Proposal.objects.get()
    assert (proposal.state, beijing.edition.releases.get().issued_at) == ("voided", None)
    assert list(Act.objects.order_by("id").values_list("kind", flat=True)) == ["editions.proposed", "editions.voided"]


def test_what_became_impossible_is_void(beijing: House) -> None:
    proposed(beijing, "press.announce")
    beijing.edition.releases.all().delete()
    approved(beijing)

    assert Proposal.objects.get().state == "voided"


def test_what_is_void_can_be_proposed_as_it_is_now(beijing: House) -> None:
    proposed(beijing, "press.announce")
    beijing.edition.releases.update(title=words("Altered"))
    approved(beijing)
    proposed(beijing, "press.announce")
    approved(beijing)

    assert beijing.edition.releases.get().issued_at is not None


def test_the_record_holds_the_digest_of_what_auditors_can_fetch(beijing: House) -> None:
    proposal = proposed(beijing, "press.announce")
    approved(beijing)

    held = {act.facts["sha256"] for act in Act.objects.filter(kind__startswith="editions.")}
    page = officer(beijing.secretariat).get(reverse("proposal-content", args=[E, proposal.pk]))
    assert held == {sha256(page.content).hexdigest()}
    assert json.loads(page.content)["content"]["text"] == words(f"secret of {E}")


def test_the_digest_gives_nothing_away(beijing: House) -> None:
    """Whoever guesses the content cannot see from the record that the guess is right: a salt belongs to it."""
    proposal = proposed(beijing, "press.announce")

    assert len(proposal.matter["salt"]) == 64
    assert two_key.digest({**proposal.matter, "salt": ""}) != proposal.sha256


def test_whoever_proposes_and_approves_reads_all_of_it_in_words(beijing: House) -> None:
    before = officer(beijing.officer_china).get(reverse("propose", args=[E, "press.announce"])).content.decode()
    proposed(beijing, "press.announce")
    after = officer(beijing.officer_un).get(reverse("approvals", args=[E])).content.decode()

    for page in (before, after):
        assert f"secret of {E} [en]" in page
        assert f"secret of {E} [zh-hans]" in page
        assert "no embargo: everybody reads it at once" in page
        assert "embargo_until" not in page


def test_the_page_sends_along_what_it_showed(beijing: House) -> None:
    officer(beijing.officer_china).post(reverse("propose", args=[E, "press.announce"]))
    proposal, other = Proposal.objects.get(), officer(beijing.officer_un)
    other.get(reverse("approvals", args=[E]))
    other.post(reverse("approve", args=[E, proposal.pk]))

    assert Proposal.objects.get().state == "done"


def test_the_page_says_what_has_changed_before_anybody_approves(beijing: House) -> None:
    proposal = proposed(beijing, "press.announce")
    beijing.edition.releases.update(title=words("Altered"))
    page = officer(beijing.officer_un).get(reverse("approvals", args=[E])).content.decode()

    assert "can no longer be approved" in page
    assert "Altered [en]" in page
    assert reverse("approve", args=[E, proposal.pk]) not in page


def test_every_kind_shows_all_that_is_approved(beijing: House) -> None:
    """A part of the content without words of its own would be approved unseen."""
    for kind in two_key.kinds():
        content = two_key.drawn_up(kind, beijing.edition, "")
        if content is not None:
            shown = {field.name for field in two_key.get(kind).fields}
            assert shown == set(content), kind


@pytest.mark.parametrize("viewer", [None, "aldora", "press", "chair", "interpreter"])
@pytest.mark.parametrize("page", ["", "programme/", "record/"])
def test_the_announcement_is_seen_by_nobody_else_before_both_hosts_publish(
    beijing: House, viewer: str | None, page: str
) -> None:
    proposed(beijing, "press.announce")
    client = officer(beijing.people[viewer]) if viewer else Client()

    assert "secret of beijing-2016" not in client.get(f"/en/beijing-2016/{page}").content.decode()


def test_hosts_and_secretariat_see_the_announcement_before(beijing: House) -> None:
    assert "secret of beijing-2016" in officer(beijing.secretariat).get("/en/beijing-2016/").content.decode()


def test_both_hosts_publish_the_announcement_to_all(beijing: House) -> None:
    proposal = proposed(beijing, "press.announce")

    officer(beijing.officer_un).post(reverse("approve", args=[E, proposal.pk]), page=reverse("approvals", args=[E]))

    assert "secret of beijing-2016" in Client().get("/en/beijing-2016/").content.decode()


@pytest.mark.parametrize(
    ("kind", "subject"),
    [
        ("editions.open", "x"),
        ("editions.open", "x" * 61),
        ("press.announce", "lifted"),
        ("editions.settle", "007"),
        ("editions.settle", "9" * 61),
        ("cooperation.publish", "x"),
        ("press.embargo", "00010101T0000Z"),
        ("press.embargo", "2016072T0130Z"),
    ],
)
def test_what_has_no_such_name_is_not_proposed(beijing: House, kind: str, subject: str) -> None:
    """A second name for one thing would be a second proposal of it, beside the one that waits."""
    address = reverse("propose", args=[E, kind, subject])
    client = officer(beijing.officer_china)

    assert (client.get(address).status_code, client.forged(address, {"seen": "0" * 64}).status_code) == (404, 404)
    with pytest.raises(Refused, match="nothing of this name to propose"):
        approving.propose(beijing.host_officer("china"), beijing.edition, kind, subject, "0" * 64)
    assert not Proposal.objects.exists()


def test_what_waits_is_behind_the_second_wall(beijing: House) -> None:
    from nadwa.wall import seen_by

    proposed(beijing, "press.announce")
    found = {}
    for viewer in ("aldora", "press", "chair", "officer_un", "secretariat"):
        with seen_by(beijing.people[viewer]):
            found[viewer] = Proposal.objects.count()

    assert found == {"aldora": 0, "press": 0, "chair": 0, "officer_un": 1, "secretariat": 1}


@pytest.mark.django_db(transaction=True)
def test_of_two_hosts_who_propose_at_once_one_is_told_so() -> None:
    made = house("beijing-2016")
    seen, said = two_key.to_be_seen("editions.open", made.edition), []

    def propose(someone: Any) -> None:
        try:
            approving.propose(someone, made.edition, "editions.open", "", seen)
            said.append("proposed")
        except Refused as refused:
            said.append(str(refused.message))
        finally:
            connections.close_all()

    both = [
        Thread(target=propose, args=[someone], daemon=True)
        for someone in (made.host_officer("china"), made.host_officer("united-nations"))
    ]
    for one in both:
        one.start()
    for one in both:
        one.join(30)

    assert sorted(said) == ["This has been proposed already and waits for approval.", "proposed"]
