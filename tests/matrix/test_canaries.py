"""Canaries: a word of its own in every private field; who finds which, in whatever the platform gives them.

Pages, files with what is packed in them (the words of PDFs too), exports, feeds, search, the API and the live frames,
asked for as each role; mails to each address; and what services log meanwhile.
A row says who may find a canary; anybody else who finds it fails the build.
"""

import io
import os
import zipfile
from collections.abc import Iterator
from functools import cache

import pytest
from django.urls import reverse
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from nadwa.accounts import enrolment
from nadwa.accounts.models import Person
from nadwa.cooperation.commands import entries
from nadwa.delegations.capacities import Delegate
from nadwa.delegations.commands import accrediting, recovering
from nadwa.delegations.models import Application
from nadwa.editions.capacities import Secretary
from nadwa.mail.models import Mail
from tests.matrix.planting import CANARY, HOSTILE, SEEN, planted
from tests.matrix.roles import ROLES
from tests.matrix.walk import GETS, Answer, Opened, Walks, open_all
from tests.matrix.world import signed_in

LOOKING = {*ROLES, "belmara"} & set(os.environ.get("NADWA_LOOKING", f"{' '.join(ROLES)} belmara").split())
PAGE, END = b"<!doctype html>", b"<!-- end of page -->"


@pytest.fixture(scope="module")
def given(walks: Walks) -> dict[str, bytes]:
    """All that each role gets, in one heap."""
    heaps, lines = {}, []
    for role, opened in walks(open_all, sorted(LOOKING)):
        heaps[role] = b"\n".join(heap(opened))
        lines += opened.lines
    return heaps | {"logs": "\n".join(lines).encode()}


def heap(opened: Opened) -> Iterator[bytes]:
    for row, answer in zip(GETS, opened.rows, strict=True):
        if not row.name.startswith(("api:", "account_", "mfa_")):
            yield from contents(answer)
    for answer in (opened.by_search, *opened.by_key):
        yield from contents(answer)
    yield from opened.frames


def contents(answer: Answer) -> Iterator[bytes]:
    """An answer with its headers, and what is packed in it."""
    yield str(answer.headers).encode()
    yield answer.content
    if answer.headers.get("Content-Type", "").startswith("text/html"):
        yield END
    if answer.content.startswith(b"%PDF"):
        yield words_of(answer.content)
    if answer.content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
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


@pytest.mark.django_db
def test_the_words_of_a_pdf_are_found() -> None:
    """Else nothing would be found in any: the printed list has the names of delegates."""
    with planted() as (_, viewers, _known):
        pdf = signed_in(viewers["secretariat"]).get(reverse("printed-list", args=["beijing-2016"])).content

    assert b"Name of beijing-2016-aldora" in words_of(pdf)


def mails() -> dict[str, str]:
    """All mails after things have happened that people are written to about, by address."""
    with planted() as (beijing, _, _known):
        Mail.objects.all().delete()
        clerk = Secretary(beijing.secretariat)
        aldora, belmara = beijing.delegations["aldora"], beijing.delegations["belmara"]
        Person.objects.filter(pk=beijing.belmara.pk).update(email="head@belmara.example")
        entries.write(
            Delegate(beijing.belmara, belmara), aldora.entries.get(), belmara, CANARY["letter about an offer"]
        )
        entries.write(Delegate(beijing.aldora, aldora), aldora.entries.get(), belmara, CANARY["letter about an offer"])
        Application.objects.update(state="evaluated", window_until=None)
        application = beijing.edition.applications.get()
        accrediting.refuse_organisation(clerk, application, "Not this time.")
        recovering.ask_recovery(clerk, beijing.edition, beijing.aldora, "a@aldora.example", "Called back.")
        recovery = beijing.edition.recoveries.first()
        recovering.confirm_recovery(Secretary(beijing.second_officer), recovery, recovery.digest())
        enrolment.send_link(beijing.aldora, beijing.edition.slug)
        found: dict[str, str] = {}
        for mail in Mail.objects.all():
            found[mail.to] = f"{found.get(mail.to, '')}\n{mail.subject}\n{mail.body}"
        return found


@pytest.mark.django_db
def test_no_mail_tells_what_is_private() -> None:
    """It tells that something is there, and where; the own address is in the own mail."""
    found = mails()

    assert len(found) >= 4
    assert [(to, name) for to, text in found.items() for name, canary in CANARY.items() if canary in text] == []
