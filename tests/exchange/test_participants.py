"""Tables of participants are read with a preview, and carried out as a whole or not at all."""

import csv
import io
from datetime import datetime
from itertools import cycle
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.translation import override

from nadwa.accounts.models import Person
from nadwa.delegations.models import Delegate
from nadwa.editions.capacities import Secretary
from nadwa.exchange import imports, participants
from nadwa.exchange.commands import importing
from nadwa.exchange.models import Import
from nadwa.mail.models import Mail
from nadwa.record.acts import Refused
from nadwa.web.tables import BadUpload, csv_file, lines_of, xlsx_file
from tests.factories import House
from tests.forms import Client

E = "beijing-2016"
CASES = {
    "csv-names-of-the-world": [
        "Langenbrückenfeldschlossbergerhausenwaldmühlenreutherstein",
        *("محمد بن عبد الله آل سعود الهاشمي", "Նարեկ Հակոբյան", "ཚེ་རིང", "สมชาย ใจดี", "गीता शर्मा", "ნინო ბერიძე"),
        *(
            "Nguyễn Thị Ánh Nguyệt",
            "𠮷野 龘",
            "김민준 Ķ́ristapš",
            "#let x = $a_b$ *bold* @ref <b>&amp;",
            "שרה כהן (Kohen)",
        ),
    ],
    "csv-rare-han": ["王𱍐", "李𮯰", "张\ue000"],
    "csv-null-name": ["Null", "None", "N/A", "O"],
    "csv-rlm": ["\u200fليلى حداد\u200f"],
}
HEADER = ["Body", "Name", "E-mail address", "Language", "Role", "Rank", "Function"]
MARAN = ["aldora", "K. Maranelo", "maranelo@aldora.example", "fr", "adviser", "6", "Counsellor"]
ORSAN = ["belmara", "V. Orsandi", "orsandi@belmara.example", "ar", "alternate", "4", ""]


def table(*rows: list[str], header: list[str] | None = None) -> bytes:
    return csv_file(header or HEADER, rows)


def read(house: House, content: bytes) -> list[dict[str, Any]]:
    return participants.read(content, house.edition, "en")


def carry_out(house: House, content: bytes) -> None:
    planned = imports.kept(house.edition, house.secretariat, "participants", content, [])
    importing.carry_out(Secretary(house.secretariat), planned)


def problems(house: House, *rows: list[str]) -> list[tuple[int, list[list[str]]]]:
    return [(row["line"], row["problems"]) for row in read(house, table(*rows)) if row["problems"]]


def test_the_preview_says_what_is_new_what_changes_and_what_stays(beijing: House) -> None:
    carry_out(beijing, table(MARAN))
    promoted = [*MARAN[:4], "alternate", *MARAN[5:]]

    states = [read(beijing, table(row))[0]["state"] for row in (MARAN, promoted, ORSAN)]
    assert states == ["same", "changed", "new"]


def test_a_preview_changes_nothing(beijing: House) -> None:
    read(beijing, table(MARAN))

    assert not Person.objects.filter(email="maranelo@aldora.example").exists()


def test_whoever_is_new_is_registered_and_enrolled_by_mail(beijing: House) -> None:
    carry_out(beijing, table(MARAN, ORSAN))

    seat = Delegate.objects.get(person__email="orsandi@belmara.example")
    assert (seat.delegation.body.slug, seat.role, seat.rank) == ("belmara", "alternate", 4)
    assert {mail.language for mail in Mail.objects.all()} == {"fr", "ar"}


def test_one_bad_line_in_many_changes_nothing_and_is_named(beijing: House) -> None:
    good = [["aldora", f"Person {n}", f"p{n}@aldora.example", "en", "adviser", "6", ""] for n in range(5)]
    bad = ["atlantis", "N. Emo", "nemo", "en", "adviser", "6", ""]

    assert problems(beijing, *good, bad) == [
        (7, [["body", "“atlantis” is not known here"], ["email", "“nemo” is no e-mail address"]])
    ]
    with pytest.raises(Refused, match="Lines are refused, so nothing was imported: 7"):
        carry_out(beijing, table(*good, bad))
    assert Person.objects.filter(email__endswith="aldora.example").count() == 0


def test_a_name_that_looks_like_a_formula_comes_back_as_it_was_typed(beijing: House) -> None:
    name = "=cmd|'/c calc'!A1"
    carry_out(beijing, table(["aldora", name, *MARAN[2:]]))

    exported = csv_file(*participants.table(beijing.edition))
    assert f'"\'{name}"' in exported.decode() or f"'{name}" in exported.decode()
    assert name in [row["values"]["name"] for row in read(beijing, exported)]


@pytest.mark.parametrize("case", ["csv-names-of-the-world", "csv-rare-han", "csv-null-name", "csv-rlm"])
def test_everybody_is_called_what_the_file_says(beijing: House, case: str) -> None:
    bodies = cycle(beijing.delegations)
    persons = [[next(bodies), name, f"p{at}@x.example", "en", "", "", ""] for at, name in enumerate(CASES[case])]
    rows = read(beijing, table(*persons))

    assert [row["problems"] for row in rows] == [[] for _ in rows]
    assert [row["values"]["name"] for row in rows] == [name.strip("\u200f") for name in CASES[case]]


def test_an_error_of_the_spreadsheet_is_nobody() -> None:
    with pytest.raises(BadUpload, match="Line 2: a cell holds #N/A"):
        lines_of(book([["Name"], ["#N/A"]]), 9, 9)


def test_cells_are_read_as_the_spreadsheet_shows_them() -> None:
    day, morning = datetime.fromisoformat("2016-05-01"), datetime.fromisoformat("2016-05-01T09:30")
    shown = lines_of(book([[day, morning, True, 6.0, 1.5, None]]), 9, 6)
    assert shown == [["2016-05-01", "2016-05-01 09:30", "TRUE", "6", "1.5"]]


def book(rows: list[list[Any]]) -> bytes:
    written, file = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        written.active.append(row)  # type: ignore[union-attr]
    written.save(file)
    return file.getvalue()


def test_a_column_that_stands_twice_is_named(beijing: House) -> None:
    with pytest.raises(BadUpload, match="names a column twice: Name"):
        read(beijing, table([*MARAN, ""], header=[*HEADER, "Name"]))


def test_an_address_that_stands_twice_is_refused_in_both_lines(beijing: House) -> None:
    found = problems(beijing, MARAN, [*ORSAN[:2], MARAN[2], *ORSAN[3:]])

    assert [(line, reasons[0][0]) for line, reasons in found] == [(2, "email"), (3, "email")]


def test_a_second_head_is_refused(beijing: House) -> None:
    assert "would have 2 heads" in str(problems(beijing, [*MARAN[:4], "head", *MARAN[5:]]))


def test_more_than_the_quota_is_refused(beijing: House) -> None:
    rows = [["aldora", f"Person {n}", f"p{n}@aldora.example", "en", "adviser", "6", ""] for n in range(9)]

    assert "would have 10 delegates; its quota is 8" in str(problems(beijing, *rows))


@pytest.mark.parametrize("language", ["ar", "zh-hans", "en", "fr", "ru", "es"])
def test_what_was_exported_in_any_language_is_read_again_as_it_is(beijing: House, language: str) -> None:
    carry_out(beijing, table(MARAN))
    Person.objects.filter(email="").delete()
    with override(language):
        header, rows = participants.table(beijing.edition)

    for content in (csv_file(header, rows), xlsx_file(header, rows)):
        assert [row["state"] for row in read(beijing, content)] == ["same"]


def test_bodies_are_known_by_their_name_in_any_language(beijing: House) -> None:
    [row] = read(beijing, table(["Aldora [zh-hans]", *MARAN[1:]]))

    assert row["values"]["body"] == "aldora"


def test_a_table_without_a_needed_column_says_which(beijing: House) -> None:
    with pytest.raises(BadUpload, match="Line 1 lacks columns: E-mail address"):
        read(beijing, table(["aldora", "K. Maranelo"], header=["Body", "Name"]))


@pytest.mark.parametrize("content", [b"PK\x03\x04 broken", "Körper".encode("utf-16")])
def test_what_is_no_table_is_refused(beijing: House, content: bytes) -> None:
    with pytest.raises(BadUpload):
        read(beijing, content)


def test_the_secretariat_imports_on_the_page_after_a_preview(beijing: House) -> None:
    client = Client()
    client.force_login(beijing.secretariat)
    upload = SimpleUploadedFile("participants.csv", table(MARAN))
    typed = {"file": upload, "language": "en"}
    answer = client.post(reverse("import-file", args=[E, "participants"]), typed, follow=True)
    planned = Import.objects.get()
    client.post(reverse("carry-out-import", args=[E, planned.pk]))

    assert "1 new, 0 changed, 0 as they are, 0 refused." in answer.content.decode()
    assert Delegate.objects.filter(person__email="maranelo@aldora.example").exists()


def test_an_import_is_carried_out_once(beijing: House) -> None:
    planned = imports.kept(beijing.edition, beijing.secretariat, "participants", table(MARAN), [])
    by = Secretary(beijing.secretariat)
    importing.carry_out(by, planned)

    with pytest.raises(Refused, match="has been carried out"):
        importing.carry_out(by, planned)


def test_no_cell_that_leaves_is_a_formula() -> None:
    rows = list(csv.reader(io.StringIO(csv_file(["A"], [["=1+1"], ["@SUM"], ["fine"]]).decode("utf-8-sig"))))

    assert rows[1:] == [["'=1+1"], ["'@SUM"], ["fine"]]
