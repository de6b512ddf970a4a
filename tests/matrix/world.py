"""Two editions with something of everything in them, the people who look at them, and what addresses name."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.urls import reverse

from nadwa.acts.by import Unnamed
from nadwa.consultations.commands import opinion_statements
from nadwa.cooperation.commands import commitments, entries
from nadwa.delegations.commands import accrediting, badges, credentials, inviting, recovering, seating
from nadwa.delegations.commands.accrediting import token
from nadwa.delegations.models import FocalPoint, Offer
from nadwa.editions.capacities import Chair, Secretary
from nadwa.editions.commands import correcting, preparing, roles
from nadwa.editions.models import Appointment, Correction, Membership
from nadwa.exchange import imports
from nadwa.floor.commands import statements
from nadwa.press import commands as press
from nadwa.programme.commands import documents, meetings
from nadwa.programme.models import Document
from nadwa.record.models import Act
from nadwa.texts.commands import bracketing, packaging, positions, proposing
from nadwa.texts.models import Alternative, NegotiatingText, Paragraph
from tests.factories import House, delegation, person, proposed, words
from tests.forms import Client
from tests.matrix.roles import ROLES, Row


def addressed(row: Row, known: dict[str, Any]) -> str:
    return reverse(row.name, args=[known.get(one, one) for one in row.arguments])


def signed_in(person: Any) -> Client:
    client = Client()
    if person:
        client.force_login(person)
    return client


def viewers_of(beijing: House, elsewhere: House) -> dict[str, Any]:
    """One of each role. The `facilitator` of the text moderates, too; the `vice_chair` is in no chair; `foreign` is
    everything at another edition."""
    delegation(beijing, "observer", 50, 6, kind="ngo")
    delegation(elsewhere, "foreign", 50, 1)
    for role in ("moderator", "usher", "vice-chair"):
        name = role.replace("-", "_")
        beijing.people[name] = person(f"{beijing.edition.slug}-{role}")
        roles.give_role(beijing.people[name], beijing.edition, role, Unnamed("test"))
    host = elsewhere.edition.hosts.get(slug="china")
    for role in Membership.Role:
        of = host if role == Membership.Role.HOST else None
        roles.give_role(elsewhere.foreign, elsewhere.edition, role, Unnamed("test"), host=of)
    focal, facilitator = person("focal"), person("facilitator")
    for edition, point in ((beijing.edition, focal), (elsewhere.edition, elsewhere.foreign)):
        body = beijing.delegations["aldora"].body
        FocalPoint.objects.create(edition=edition, body=body, person=point, place=2)
    roles.give_role(facilitator, beijing.edition, "moderator", Unnamed("test"))
    beijing.text.facilitator = facilitator
    beijing.text.save()
    people = {role: beijing.people[role] for role in ROLES if role in beijing.people}
    others = {"anonymous": None, "stranger": person("stranger"), "focal": focal, "facilitator": facilitator}
    return people | others | {"foreign": elsewhere.foreign}


def known_at(beijing: House) -> dict[str, Any]:
    proposal = proposed(beijing, "editions.open")
    act = Act.objects.get(kind="editions.proposed", log__edition=beijing.edition.slug)
    private = statements.file_statement(beijing.delegate("aldora"), beijing.meeting, 2, "en", "text", for_press=True)
    prepared(beijing)
    sent(beijing)
    applied(beijing)
    cooperating(beijing)
    clerk = Secretary(beijing.secretariat)
    meetings.set_appearance(clerk, beijing.meeting, "R. Talvena", "", "speaker")
    papers = {audience: paper(beijing, audience) for audience in ("everybody", "participants", "states")}
    for audience in ("participants", "states"):
        documents.issue_document(clerk, papers[audience])
    closed(beijing)
    meetings.add_step(clerk, beijing.meeting, words("Welcome"), 5, "", None)
    badges.issue_badges(Secretary(beijing.secretariat), beijing.edition)
    opinion_statements.submit_statement(
        beijing.delegate("aldora"), beijing.consultation, "en", "A new thought about mandates."
    )
    reworded = opinion_statements.propose_revision(
        Secretary(beijing.secretariat), beijing.consultation, [9], "en", ["A new thought."]
    )
    one, _, other, _ = beijing.text.paragraphs.all()
    ends = [paragraph.alternatives.get(number=1) for paragraph in (one, other)]
    positions.link(beijing.delegate("aldora"), *ends, "object", 1, "own")
    proposing.propose_wording(beijing.delegate("belmara"), other, "en", "A draft of Belmara's")
    proposing.propose_wording(beijing.delegate("aldora"), one, "en", "A draft of Aldora's")
    last = beijing.text.paragraphs.get(number=4)
    bracketing.bracket(Chair(beijing.chair), last, "should")
    packaging.table_package(Chair(beijing.chair), beijing.text, {"2": 2})
    recovering.ask_recovery(clerk, beijing.edition, beijing.corvia, "corvia@corvia.example", "Called back.")
    recovery = beijing.edition.recoveries.get()
    return {
        "RECOVERY": recovery.pk,
        "RECOVERY_TOKEN": recovering.token(recovery),
        "SEAT": beijing.delegations["aldora"].delegates.get().pk,
        "OFFER": offered_to(beijing).pk,
        "APPOINTMENT": named(beijing).pk,
        "CO_FACILITATOR": beijing.text.co_facilitators.create(person=beijing.belmara, since=datetime.now(UTC)).pk,
        "USHER": usher_of(beijing).pk,
        "SECRETARY": beijing.edition.memberships.get(person=beijing.second_officer).pk,
        "OFFICER_OF_CHINA": beijing.edition.memberships.get(person=beijing.officer_china).pk,
        "PRESS": beijing.edition.memberships.filter(role="press").earliest("pk").pk,
        "TOKEN": token(beijing.edition.applications.get()),
        "BADGE": beijing.edition.badges.get(person=beijing.aldora).pk,
        "CORRECTION": drafted_correction(beijing).pk,
        "ROOM": beijing.meeting.room_id,
        "APPEARANCE": beijing.meeting.appearances.get().pk,
        "DOCUMENT": papers["everybody"].pk,
        "FOR_PARTICIPANTS": papers["participants"].pk,
        "FOR_STATES": papers["states"].pk,
        "IMPORT": imports.kept(
            beijing.edition, beijing.secretariat, "participants", b"Body,Name,E-mail address", []
        ).pk,
        "RELEASE": 2,
        "DRAFT": 3,
        "APPLICATION": beijing.edition.media_applications.get().pk,
        "DRAFTED": other.number,
        "PROPOSAL": proposal.pk,
        "PUBLIC_ACT": act.ref,
        "PRIVATE_ACT": private.ref,
        "REVISION": reworded.facts["revision"],
    }


def drafted_correction(beijing: House) -> Correction:
    """The symposium is to be held a day longer, once the hosts have approved it."""
    clerk, edition = Secretary(beijing.secretariat), beijing.edition
    names = ("title", "city", "time_zone", "symbol", "starts_on")
    asked = {name: getattr(edition, name) for name in names} | {"ends_on": edition.ends_on + timedelta(days=1)}
    correcting.correct_edition(clerk, edition, **asked)
    return Correction.objects.get(edition=edition)


def offered_to(beijing: House) -> Offer:
    """Aldora asks somebody of the press to be its delegate."""
    now = datetime.now(UTC)
    return Offer.objects.create(
        delegation=beijing.delegations["aldora"], person=beijing.press, role="adviser", offered_at=now
    )


def usher_of(beijing: House) -> Membership:
    found = beijing.edition.memberships.filter(role="usher").first()
    return found or beijing.edition.memberships.create(person=person(f"{beijing.edition.slug}-usher"), role="usher")


def named(beijing: House) -> Appointment:
    """Somebody of the press is asked to interpret."""
    one = beijing.press
    return Appointment.objects.create(
        edition=beijing.edition,
        role="interpreter",
        name=one.name,
        email="press@example.org",
        language="en",
        person=one,
        named_at=datetime.now(UTC),
        named_as="secretariat",
    )


def paper(beijing: House, audience: str) -> Document:
    """Handed in, and not issued yet."""
    clerk, now = Secretary(beijing.secretariat), datetime.now(UTC)
    documents.plan_document(clerk, beijing.edition, "WP", words("Paper"), None, None, audience, now, now, False)
    document = Document.objects.get(edition=beijing.edition, audience=audience)
    documents.hand_in(clerk, document, "en", b"%PDF-1.7", "application/pdf")
    return document


def closed(beijing: House) -> None:
    """A text for participants, with one paragraph."""
    text = NegotiatingText.objects.create(
        edition=beijing.edition, item=beijing.text.item, slug="closed", title=words("Closed"), number=2
    )
    paragraph = Paragraph.objects.create(text=text, number=1, position=1, kind="operative")
    Alternative.objects.create(paragraph=paragraph, number=1, state="current", wording=words("Among us"))


def sent(beijing: House) -> None:
    """Aldora is invited, has a focal point, needs a visa and has handed in its credentials."""
    by, delegation = Secretary(beijing.secretariat), beijing.delegations["aldora"]
    inviting.draft_invitations(by, beijing.edition, [delegation.body], date(2016, 6, 1))
    invitation = beijing.edition.invitations.get()
    inviting.name_focal_point(by, invitation, "J. Delmarre", "focal@aldora.example", "en")
    letter = ("original", "foreign", "R. Talvena", b"%PDF-1.7", "application/pdf")
    credentials.submit_credentials(by, delegation, *letter)
    passport = {"nationality": "Aldoran", "passport": "AL 4711", "born_on": date(1980, 2, 29)}
    seating.change_delegate(by, delegation.delegates.get(), "head", 2, "", {"visa": True, **passport})


def applied(beijing: House) -> None:
    """An organisation whose application is before the States."""
    by = Secretary(beijing.secretariat)
    asked = {"kind": "ngo", "name": words("Forum"), "seat": "Aldora City", "purpose": "Safety", "programme": "Item 2"}
    accrediting.ask_for_accreditation(beijing.edition, "en", contact="L. Maro", email="maro@forum.example", **asked)
    accrediting.evaluate(by, beijing.edition.applications.get(), "Sound.")
    accrediting.open_list(by, beijing.edition, datetime.now(UTC) + timedelta(days=1))


def cooperating(beijing: House) -> None:
    """Aldora offers, Belmara needs; Aldora drafts a commitment."""
    text, day = words("Training"), date(2030, 1, 1)
    for who, side in (("aldora", "offer"), ("belmara", "need")):
        facts: dict[str, Any] = {"side": side, "area": "capacity", "begins": day, "ends": day, "languages": ["en"]}
        entries.enter(beijing.delegate(who), text, text, **facts)
    facts = {"title": text, "text": text, "measure": text, "target": 3, "due": day}
    commitments.draft_commitment(beijing.delegate("aldora"), [], None, **facts)


def prepared(beijing: House) -> None:
    """A task, a release under embargo and one in draft, an application for media accreditation."""
    by = Secretary(beijing.secretariat)
    day = date(2016, 7, 1)
    preparing.set_task(by, beijing.edition, "rooms", words("Halls"), beijing.edition.hosts.get(slug="china"), day, None)
    embargo = datetime.now(UTC) + timedelta(days=1)
    for until in (embargo, None):
        dates: dict[str, Any] = {"dated": day, "embargo_until": until}
        press.draft_release(by, beijing.edition, "release", words("News"), words("Text"), **dates)
    press.issue_release(by, beijing.edition.releases.get(number=2))
    asked = {"name": "L. Ferrano", "email": "ferrano@daily.example", "medium": "The Daily", "function": "Editor"}
    press.apply_for_accreditation(beijing.edition, "en", **asked)
