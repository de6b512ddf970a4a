"""Instructions from capital come and go as spreadsheets, in any of the six languages, all of them or none."""

import csv
import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import override

from nadwa.record.models import Act
from nadwa.texts.models import Position
from tests.factories import House
from tests.forms import Client

PLACE = ["beijing-2016", "outcome"]


def delegate(house: House) -> Client:
    client = Client()
    client.force_login(house.aldora)
    return client


def exported(house: House, form: str, language: str = "en") -> bytes:
    with override(language):
        return delegate(house).get(reverse("instructions", args=[*PLACE, form])).content


def sent(house: House, content: bytes | str, name: str = "capital.csv") -> HttpResponse:
    file = SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)
    return delegate(house).post(reverse("import-instructions", args=PLACE), {"file": file})  # type: ignore[return-value]


def filled(content: bytes, column: str, stances: list[str]) -> str:
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    at = rows[0].index(column)
    wide = [row + [""] * (len(rows[0]) - len(row)) for row in rows]
    for row, stance in zip(wide[1:], stances, strict=False):
        row[at] = stance
    file = io.StringIO()
    csv.writer(file).writerows(wide)
    return file.getvalue()


def stances() -> list[tuple[int, int, str]]:
    order = ("alternative__paragraph__number", "alternative__number")
    return list(Position.objects.order_by(*order).values_list(*order, "stance"))


def test_what_capital_fills_in_becomes_positions(beijing: House) -> None:
    sent(beijing, filled(exported(beijing, "csv"), "Position 1", ["support", "red line", "", "object"]))

    assert stances() == [(1, 1, "support"), (2, 1, "red-line"), (4, 1, "object")]
    assert Act.objects.get(kind="texts.instructions-imported").log.audience == "delegation:aldora"


def test_a_spreadsheet_in_chinese_is_understood(beijing: House) -> None:
    sent(beijing, filled(exported(beijing, "csv", "zh-hans"), "立场 1", ["红线"]))

    assert stances() == [(1, 1, "red-line")]


def test_an_xlsx_goes_out_and_comes_in(beijing: House) -> None:
    book = openpyxl.load_workbook(io.BytesIO(exported(beijing, "xlsx")))
    book.active["H3"] = "reservation"  # Position 2 of OP1
    file = io.BytesIO()
    book.save(file)

    sent(beijing, file.getvalue(), "capital.xlsx")

    assert stances() == [(2, 2, "reservation")]


def test_every_wrong_line_is_named_and_nothing_is_taken(beijing: House) -> None:
    lines = [
        "Paragraph,Position 1,Salience 1,Position 2,Position 9",
        "OP1 #2,support,1,,",
        "OP1 #2,,,,support",
        "OP1 #2,,,perhaps,",
        "PP1 #1,object,9,,",
        "OP1 #2,object,1,,",
        "OP7 #77,object,1,,",
    ]

    answer = sent(beijing, "\n".join(lines))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Line 3, alternative 9: it is not open in “OP1 #2”; export again for the numbers." in page
    assert "Line 4, alternative 2: “perhaps”; expected one of" in page
    assert "Line 5, alternative 1: salience “9”; expected a whole number from 1 to 5." in page
    assert "Line 6, alternative 1: it has a position in an earlier line; expected one." in page
    assert "Line 7, alternative 1: it is not open in “OP7 #77”" in page
    assert "Line 2" not in page
    assert stances() == []


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "empty"),
        ("Paragraph,Position\n", "Line 1 lacks columns: Position 1."),
        (b"\xff\xfe\x00\x01", "neither an XLSX file nor a CSV file"),
    ],
)
def test_a_file_that_is_no_such_spreadsheet_is_refused_in_words(
    beijing: House, content: bytes | str, said: str
) -> None:
    answer = sent(beijing, content)

    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_a_note_cannot_become_a_formula_in_the_spreadsheet(beijing: House) -> None:
    alternative = beijing.text.paragraphs.get(number=1).alternatives.get()
    Position.objects.create(
        delegation=beijing.delegations["aldora"], alternative=alternative, stance="support", note="=1+1"
    )

    assert "'=1+1" in exported(beijing, "csv").decode()
