"""Canaries: a word of its own in every private field; who finds which, in whatever the platform gives them.

Pages, files with what is packed in them (the words of PDFs too), exports, feeds, search, the API and the live frames,
asked for as each role; mails to each address; and what services log meanwhile.
A row says who may find a canary; anybody else who finds it fails the build.
"""

import io
import logging
import os
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils.translation import override
from lxml import html
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from nadwa.accounts import enrolment
from nadwa.accounts.models import Person
from nadwa.acts.by import By
from nadwa.cooperation import commands as cooperation
from nadwa.cooperation.models import Commitment, Message
from nadwa.delegations import commands as delegations
from nadwa.delegations.models import Application, Credentials, Invitation, Needs
from nadwa.editions.models import Task
from nadwa.exchange import tokens
from nadwa.floor.models import Statement
from nadwa.live import hub
from nadwa.live.tickets import Ticket, admits
from nadwa.logs import Formatter
from nadwa.mail.models import Mail
from nadwa.press.models import MediaApplication, Release
from nadwa.texts.commands import take_position
from nadwa.texts.models import Alternative, Position
from tests.factories import House, house, words
from tests.forms import Client
from tests.matrix import roles
from tests.matrix.every_row import CHANNELS, ROWS
from tests.matrix.roles import ROLES
from tests.matrix.world import addressed, known_at, signed_in, viewers_of

INSIDE, OF_STATES = f"belmara {' '.join(roles.INSIDE)}", f"belmara {' '.join(roles.OF_STATES)}"
SEEN = {
    "draft of a wording": "aldora",
    "note of a position": "aldora",
    "text under embargo": "aldora interpreter press secretariat",
    "release under embargo": "officer_un press secretariat spokesperson",
    "release in draft": "officer_un secretariat spokesperson",
    "passport": "aldora focal secretariat",
    "nationality": "aldora focal secretariat",
    "accessibility": "aldora focal secretariat",
    "address of a delegate": "aldora focal secretariat",
    "signatory of credentials": "aldora focal secretariat",
    "letter of credentials": "focal secretariat",
    "remark of an answer": "focal officer_un secretariat",
    "contact of an applicant": "secretariat",
    "evaluation of an applicant": "aldora belmara officer_un secretariat",
    "contact of a journalist": "secretariat spokesperson",
    "commitment in draft": "aldora officer_un secretariat",
    "letter about an offer": "aldora belmara",
    "task of the hosts": "officer_un secretariat",
    "mail": "",
    "opinion before moderation": "aldora facilitator moderator secretariat",
    "text for participants": INSIDE,
    "document for participants": INSIDE,
    "document for States": OF_STATES,
}
LOOKING = {*ROLES, "belmara"} & set(os.environ.get("NADWA_LOOKING", f"{' '.join(ROLES)} belmara").split())
CANARY = {name: f"canary{number:02}x" for number, name in enumerate(SEEN)}
pytestmark = pytest.mark.django_db  # else the database would not be made for one test of these alone
PAGE, END = b"<!doctype html>", b"<!-- end of page -->"
HOSTILE = "<img src=x onerror=alert(1)>"


def sung(name: str) -> dict[str, Any]:
    """A text with the canary in it as hostile markup, which a search for "canary" finds where it may."""
    return words(f"canary {HOSTILE}{CANARY[name]}")


def plant(beijing: House) -> None:
    """In the fields themselves, whatever commands would have said."""
    aldora = beijing.delegations["aldora"]
    draft = Alternative.objects.filter(proposer=aldora, state="draft")
    draft.update(wording=sung("draft of a wording"))
    take_position(
        beijing.aldora, beijing.text.paragraphs.get(number=2).alternatives.get(number=2), "reservation", 1, "own"
    )
    Position.objects.filter(delegation=aldora).update(note=CANARY["note of a position"])
    Statement.objects.update(text=CANARY["text under embargo"])
    Release.objects.filter(number=2).update(text=sung("release under embargo"))
    Release.objects.filter(number=3).update(text=sung("release in draft"))
    Needs.objects.filter(delegate__delegation=aldora).update(
        passport=CANARY["passport"], nationality=CANARY["nationality"], accessibility=CANARY["accessibility"]
    )
    beijing.aldora.email = f"{CANARY['address of a delegate']}@aldora.example"
    beijing.aldora.save()
    letter = b"%PDF-1.7 " + CANARY["letter of credentials"].encode()
    Credentials.objects.update(signatory=CANARY["signatory of credentials"], letter=letter)
    Invitation.objects.update(remark=CANARY["remark of an answer"])
    Application.objects.update(
        contact=CANARY["contact of an applicant"], evaluation=CANARY["evaluation of an applicant"]
    )
    MediaApplication.objects.update(press_card=CANARY["contact of a journalist"])
    Commitment.objects.update(text=sung("commitment in draft"))
    offer = aldora.entries.get()
    at, belmara = offer.entered_at, beijing.delegations["belmara"]
    letter_of = {"counterpart": belmara, "sender": belmara, "text": CANARY["letter about an offer"]}
    Message.objects.create(entry=offer, at=at, **letter_of)
    Task.objects.update(title=sung("task of the hosts"))
    Mail.objects.update(body=CANARY["mail"])
    closed = Alternative.objects.filter(paragraph__text__slug="closed", paragraph__text__edition=beijing.edition)
    closed.update(wording=sung("text for participants"))
    for audience, name in (("participants", "document for participants"), ("states", "document for States")):
        beijing.edition.documents.filter(audience=audience).update(title=sung(name))
    beijing.consultation.statements.filter(number=9).update(text=sung("opinion before moderation"))


@contextmanager
def planted() -> Iterator[tuple[House, dict[str, Any], dict[str, Any]]]:
    """An edition with canaries in it, those who look at it, what the addresses name; gone again afterwards."""
    with override("en"), transaction.atomic():
        beijing, elsewhere = house("beijing-2016"), house("geneva-2018")
        viewers = viewers_of(beijing, elsewhere) | {"belmara": beijing.belmara}
        known = known_at(beijing)
        plant(beijing)
        yield beijing, viewers, known
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def given(django_db_setup: None, django_db_blocker: Any) -> dict[str, bytes]:
    """All that each role gets, in one heap. Their edition is gone when it has been made."""
    with django_db_blocker.unblock(), planted() as (beijing, viewers, known), all_logged() as lines:
        heaps = {role: b"\n".join(heap(viewer, known, beijing)) for role, viewer in viewers.items() if role in LOOKING}
    return heaps | {"logs": "\n".join(lines).encode()}


@contextmanager
def all_logged() -> Iterator[list[str]]:
    """What services would write, of every level."""
    lines: list[str] = []
    handler, root = logging.Handler(), logging.getLogger()
    handler.emit = lambda record: lines.append(Formatter().format(record))  # type: ignore[method-assign]
    root.addHandler(handler)
    logging.getLogger("nadwa.security").setLevel(logging.INFO)
    try:
        yield lines
    finally:
        root.removeHandler(handler)


def heap(viewer: Any, known: dict[str, Any], beijing: House) -> Iterator[bytes]:
    client = signed_in(viewer)
    for row in ROWS:
        if row.method == "get" and not row.name.startswith(("api:", "account_", "mfa_")):
            yield from contents(client, addressed(row, known))
    yield from found_by_search(client, beijing)
    yield from through_the_api(viewer, known)
    for channel, _, _ in CHANNELS:
        key = beijing.meeting.pk if channel.startswith("floor") else beijing.text.pk
        ticket = Ticket(channel, str(key), "en", viewer and viewer.pk)
        if admits(ticket):
            yield from hub.render(ticket).values()


def found_by_search(client: Client, beijing: House) -> Iterator[bytes]:
    """What the search finds of the word that stands in the titles and texts, by the page's own form."""
    address = reverse("search", args=[beijing.edition.slug])
    page = html.fromstring(client.get(address).content)
    [form] = [one for one in page.forms if one.get("role") == "search" or "words" in one.fields]
    form.fields["words"] = "canary"
    yield from contents(client, f"{address}?{urlencode(form.form_values())}")


def through_the_api(viewer: Any, known: dict[str, Any]) -> Iterator[bytes]:
    headers = {"Authorization": f"Bearer {tokens.make(viewer, 'canaries', 'read', 1)}"} if viewer else {}
    for row in ROWS:
        if row.method == "get" and row.name.startswith("api:"):
            yield from contents(Client(headers=headers), addressed(row, known))


def contents(client: Client, address: str) -> Iterator[bytes]:
    """An answer with its headers, and what is packed in it."""
    with transaction.atomic():
        answer = client.get(address)
        content = answer.content
        transaction.set_rollback(True)
    yield str(answer.headers).encode()
    yield content
    if answer.headers.get("Content-Type", "").startswith("text/html"):
        yield END
    if content.startswith(b"%PDF"):
        yield words_of(content)
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            yield from (packed.read(name) for name in packed.namelist())


@cache
def words_of(pdf: bytes) -> bytes:
    try:
        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).encode()
    except PyPdfError:  # a letter of the tests, which is one by its first bytes alone
        return b""


@pytest.mark.parametrize("name", CANARY)
def test_a_canary_is_found_by_those_alone_whom_it_is_for(given: dict[str, bytes], name: str) -> None:
    found = {role for role, heap in given.items() if CANARY[name].encode() in heap}

    assert found == set(SEEN[name].split()) & LOOKING


def test_no_text_becomes_markup_in_any_page(given: dict[str, bytes]) -> None:
    """Raw, it stands only in what is no page: JSON, calendars, tables."""
    pages = {role: heap.split(PAGE)[1:] for role, heap in given.items() if role != "logs"}
    told = {role: [page for page in each if HOSTILE.encode() in page.split(END)[0]] for role, each in pages.items()}

    assert {role: len(each) for role, each in told.items()} == dict.fromkeys(pages, 0)
    assert any(b"&lt;img src=x" in page for each in pages.values() for page in each)


def test_there_is_a_heap_for_every_role(given: dict[str, bytes]) -> None:
    assert set(given) == {*LOOKING, "logs"}
    assert min(len(heap) for role, heap in given.items() if role != "logs") > 100_000
    assert b"refused" in given["logs"]


def test_the_words_of_a_pdf_are_found() -> None:
    """Else nothing would be found in any: the printed list has the names of delegates."""
    with planted() as (_, viewers, _known):
        pdf = signed_in(viewers["secretariat"]).get(reverse("printed-list", args=["beijing-2016"])).content

    assert b"Name of beijing-2016-aldora" in words_of(pdf)


def mails() -> dict[str, str]:
    """All mails after things have happened that people are written to about, by address."""
    with planted() as (beijing, _, _known):
        Mail.objects.all().delete()
        clerk = By(beijing.secretariat, "secretariat")
        aldora, belmara = beijing.delegations["aldora"], beijing.delegations["belmara"]
        Person.objects.filter(pk=beijing.belmara.pk).update(email="head@belmara.example")
        cooperation.write(beijing.belmara, belmara, aldora.entries.get(), belmara, CANARY["letter about an offer"])
        cooperation.write(beijing.aldora, aldora, aldora.entries.get(), belmara, CANARY["letter about an offer"])
        Application.objects.update(state="evaluated", window_until=None)
        application = beijing.edition.applications.get()
        delegations.refuse_organisation(clerk, application, "Not this time.")
        delegations.ask_recovery(clerk, beijing.edition, beijing.aldora, "a@aldora.example", "Called back.")
        recovery = beijing.edition.recoveries.first()
        delegations.confirm_recovery(By(beijing.second_officer, "secretariat"), recovery, recovery.digest())
        enrolment.send_link(beijing.aldora, beijing.edition.slug)
        found: dict[str, str] = {}
        for mail in Mail.objects.all():
            found[mail.to] = f"{found.get(mail.to, '')}\n{mail.subject}\n{mail.body}"
        return found


def test_no_mail_tells_what_is_private() -> None:
    """It tells that something is there, and where; the own address is in the own mail."""
    found = mails()

    assert len(found) >= 4
    assert [(to, name) for to, text in found.items() for name, canary in CANARY.items() if canary in text] == []
