"""What takes several steps, days or keys leads nowhere from where its normal end cannot be reached."""

from datetime import date, timedelta
from functools import partial
from itertools import cycle
from typing import Any

import pytest

from nadwa.accounts.models import Person
from nadwa.acts.by import By
from nadwa.cooperation.commands import commitments as commitments_acts
from nadwa.cooperation.models import Commitment
from nadwa.delegations import capacities
from nadwa.delegations.capacities import Delegate
from nadwa.delegations.commands import accrediting, credentials, inviting, recovering
from nadwa.delegations.models import Application, Body, Credentials, Delegation, FocalPoint, Invitation, Recovery
from nadwa.editions import two_key
from nadwa.editions.capacities import HostOfficer, Officer, Secretary
from nadwa.editions.commands import approving, roles
from nadwa.editions.models import Host, Membership, Proposal
from nadwa.exchange.commands import archiving
from nadwa.exchange.models import Archive
from nadwa.press import commands as press
from nadwa.press.models import MediaApplication
from nadwa.record.acts import Refused
from nadwa.web.languages import written
from tests.conftest import Clock
from tests.factories import House, person
from tests.walks.walking import Doing, Machine, first_of

pytestmark = pytest.mark.django_db
DAY = 24 * 3600.0
PENDING = Proposal.objects.filter(state="pending").order_by("pk")


def clerk(house: House) -> Secretary:
    return Secretary(house.secretariat)


def proposes(officer: Any, house: House, kind: str, subject: str = "") -> object:
    """A host proposes what it sees."""
    refusal = two_key.get(kind).refusal(house.edition, subject)
    if refusal:
        raise Refused(refusal)
    return approving.propose(officer, house.edition, kind, subject, two_key.to_be_seen(kind, house.edition, subject))


def approves(officer: Any, proposals: Any) -> object:
    proposal = first_of(proposals)
    return approving.approve(officer, proposal, proposal.sha256)


def two_keys(house: House, kind: str, subject: Any = lambda: "") -> dict[str, Doing]:
    """Both hosts propose, approve and withdraw."""
    acts: dict[str, Doing] = {}
    for number, officer in enumerate((house.host_officer("china"), house.host_officer("united-nations"))):
        acts |= {
            f"proposes {number}": lambda officer=officer: proposes(officer, house, kind, subject()),
            f"approves {number}": lambda officer=officer: approves(officer, PENDING),
            f"withdraws {number}": lambda officer=officer: approving.withdraw(officer, first_of(PENDING)),
        }
    return acts


TWO_KEYS = ("approves 0", "approves 1", "proposes 0")


@pytest.mark.parametrize("hosts", [1, 2, 3])
def test_a_two_key_act_can_always_be_done_or_withdrawn(beijing: House, time: Clock, hosts: int) -> None:
    officers = [beijing.officer_china, beijing.officer_un][:hosts]
    if hosts == 1:
        beijing.edition.hosts.get(slug="united-nations").delete()
    if hosts == 3:
        third = Host.objects.create(edition=beijing.edition, slug="third", name=written("en", "Third"))
        officers.append(person("third"))
        Membership.objects.create(edition=beijing.edition, person=officers[-1], role="host", host=third)
    pending = Proposal.objects.filter(state="pending").order_by("pk")
    acts: dict[str, Doing] = {}
    for number, one in enumerate(officers):
        officer = HostOfficer.at(one, beijing.edition)
        acts |= {
            f"opens {number}": partial(proposes, officer, beijing, "editions.open"),
            f"closes {number}": partial(proposes, officer, beijing, "editions.close"),
            f"approves {number}": lambda officer=officer: approves(officer, pending),
            f"approves the last {number}": lambda officer=officer: approves(officer, pending.reverse()),
            f"withdraws {number}": lambda officer=officer: approving.withdraw(officer, first_of(pending)),
        }
    way = [
        name
        for word in ("approves ", "approves the last", "opens", "closes", "withdraws")
        for name in acts
        if name.startswith(word)
    ]

    def ended() -> bool:
        beijing.edition.refresh_from_db()
        return beijing.edition.state == "closed" and not pending.exists()

    at_once = ("approves", "approves the last", "withdraws") if hosts == 1 else ()
    Machine(beijing, acts, way, ended, time, impossible=at_once).walk()


def test_an_application_of_an_organisation_is_always_decided(beijing: House, time: Clock) -> None:
    edition, by = beijing.edition, clerk(beijing)
    applications = Application.objects.filter(edition=edition).order_by("pk")
    open_ones = applications.exclude(state__in=["accredited", "refused"])
    FocalPoint.objects.create(
        edition=edition,
        body=beijing.delegations["aldora"].body,
        person=Person.objects.create(username="b@forum.example", email="b@forum.example", name="L. Maronda"),
        place=1,
    )
    addresses = cycle(("a@forum.example", "b@forum.example"))

    def asks() -> object:
        asked = {"kind": "ngo", "name": written("en", "Forum"), "seat": "Orvel", "purpose": "Networks"}
        more = {"programme": "Item 2", "contact": "L. Maronda", "email": next(addresses)}
        return accrediting.ask_for_accreditation(edition, "en", **asked, **more)

    def objects(who: str) -> object:
        listed = first_of(applications.filter(state="listed"))
        return accrediting.object_to_organisation(beijing.delegate(who), listed, "No mandate")

    def withdraws(who: str) -> object:
        listed = first_of(applications.filter(state="listed"))
        return accrediting.withdraw_objection(beijing.delegate(who), listed)

    acts: dict[str, Doing] = {
        "asks": asks,
        "evaluates": lambda: accrediting.evaluate(by, first_of(applications.filter(state="submitted")), "Sound."),
        "lists": lambda: accrediting.open_list(by, edition, time.time + timedelta(days=2)),
        "aldora objects": lambda: objects("aldora"),
        "aldora withdraws": lambda: withdraws("aldora"),
        "grants": lambda: accrediting.grant_accreditation(by, first_of(applications.filter(state="listed"))),
        "refuses": lambda: accrediting.refuse_organisation(by, first_of(open_ones), "Outside the programme"),
        "appeals": lambda: accrediting.appeal(first_of(applications.filter(state="refused")), "We are within it."),
        "a day passes": lambda: time.advance(DAY),
        "three weeks pass": lambda: time.advance(21 * DAY),
        **two_keys(
            beijing,
            "delegations.accredit",
            lambda: str(first_of(applications.filter(state__in=["listed", "appealed"])).number),
        ),
    }
    way = ("evaluates", "lists", "grants", *TWO_KEYS, "withdraws 0", "refuses", "three weeks pass")
    Machine(beijing, acts, way, lambda: not open_ones.exists() and not PENDING.exists(), time).walk(steps=25)


def test_an_application_of_the_media_is_always_decided(beijing: House, time: Clock) -> None:
    by = Officer(beijing.spokesperson, "spokesperson")
    pending = MediaApplication.objects.filter(state="pending")
    typed = {"name": "L. Ferrano", "medium": "The Daily", "function": "Correspondent"}
    addresses = cycle(("ferrano@daily.example", "Ferrano@daily.example", "desk@daily.example"))
    acts: dict[str, Doing] = {
        "applies": lambda: press.apply_for_accreditation(beijing.edition, "en", email=next(addresses), **typed),
        "accredits": lambda: press.accredit(by, first_of(pending)),
        "refuses": lambda: press.refuse_accreditation(by, first_of(pending), "No card"),
        "a role ends": lambda: roles.end_role(
            first_of(Person.objects.filter(name="L. Ferrano")), beijing.edition, "press", by
        ),
    }
    Machine(beijing, acts, ("accredits",), lambda: not pending.exists(), time).walk()


def test_a_recovery_is_always_carried_out_or_stopped(beijing: House, time: Clock) -> None:
    lost, first, second = beijing.aldora, clerk(beijing), Secretary(beijing.second_officer)
    Person.objects.filter(pk=lost.pk).update(username="old@aldora.example", email="old@aldora.example")
    under_way = Recovery.objects.filter(state__in=Recovery.OPEN)
    names = cycle(("One", "Two", "Three"))

    def asks(by: By) -> object:
        return recovering.ask_recovery(
            by, beijing.edition, Person.objects.get(pk=lost.pk), "new@aldora.example", "Called back"
        )

    def confirms(by: By) -> object:
        recovery = first_of(under_way)
        return recovering.confirm_recovery(by, recovery, recovery.digest())

    acts: dict[str, Doing] = {
        "asks": lambda: asks(first),
        "the other asks": lambda: asks(second),
        "confirms": lambda: confirms(first),
        "the other confirms": lambda: confirms(second),
        "stops": lambda: recovering.stop_recovery(first, first_of(under_way)),
        "somebody else is enrolled there": lambda: press.accredit(
            Officer(beijing.spokesperson, "spokesperson"), _applied(beijing, next(names), "new@aldora.example")
        ),
        "half a day passes": lambda: time.advance(DAY / 2 + 1),
        "is carried out": lambda: recovering.carry_out_recovery(first_of(under_way)),
    }
    way = ("is carried out", "confirms", "the other confirms", "half a day passes")
    Machine(beijing, acts, way, lambda: not under_way.exists(), time).walk()


def _applied(house: House, name: str, email: str) -> MediaApplication:
    MediaApplication.objects.filter(edition=house.edition).delete()
    press.apply_for_accreditation(house.edition, "en", name=name, email=email, medium="The Daily", function="Editor")
    return MediaApplication.objects.get()


def test_a_commitment_is_always_published_and_ended(beijing: House, time: Clock) -> None:
    own, others = beijing.delegations["aldora"], [beijing.delegations["belmara"], beijing.delegations["corvia"]]
    commitments = Commitment.objects.filter(edition=beijing.edition).order_by("pk")
    drafts, published = commitments.filter(state="draft"), commitments.filter(state="published")

    def facts() -> dict[str, Any]:
        words = {name: written("en", name.title()) for name in ("title", "text", "measure")}
        return {**words, "target": 3, "due": time.time.date() + timedelta(days=300), "dollars": 90_000}

    def drafted() -> object:
        return commitments_acts.draft_commitment(Delegate(beijing.aldora, own), others[:1], None, **facts())

    def changed(partners: list[Delegation]) -> object:
        return commitments_acts.change_commitment(Delegate(beijing.aldora, own), first_of(drafts), partners, **facts())

    def reported(reached: int) -> object:
        return commitments_acts.report_progress(
            Delegate(beijing.aldora, own), first_of(published), reached, "Held", "en"
        )

    acts: dict[str, Doing] = {
        "drafts": drafted,
        "names partners": lambda: changed(others),
        "names none": lambda: changed([]),
        "belmara confirms": lambda: commitments_acts.confirm_partnership(
            Delegate(beijing.belmara, others[0]), first_of(drafts)
        ),
        "reports one": lambda: reported(1),
        "reports all": lambda: reported(3),
        "abandons": lambda: commitments_acts.abandon(Delegate(beijing.aldora, own), first_of(published), "No trainers"),
        "is reminded": lambda: commitments_acts.remind_of_report(first_of(published)),
        "a year passes": lambda: time.advance(365 * DAY),
        **two_keys(beijing, "cooperation.publish", lambda: str(first_of(drafts).number)),
    }
    way = ("approves 0", "approves 1", "reports all", "proposes 0", "belmara confirms", "names none", "withdraws 0")
    ended = lambda: not drafts.exists() and not published.exists() and not PENDING.exists()  # noqa: E731
    Machine(beijing, acts, way, ended, time).walk(steps=20)


def test_an_invitation_is_always_answered_and_the_delegation_admitted(beijing: House, time: Clock) -> None:
    edition, by = beijing.edition, clerk(beijing)
    inviting.enter_body(by, edition, "norvania", "state", written("en", "Norvania"), "mission@norvania.example", "fr")
    invitations = Invitation.objects.filter(body__slug="norvania")
    came = Delegation.objects.filter(edition=edition, body__slug="norvania")
    points = FocalPoint.objects.filter(body__slug="norvania")
    letters = Credentials.objects.filter(delegation__in=came)
    officers = [clerk(beijing), Secretary(beijing.second_officer)]
    emails = cycle(("a@norvania.example", "b@norvania.example", "c@norvania.example"))

    def drafted() -> object:
        return inviting.draft_invitations(by, edition, Body.objects.filter(slug="norvania"), date(2016, 7, 20))

    def speaks() -> capacities.FocalPoint:
        point = first_of(points)
        return capacities.FocalPoint(point.person, point.body)

    def answered(answer: str) -> object:
        own = speaks()
        return inviting.answer_invitation(own, first_of(invitations), answer, 3 if answer == "accepted" else None, "")

    def submitted() -> object:
        own = speaks()
        return credentials.submit_credentials(
            own, first_of(came), "original", "foreign", "R. Talvena", b"%PDF-1.4", "application/pdf"
        )

    def verifies(officer: By) -> object:
        return credentials.verify_credentials(officer, first_of(came), first_of(letters).digest())

    def refuses() -> object:
        return credentials.refuse_credentials(by, first_of(came), "No signature", first_of(letters).digest())

    def named() -> object:
        return inviting.name_focal_point(by, first_of(invitations), "J. Delmarre", next(emails), "fr")

    acts: dict[str, Doing] = {
        "drafts": drafted,
        "discards": lambda: inviting.discard_invitation(by, first_of(invitations)),
        "names a focal point": named,
        "ends a focal point": lambda: inviting.end_focal_point(by, first_of(points)),
        "reminds": lambda: inviting.remind(by, edition),
        "accepts": lambda: answered("accepted"),
        "declines": lambda: answered("declined"),
        "submits": submitted,
        "verifies": lambda: verifies(officers[0]),
        "the other verifies": lambda: verifies(officers[1]),
        "refuses": refuses,
        "admits provisionally": lambda: credentials.admit_provisionally(by, first_of(came)),
        "a day passes": lambda: time.advance(DAY),
        **two_keys(beijing, "delegations.invite"),
    }
    way = ("verifies", "the other verifies", "submits", "names a focal point", *TWO_KEYS, "accepts", "drafts")

    def ended() -> bool:
        accepted = Credentials.objects.filter(delegation__in=came, state="accepted")
        return came.filter(admission="full").exists() and accepted.exists() and not PENDING.exists()

    Machine(beijing, acts, way, ended, time).walk(steps=35)


def test_an_archive_is_always_made(beijing: House, time: Clock) -> None:
    archives = Archive.objects.filter(edition=beijing.edition, made_at=None)

    def made() -> object:
        return archiving.keep_archive(first_of(archives).edition, b"zip", 3, "0" * 64)

    acts: dict[str, Doing] = {
        "asks": lambda: archiving.ask_for_archive(clerk(beijing), beijing.edition),
        "is made": made,
        "a day passes": lambda: time.advance(DAY),
    }
    Machine(beijing, acts, ("is made",), lambda: not archives.exists(), time).walk(steps=8)
