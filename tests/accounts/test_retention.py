"""What is personal is forgotten by itself when it has been kept for its time."""

from typing import Any

import pytest
from django.contrib.sessions.models import Session

from nadwa import clock
from nadwa.accounts.commands import forget_what_is_over
from nadwa.accounts.retention import classes
from nadwa.delegations.commands import accrediting, badges, credentials, recovering
from nadwa.delegations.models import Application, Badge, Credentials, Needs, Offer, Recovery
from nadwa.editions.capacities import Secretary
from nadwa.editions.commands import appointing, approving
from nadwa.editions.models import Appointment, Edition, Proposal
from nadwa.exchange import imports, tokens
from nadwa.exchange.models import Import, Token
from nadwa.floor.models import Attendance, Request, Speaker
from nadwa.mail.models import Mail
from nadwa.mail.outbox import post
from nadwa.press import commands as press
from nadwa.press.models import MediaApplication
from nadwa.record.acts import Refused
from nadwa.record.models import Submission
from nadwa.record.submissions import Sent, submitted
from tests.factories import House, words
from tests.forms import Client

AGES = {
    "sessions": 0,
    "imports": 30,
    "submissions": 30,
    "needs": 90,
    "offers": 90,
    "badges": 90,
    "keys": 90,
    "journalists": 90,
    "appointments": 90,
    "credentials": 365,
    "applications": 365,
    "mails": 365,
    "approvals": 365,
    "recoveries": 365,
    "presiding": 365,
    "speakers": 365,
}
ROWS: dict[str, Any] = {
    "sessions": Session,
    "imports": Import,
    "submissions": Submission,
    "needs": Needs,
    "offers": Offer,
    "badges": Badge,
    "keys": Token,
    "journalists": MediaApplication,
    "credentials": Credentials,
    "applications": Application,
    "mails": Mail,
    "approvals": Proposal,
    "recoveries": Recovery,
    "appointments": Appointment,
    "presiding": Proposal,
    "speakers": Speaker,
}


@pytest.fixture
def kept(beijing: House, time: Any) -> House:
    """An edition that ends today, with something of every class whose time begins now."""
    now, by = clock.now(), Secretary(beijing.secretariat)
    Edition.objects.filter(pk=beijing.edition.pk).update(starts_on=now.date(), ends_on=now.date())
    beijing.edition.refresh_from_db()
    aldora = beijing.delegations["aldora"]
    Needs.objects.create(delegate=aldora.delegates.get(), passport="AL 4711")
    Offer.objects.create(delegation=aldora, person=beijing.press, role="adviser", offered_at=now)
    with submitted(Sent(beijing.secretariat, "key", "/badges/", {}, [])):
        badges.issue_badges(by, beijing.edition)
    badge = beijing.edition.badges.get(person=beijing.aldora)
    Attendance.objects.create(meeting=beijing.meeting, badge=badge, entered_at=now)
    credentials.submit_credentials(by, aldora, "original", "foreign", "R. Talvena", b"%PDF-1.7", "application/pdf")
    asked = {"kind": "ngo", "name": words("Forum"), "seat": "City", "purpose": "Safety", "programme": "Item 2"}
    accrediting.ask_for_accreditation(beijing.edition, "en", contact="L. Maro", email="maro@forum.example", **asked)
    accrediting.evaluate(by, beijing.edition.applications.get(), "No.")
    Application.objects.update(state="refused", reason="No.", decided_at=now)
    Proposal.objects.create(
        edition=beijing.edition, kind="delegations.accredit", subject="1", state="withdrawn", proposed_at=now
    )
    asked = {"name": "L. Ferrano", "email": "ferrano@daily.example", "medium": "The Daily", "function": "Editor"}
    press.apply_for_accreditation(beijing.edition, "en", **asked)
    MediaApplication.objects.update(state="refused", reason="No.", decided_at=now)
    Mail.objects.all().delete()
    post(beijing.edition.slug, "x", "maro@forum.example", "en", "About", "Words")
    Mail.objects.update(sent_at=now, next_try_at=None)
    recovering.ask_recovery(by, beijing.edition, beijing.corvia, "corvia@corvia.example", "Called back.")
    recovering.stop_recovery(by, Recovery.objects.get())
    chair = {"name": "A. Sarn", "email": "sarn@lakes.example", "language": "en"}
    appointing.appoint(beijing.host_officer("china"), beijing.edition, "chair", **chair)
    approving.withdraw(beijing.host_officer("china"), beijing.edition.proposals.get(kind="editions.appoint"))
    imports.kept(beijing.edition, beijing.secretariat, "participants", b"Body,Name,E-mail address", [])
    Token.objects.filter(person=beijing.aldora).delete()
    tokens.make(beijing.aldora, "laptop", "read", 1)
    Token.objects.update(revoked_at=now)
    Client().force_login(beijing.aldora)
    Session.objects.update(expire_date=now)
    asked = Request.objects.create(
        item=beijing.edition.agenda.get(number=2), delegation=beijing.delegations["aldora"], rank=1, asked_at=time.time
    )
    Speaker.objects.create(request=asked, name="Ada Lume", salt=bytes(32))
    return beijing


def left() -> set[str]:
    return {name for name, rows in ROWS.items() if rows.objects.exists()}


@pytest.mark.parametrize("days", [1, 29, 31, 89, 92, 364, 367])
def test_each_class_goes_when_its_time_is_over(kept: House, time: Any, days: int) -> None:
    time.advance(days * 24 * 3600)

    forget_what_is_over()

    assert left() == {name for name, age in AGES.items() if age >= days}


def test_the_record_notes_how_many_went(kept: House, time: Any) -> None:
    time.advance(31 * 24 * 3600)

    act = forget_what_is_over()

    gone = {"imports": 1, "sessions": 1, "submissions": 1}
    assert (act.kind, act.facts) == ("accounts.forgotten", {**gone, "by": {"as": "platform"}})


def test_what_hangs_on_a_badge_goes_with_it(kept: House, time: Any) -> None:
    time.advance(92 * 24 * 3600)

    forget_what_is_over()

    assert not Attendance.objects.exists()


def test_an_exercise_stays_as_it_is(kept: House, time: Any) -> None:
    Edition.objects.filter(pk=kept.edition.pk).update(exercise=True)
    time.advance(400 * 24 * 3600)

    forget_what_is_over()

    assert {"needs", "badges", "credentials"} <= left()


def test_what_is_open_is_not_forgotten(kept: House, time: Any) -> None:
    by = Secretary(kept.secretariat)
    recovering.ask_recovery(by, kept.edition, kept.corvia, "corvia@corvia.example", "Called back again.")
    time.advance(400 * 24 * 3600)

    forget_what_is_over()

    assert [recovery.reason for recovery in Recovery.objects.all()] == ["Called back again."]


def test_where_nothing_is_over_nothing_is_recorded(beijing: House) -> None:
    with pytest.raises(Refused):
        forget_what_is_over()


def test_every_class_is_told_to_the_reader(beijing: House) -> None:
    client = Client()
    client.force_login(beijing.aldora)
    page = client.get("/en/account/data/").content.decode()

    assert {kept.name: kept.days for kept in classes()} == AGES
    assert all(str(kept.label) in page and str(kept.why) in page for kept in classes())
