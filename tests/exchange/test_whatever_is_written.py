"""Every file that Nadwa writes can be written, whatever stands in the database: all of Unicode in every column."""

import inspect
import json
import pkgutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from importlib import import_module
from io import BytesIO
from types import FunctionType, ModuleType
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import CharField, JSONField, Model, TextField
from docx import Document
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from lxml import etree

import nadwa
from nadwa.consultations import exporters as consultations
from nadwa.delegations import exporters as delegations
from nadwa.delegations.models import Delegate
from nadwa.exchange import openslides, participants, popolo, report, schedules
from nadwa.press import exporters as press
from nadwa.programme import exporters as programme
from nadwa.programme import journal
from nadwa.texts import akoma_ntoso, exporters, queries, spreadsheets, versions, word, xliff
from nadwa.texts.models import NegotiatingText
from nadwa.web import tables
from tests.factories import House
from tests.matrix.world import known_at

ROOMS = {"accounts", "editions", "delegations", "programme", "floor", "consultations", "texts", "cooperation", "press"}
NOT_OF_TEXT = {"slug", "state", "kind", "username", "time_zone", "language", "email", "password", "audience", "role"}
# What writes a file out of what it is given, by itself or below what is tried here.
BELOW = {
    "nadwa.web.tables.csv_file",
    "nadwa.web.tables.xlsx_file",
    "nadwa.web.downloads.zipped",
    "nadwa.printing.pdf",
    "nadwa.printing.badges",
    "nadwa.texts.word.writing.saved",
    "nadwa.live.hub.frame",
    "nadwa.editions.two_key.canonical",  # of what a room says would be done
    "nadwa.exchange.queries.archive_content",  # of pages, which the matrix opens
}


def tried(house: House) -> dict[Callable[..., Any], Callable[[], object]]:
    """By function: how it is called, and its file opened as a reader would."""
    edition, text = house.edition, NegotiatingText.objects.get(pk=house.text.pk)
    places = queries.places(text)
    rows = versions.table(places)
    mine = queries.mine(text, house.aldora)
    seat = Delegate.objects.select_related("person", "delegation__body", "needs").get(person=house.aldora)
    release, invitation = edition.releases.get(number=2), edition.invitations.get()
    day = journal.days(edition)[0]
    decision = text.decisions.get()
    return {
        consultations.polis_zip: lambda: ZipFile(BytesIO(consultations.polis_zip(house.consultation))).testzip(),
        delegations.note_verbale: lambda: pdf(delegations.note_verbale(invitation)),
        delegations.visa_letter: lambda: pdf(delegations.visa_letter(seat, "ar")),
        delegations.list_of_participants: lambda: pdf(delegations.list_of_participants(edition, "zh-hans")),
        delegations.credentials_report: lambda: pdf(delegations.credentials_report(edition, "fr")),
        delegations.badge_sheets: lambda: pdf(delegations.badge_sheets(edition, edition.badges.all(), "ar")),
        report.pdf: lambda: pdf(report.pdf(edition, "ru")),
        popolo.document: lambda: json.loads(popolo.document(edition)),
        popolo.with_addresses: lambda: json.loads(popolo.with_addresses(edition)),
        openslides.document: lambda: json.loads(openslides.document(edition)),
        schedules.as_json: lambda: json.loads(schedules.as_json(edition)),
        schedules.as_xml: lambda: etree.fromstring(schedules.as_xml(edition)),
        participants.table: lambda: (
            tables.lines_of(tables.csv_file(*participants.table(edition)), 99, 99),
            openpyxl.load_workbook(BytesIO(tables.xlsx_file(*participants.table(edition)))),
        ),
        press.pdf: lambda: pdf(press.pdf(release, "es")),
        press.feed: lambda: etree.fromstring(press.feed(edition, "en").encode()),
        programme.calendar: lambda: Calendar.from_ical(programme.calendar(edition, programme.chosen(edition, "", ""))),
        journal.pdf: lambda: pdf(journal.pdf(edition, day, "en")),
        akoma_ntoso.write: lambda: etree.fromstring(akoma_ntoso.write(text, "en")),
        word.rolling: lambda: Document(BytesIO(word.rolling(text, places, "ar"))),
        spreadsheets.as_csv: lambda: spreadsheets.as_csv(spreadsheets.rows(places, mine)).decode("utf-8-sig"),
        spreadsheets.as_xlsx: lambda: openpyxl.load_workbook(
            BytesIO(spreadsheets.as_xlsx(spreadsheets.rows(places, mine)))
        ),
        xliff.write: lambda: etree.fromstring(xliff.write(text, rows, "en", "fr")),
        exporters.docx: lambda: Document(BytesIO(exporters.docx(text, "ru"))),
        exporters.non_paper: lambda: Document(BytesIO(exporters.non_paper(text, places, {"2": 2}, "en"))),
        exporters.printed_non_paper: lambda: pdf(exporters.printed_non_paper(text, places, {"2": 2}, "en")),
        exporters.pdf: lambda: pdf(exporters.pdf(text, "ar")),
        exporters.letter: lambda: pdf(exporters.letter(decision, "en", "https://example.org")),
    }


def pdf(content: bytes) -> None:
    assert content.startswith(b"%PDF-")
    assert content.rstrip().endswith(b"%%EOF")


def writers() -> Iterator[str]:
    """Every public function of the rooms, of what they stand on, and of the exchange that gives a file."""
    for found in pkgutil.walk_packages(nadwa.__path__, "nadwa."):
        parts = found.name.split(".")
        if parts[1] in {*ROOMS, "exchange", "printing", "web", "live", "mail"} and not {"migrations", "views"} & set(
            parts
        ):
            yield from written_by(import_module(found.name))


def written_by(module: ModuleType) -> Iterator[str]:
    for name, one in vars(module).items():
        ours = isinstance(one, FunctionType) and one.__module__ == module.__name__ and not name.startswith("_")
        if ours and inspect.signature(one).return_annotation in (bytes, "bytes"):
            yield f"{module.__name__}.{name}"


@pytest.fixture
def world(beijing: House) -> House:
    known_at(beijing)
    now = datetime.now(UTC)
    facts = {"digest": "0" * 64, "started_at": now, "deadline": now + timedelta(hours=24)}
    beijing.text.decisions.create(kind="silence", **facts)
    return beijing


def test_each_function_that_writes_a_file_is_tried(world: House) -> None:
    named = {f"{one.__module__}.{one.__name__}" for one in tried(world)}
    assert set(writers()) - BELOW <= named


def columns() -> Iterator[tuple[type[Model], Any]]:
    for model in apps.get_models():
        if model._meta.app_label in ROOMS:
            for column in model._meta.local_concrete_fields:
                if column.name in NOT_OF_TEXT or column.unique or column.choices or column.is_relation:
                    continue
                if isinstance(column, CharField | TextField | JSONField):
                    yield model, column


def filled(text: str) -> int:
    """Put a text into every column that holds text, behind every gate; gives how many took it."""
    taken = 0
    for model, column in columns():
        for row in model._default_manager.all():
            before = getattr(row, column.attname)
            after = spoilt(before, text) if isinstance(column, JSONField) else text[: column.max_length]
            if after == before:
                continue
            try:
                with transaction.atomic():
                    model._default_manager.filter(pk=row.pk).update(**{column.attname: after})
                taken += 1
            except IntegrityError:
                continue  # a number of a paragraph, a code: the database knows its form
    return taken


def spoilt(value: Any, text: str) -> Any:
    if isinstance(value, dict) and "versions" in value:
        versions = {code: {**version, "text": text or version["text"]} for code, version in value["versions"].items()}
        return {**value, "versions": versions}
    return value


HARD = [
    "\x02 \x1b",
    "\ufffe\U0010ffff",
    "김민준 ཚེ་རིང 𠮷 王\U00031350 😀🏴\U000e0067\U000e007f",
    "=1+1",
    "\u202e\u0489\u0301a",
    "]]><b>&amp;⟦U+0041⟧ #let x = $a$",
]
ANY = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), min_size=1, max_size=60)


def test_whatever_text_is_there_each_file_is_written(world: House) -> None:
    @example(HARD[0])
    @example(HARD[1])
    @example(HARD[2])
    @given(st.one_of(st.sampled_from(HARD), ANY))
    @settings(max_examples=5, database=None, suppress_health_check=list(HealthCheck))
    def written(text: str) -> None:
        with transaction.atomic():
            assert filled(text) > 40
            for function, write in tried(world).items():
                try:
                    write()
                except Exception as error:
                    raise AssertionError(f"{function.__module__}.{function.__name__}: {error!r}") from error
            transaction.set_rollback(True)

    written()
