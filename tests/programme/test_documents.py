"""Documents are planned, handed in by language, gated, issued to their audience, corrected, and told in the journal."""

import io
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from nadwa.editions.capacities import Secretary
from nadwa.programme import journal
from nadwa.programme.commands import documents
from nadwa.programme.models import Document
from nadwa.record.acts import Refused
from nadwa.record.models import Act
from nadwa.web.languages import OFFICIAL
from tests.factories import House, delegation, sitting, words
from tests.forms import Client

E = "beijing-2016"
PDF = b"%PDF-1.7 paper"
SLOT = datetime(2016, 7, 1, tzinfo=UTC)


def by(house: House) -> Secretary:
    return Secretary(house.secretariat)


def planned(house: House, audience: str = "everybody", *, all_six: bool = True) -> Document:
    author = house.delegations["aldora"].body
    due = SLOT + timedelta(days=3)
    documents.plan_document(
        by(house),
        house.edition,
        "WP",
        words("Paper"),
        house.edition.agenda.get(number=2),
        author,
        audience,
        SLOT,
        due,
        all_six,
    )
    return Document.objects.latest("pk")


def handed_in(house: House, document: Document, languages: tuple[str, ...] = OFFICIAL) -> Document:
    for language in languages:
        documents.hand_in(by(house), document, language, PDF + language.encode(), "application/pdf")
    return document


def issued(house: House, audience: str = "everybody") -> Document:
    document = handed_in(house, planned(house, audience))
    documents.issue_document(by(house), document)
    document.refresh_from_db()
    return document


def as_seen_by(house: House, viewer: str | None) -> Client:
    client = Client()
    if viewer:
        client.force_login(house.people[viewer])
    return client


def upload(house: House, document: Document, content: bytes) -> Any:
    page = reverse("hand-in", args=[E, document.pk, "fr"])
    return as_seen_by(house, "secretariat").post(page, {"file": SimpleUploadedFile("paper.docx", content)})


def test_each_document_has_its_symbol(beijing: House) -> None:
    assert [planned(beijing).symbol, planned(beijing).symbol] == ["SYMP/WP.1", "SYMP/WP.2"]


def test_nothing_is_issued_before_all_six_languages_are_there(beijing: House) -> None:
    document = handed_in(beijing, planned(beijing), ("en", "fr", "ru", "es"))

    with pytest.raises(Refused, match="Still missing: Arabic, Chinese"):
        documents.issue_document(by(beijing), document)


def test_where_the_gate_is_open_one_language_is_enough(beijing: House) -> None:
    document = handed_in(beijing, planned(beijing, all_six=False), ("en",))
    documents.issue_document(by(beijing), document)

    assert Act.objects.get(kind="programme.document-issued").facts["versions"].keys() == {"en"}


@pytest.mark.parametrize(
    ("audience", "viewer", "status"),
    [
        ("everybody", None, 200),
        ("participants", None, 404),
        ("participants", "orvel", 200),
        ("participants", "press", 404),
        ("states", "orvel", 404),
        ("states", "press", 404),
        ("states", "aldora", 200),
    ],
)
def test_a_document_reaches_its_audience_and_nobody_else(
    beijing: House, audience: str, viewer: str | None, status: int
) -> None:
    delegation(beijing, "orvel", 20, 6, kind="research")
    document = issued(beijing, audience)
    client = as_seen_by(beijing, viewer)

    listed = document.symbol in client.get(reverse("documents", args=[E])).content.decode()
    assert client.get(reverse("document-version", args=[E, document.pk, "ar"])).status_code == status
    assert listed == (status == 200)


@pytest.mark.parametrize("viewer", [None, "aldora", "chair", "press"])
def test_before_it_is_issued_only_the_secretariat_reads_it(beijing: House, viewer: str | None) -> None:
    document = handed_in(beijing, planned(beijing))

    assert as_seen_by(beijing, viewer).get(reverse("document-version", args=[E, document.pk, "en"])).status_code == 404
    assert (
        as_seen_by(beijing, "secretariat").get(reverse("document-version", args=[E, document.pk, "en"])).content
        == PDF + b"en"
    )


def test_what_has_been_issued_is_corrected_by_a_corrigendum(beijing: House) -> None:
    document = issued(beijing)
    with pytest.raises(Refused, match="a corrigendum corrects it"):
        documents.hand_in(by(beijing), document, "en", PDF, "application/pdf")
    documents.plan_corrigendum(by(beijing), document)
    documents.plan_corrigendum(by(beijing), document)

    assert [one.symbol for one in document.corrigenda.all()] == ["SYMP/WP.1/Corr.1", "SYMP/WP.1/Corr.2"]


def docx(*entries: tuple[str, int]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        for name, size in entries:
            file.writestr(name, b"0" * size)
    return packed.getvalue()


def test_a_word_document_is_handed_in(beijing: House) -> None:
    document = planned(beijing)

    assert upload(beijing, document, docx(("word/document.xml", 10))).status_code == 302
    assert document.versions.get().language == "fr"


@pytest.mark.parametrize(
    "entries",
    [(), (("evil.sh", 10),), (("word/document.xml", 10), ("bomb", 210 * 1024 * 1024))],
    ids=["html", "another zip", "zip bomb"],
)
def test_what_is_no_document_is_refused(beijing: House, entries: tuple[tuple[str, int], ...]) -> None:
    document = planned(beijing)
    answer = upload(beijing, document, docx(*entries) if entries else b"<html>")

    assert "neither a PDF nor a Word document" in answer.content.decode()
    assert document.versions.count() == 0


@pytest.mark.parametrize("language", ["ar", "zh-hans", "en", "fr", "ru", "es"])
def test_the_journal_of_a_day_is_printed_in_each_language(beijing: House, language: str) -> None:
    assert Client().get(f"/{language}/{E}/journal/2016-07-11/").content[:5] == b"%PDF-"


@pytest.mark.parametrize("day", ["2016-07-20", "yesterday"])
def test_a_day_without_meetings_has_no_journal(beijing: House, day: str) -> None:
    assert Client().get(reverse("journal", args=[E, day])).status_code == 404


def test_a_day_on_which_a_public_meeting_was_held_has_a_journal(
    beijing: House, time: Any, sequenced: Callable[[], int]
) -> None:
    time.time = datetime(2016, 7, 15, 2, tzinfo=UTC)
    sitting(beijing)
    sequenced()

    assert journal.days(beijing.edition)[-1].isoformat() == "2016-07-15"


def test_a_document_that_was_dropped_meanwhile_is_not_dropped_again(beijing: House) -> None:
    document = planned(beijing)
    documents.drop_document(by(beijing), Document.objects.get(pk=document.pk))

    with pytest.raises(Refused, match="removed meanwhile"):
        documents.drop_document(by(beijing), document)
    assert Act.objects.filter(kind="programme.document-dropped").count() == 1
