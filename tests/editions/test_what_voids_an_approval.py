"""Each kind of two-key act: a command that changes what a host has approved makes the approval void and says who did.

What was approved is not done, and the keys that set something are the keys that change it.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from django.urls import reverse

from nadwa.consultations.commands import running
from nadwa.cooperation.commands import commitments
from nadwa.cooperation.models import Commitment
from nadwa.delegations.commands import accrediting, inviting, seating
from nadwa.delegations.models import Application, Body, Invitation, Objection
from nadwa.editions import two_key
from nadwa.editions.capacities import Officer, Secretary
from nadwa.editions.commands import appointing, approving, correcting, preparing
from nadwa.editions.models import Edition, Proposal
from nadwa.exchange.commands import continuing
from nadwa.press import commands as press
from nadwa.press.models import Release, embargo_named
from nadwa.record.acts import Refused
from nadwa.record.models import Act
from nadwa.wall import seen_by
from nadwa.web.languages import written
from tests.conftest import Clock
from tests.factories import House, approved, proposed, words
from tests.forms import Client

E = "beijing-2016"
MINUTE = datetime(2016, 7, 20, 1, 30, tzinfo=UTC)
Case = tuple[str, str, Callable[[], Any], Any]


def secretariat(house: House) -> Secretary:
    return Secretary(house.secretariat)


def announcement(house: House) -> Case:
    release = house.edition.releases.get()

    def change() -> None:
        dates: dict[str, Any] = {"dated": date(2016, 7, 6), "embargo_until": None}
        press.change_release(secretariat(house), release, "announcement", words("Coming"), words("Altered"), **dates)

    return "press.announce", "", change, house.secretariat


def discarded_announcement(house: House) -> Case:
    release = house.edition.releases.get()
    return "press.announce", "", lambda: press.discard_release(secretariat(house), release), house.secretariat


def invited(house: House, slug: str) -> Body:
    by, email = secretariat(house), f"mission@{slug}.example"
    inviting.enter_body(by, house.edition, slug, "state", words(slug.title()), email, "fr")
    body = Body.objects.get(slug=slug)
    inviting.draft_invitations(by, house.edition, [body], date(2016, 7, 1))
    return body


def one_more_invitation(house: House) -> Case:
    invited(house, "norvania")
    return "delegations.invite", "", lambda: invited(house, "sarvia"), house.secretariat


def one_invitation_less(house: House) -> Case:
    for slug in ("norvania", "sarvia"):
        invited(house, slug)
    last = Invitation.objects.latest("pk")
    return "delegations.invite", "", lambda: inviting.discard_invitation(secretariat(house), last), house.secretariat


def other_quota(house: House) -> Case:
    invited(house, "norvania")
    by = secretariat(house)
    return "delegations.invite", "", lambda: seating.set_quota(by, house.edition, state=3), house.secretariat


def accreditation(house: House) -> Case:
    application = Application.objects.create(
        edition=house.edition,
        number=1,
        kind="ngo",
        name=words("Lake Society"),
        seat="Lindau",
        purpose="Lakes",
        programme="Water",
        contact="A. Sarn",
        email="sarn@lakes.example",
        language="en",
        applied_at=datetime(2016, 7, 1, tzinfo=UTC),
        window_until=datetime(2016, 7, 9, tzinfo=UTC),
        state="listed",
        evaluation="Sound.",
    )
    Objection.objects.create(
        application=application, delegation=house.delegations["belmara"], reason="Unknown", at=MINUTE
    )

    def change() -> None:
        accrediting.refuse_organisation(secretariat(house), application, "Not now")

    return "delegations.accredit", "1", change, house.secretariat


def commitment(house: House) -> Case:
    facts: dict[str, Any] = {
        "title": written("en", "Train response teams"),
        "text": written("en", "Three courses."),
        "measure": written("en", "teams trained"),
        "target": 10,
        "due": date(2018, 7, 1),
        "dollars": 1_000_000,
    }
    commitments.draft_commitment(house.delegate("aldora"), [], None, **facts)
    draft = Commitment.objects.get()
    facts |= {"target": 1, "dollars": 1}

    def change() -> None:
        with seen_by(house.aldora):  # who may not look at what waits for approval voids it all the same
            commitments.change_commitment(house.delegate("aldora"), draft, [], **facts)

    return "cooperation.publish", "1", change, house.aldora


def task(house: House) -> Case:
    owner = house.edition.hosts.get(slug="china")
    facts = ("budget", words("Interpretation"), owner, date(2016, 6, 1))
    preparing.set_task(secretariat(house), house.edition, *facts, 1_000)
    line = house.edition.tasks.get()

    def change() -> None:
        preparing.change_task(secretariat(house), line, *facts, 2_000_000_000)

    return "editions.settle", "1", change, house.secretariat


def next_edition(house: House) -> Case:
    values: dict[str, Any] = {
        "slug": "beijing-2018",
        "title": words("Second"),
        "city": words("Beijing"),
        "time_zone": "Asia/Shanghai",
        "starts_on": date(2018, 7, 11),
        "ends_on": date(2018, 7, 12),
        "symbol": "SYMP/2018",
        "lessons": "",
        "facilitator": house.secretariat,
    }
    continuing.plan_next(secretariat(house), house.edition, **values)
    other = values | {"title": words("Nobody saw this"), "city": words("Elsewhere")}
    return (
        "exchange.continue",
        "",
        lambda: continuing.plan_next(secretariat(house), house.edition, **other),
        house.secretariat,
    )


def chair_to_be(house: House) -> Case:
    """One is named, and the other host has withdrawn the proposal; then it is proposed again."""
    by = house.host_officer("china")
    appointing.appoint(by, house.edition, "chair", "A. Sarn", "sarn@lakes.example", "en")
    approving.withdraw(house.host_officer("united-nations"), Proposal.objects.get())
    named = house.edition.appointments.get()
    return "editions.appoint", str(named.pk), lambda: appointing.withdraw_appointment(by, named), house.officer_china


def chair_who_goes(house: House) -> Case:
    chair = house.edition.memberships.get(role="chair")
    return "editions.end-function", str(chair.pk), lambda: appointing.lay_down(house.chair, chair), house.chair


def other_dates(house: House) -> None:
    """The particulars as they stand, a week later."""
    edition = Edition.objects.get(pk=house.edition.pk)
    asked: dict[str, Any] = {name: getattr(edition, name) for name in ("title", "city", "time_zone", "symbol")}
    days = {name: getattr(edition, name) + timedelta(days=7) for name in ("starts_on", "ends_on")}
    draft = edition.corrections.filter(host=None).first()
    if draft:
        days["ends_on"] += timedelta(days=1)
    correcting.correct_edition(secretariat(house), edition, **asked, **days)


def particulars(house: House) -> Case:
    other_dates(house)
    return "editions.correct", "", lambda: other_dates(house), house.secretariat


def name_of_a_host(house: House) -> Case:
    host, by = house.edition.hosts.get(slug="china"), secretariat(house)
    correcting.correct_host(by, host, words("People’s Republic of China"))
    change = partial(correcting.correct_host, by, host, words("Altered"))
    return "editions.correct-host", "china", change, house.secretariat


def opening(house: House) -> Case:
    Edition.objects.filter(pk=house.edition.pk).update(announced_at=None)
    return "editions.open", "", lambda: other_dates(house), house.secretariat


CASES = [
    particulars,
    name_of_a_host,
    opening,
    announcement,
    discarded_announcement,
    one_more_invitation,
    one_invitation_less,
    other_quota,
    accreditation,
    commitment,
    task,
    next_edition,
    chair_to_be,
    chair_who_goes,
]
KINDS = {
    "editions.correct",
    "editions.correct-host",
    "editions.open",
    "press.announce",
    "delegations.invite",
    "delegations.accredit",
    "cooperation.publish",
    "editions.settle",
    "exchange.continue",
    "editions.appoint",
    "editions.end-function",
}
BY_NOBODY = {  # no command of a room changes what these are of; an approval looks again all the same
    "editions.close",
    "consultations.hide-results",
    "consultations.show-results",
    "press.embargo",
}


@pytest.mark.parametrize("case", CASES)
def test_a_change_voids_the_approval_and_says_by_whom(
    beijing: House, time: Clock, case: Callable[[House], Case]
) -> None:
    kind, subject, change, by = case(beijing)
    proposal = proposed(beijing, kind, subject)
    change()

    proposal.refresh_from_db()
    act = Act.objects.get(kind="editions.voided")
    assert (proposal.state, proposal.voided_by) == ("voided", by)
    assert (act.person, act.facts["sha256"]) == (by, proposal.sha256)
    with pytest.raises(Refused, match="no longer waiting"):
        approved(beijing)


@pytest.mark.parametrize("case", CASES)
def test_all_that_is_approved_is_shown_in_words(beijing: House, time: Clock, case: Callable[[House], Case]) -> None:
    kind, subject, change, _by = case(beijing)
    proposal = proposed(beijing, kind, subject)
    assert {field.name for field in two_key.get(kind).fields} == set(proposal.content)
    change()
    client = Client()
    client.force_login(beijing.officer_un)
    page = client.get(reverse("proposal", args=[E, proposal.pk])).content.decode()

    assert "no approval of it counts" in page
    assert "{'" not in page


def test_every_kind_has_its_case() -> None:
    assert set(two_key.kinds()) == KINDS | BY_NOBODY


def test_a_commitment_shows_what_the_lead_changed(beijing: House, time: Clock) -> None:
    kind, subject, change, _by = commitment(beijing)
    proposal = proposed(beijing, kind, subject)
    change()
    client = Client()
    client.force_login(beijing.secretariat)
    page = client.get(reverse("proposal", args=[E, proposal.pk])).content.decode()

    assert "1,000,000" in page
    assert f"Changed by: <bdi>{beijing.aldora.name}</bdi>" in " ".join(page.split())
    assert Commitment.objects.get().state == "draft"


def under_embargo(house: House, until: datetime | None = MINUTE) -> Release:
    """An announcement that both hosts have published under an embargo."""
    Edition.objects.filter(pk=house.edition.pk).update(announced_at=None)
    house.edition.releases.update(embargo_until=until)
    proposed(house, "press.announce")
    approved(house)
    return house.edition.releases.get()  # type: ignore[no-any-return]


@pytest.mark.parametrize("alone", ["secretariat", "spokesperson", "officer_china"])
@pytest.mark.parametrize("until", [None, MINUTE + timedelta(days=300)])
def test_nobody_alone_changes_the_embargo_that_the_hosts_have_set(
    beijing: House, time: Clock, alone: str, until: datetime | None
) -> None:
    release = under_embargo(beijing)
    with pytest.raises(Refused, match="The hosts have set this embargo together"):
        press.set_embargo(Officer(beijing.people[alone], alone), release, until)
    client = Client()
    client.force_login(beijing.people[alone])
    client.forged(reverse("embargo", args=[E, release.number]), {"embargo_until": ""})

    assert beijing.edition.releases.get().embargo_until == MINUTE
    assert Client().get(reverse("edition", args=[E])).status_code == 404


@pytest.mark.parametrize(("until", "status"), [(None, 200), (MINUTE + timedelta(days=3), 404)])
def test_both_hosts_change_the_embargo(beijing: House, time: Clock, until: datetime | None, status: int) -> None:
    under_embargo(beijing)
    proposed(beijing, "press.embargo", embargo_named(until))
    approved(beijing)
    time.time = MINUTE - timedelta(minutes=1)

    assert Client().get(reverse("edition", args=[E])).status_code == status
    assert beijing.edition.releases.get().embargo_until == until


def test_a_host_that_changes_the_embargo_is_led_to_propose_it(beijing: House, time: Clock) -> None:
    release = under_embargo(beijing)
    client = Client()
    client.force_login(beijing.officer_china)
    typed = {"embargo_until": "2016-07-22T09:30"}
    answer = client.post(reverse("embargo", args=[E, release.number]), typed)
    page = client.get(answer["Location"]).content.decode()

    assert answer["Location"] == reverse("propose", args=[E, "press.embargo", "20160722T0130Z"])
    assert "20 Jul 2016" in page
    assert "22 Jul 2016" in page


def test_of_two_embargoes_that_are_proposed_the_second_is_void_when_the_first_is_done(
    beijing: House, time: Clock
) -> None:
    under_embargo(beijing)
    later = proposed(beijing, "press.embargo", embargo_named(MINUTE + timedelta(days=1)))
    proposed(beijing, "press.embargo", embargo_named(MINUTE + timedelta(days=2)))
    approved(beijing)
    approving.approve(beijing.host_officer("united-nations"), later, later.sha256)

    assert Proposal.objects.get(pk=later.pk).state == "voided"
    assert beijing.edition.releases.get().embargo_until == MINUTE + timedelta(days=2)


def test_results_that_the_hosts_hid_are_not_looked_at_by_closing_and_opening_again(beijing: House) -> None:
    proposed(beijing, "consultations.hide-results")
    approved(beijing)
    beijing.consultation.refresh_from_db()
    running.close_consultation(secretariat(beijing), beijing.consultation)

    with pytest.raises(Refused, match="it has been seen since"):
        running.open_consultation(secretariat(beijing), beijing.consultation)


def test_it_opens_again_when_the_hosts_show_results(beijing: House) -> None:
    for kind in ("consultations.hide-results", "consultations.show-results"):
        proposed(beijing, kind)
        approved(beijing)
        beijing.consultation.refresh_from_db()
        if beijing.consultation.is_open:
            running.close_consultation(secretariat(beijing), beijing.consultation)
    running.open_consultation(secretariat(beijing), beijing.consultation)

    assert beijing.consultation.is_open
