"""Whatever a name is written in, it is printed; what no face has stands as a box with its code point, and is named."""

import csv
import hashlib
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from nadwa import printing
from nadwa.printing import Line, faces

AT = datetime(2016, 7, 1, tzinfo=UTC)
SCRIPTS = [
    *("김민준", "สมชาย ใจดี", "አበበ ቢቂላ", "ཚེ་རིང", "𠮷野 龘", "সুকুমার রায়", "தமிழ்", "ក្រុង", "မြန်မာ", "ᠮᠣᠩᠭᠣᠯ", "ⵜⴰⵎⴰⵣⵉⵖⵜ"),
    *("ދިވެހި", "ລາວ", "සිංහල", "ഇന്ദു", "తెలుగు", "ਪੰਜਾਬੀ", "ଓଡ଼ିଆ", "ქართული", "שרה כהן", "Ķ́ristapš", "😀", "㐀 Ħ 豈 𝄞"),
]


def words_of(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)


def printed(*lines: str, language: str = "en") -> bytes:
    return printing.pdf("Title", "E/1", language, [Line(words) for words in lines], at=AT)


@pytest.mark.parametrize("name", SCRIPTS)
def test_every_living_script_has_its_face(name: str) -> None:
    assert faces.boxed(name) in ([], ["U+1D11E"])
    assert "No face here" not in words_of(printed(name)) or "𝄞" in name


def test_what_no_face_has_is_a_box_that_is_named_and_the_rest_is_printed() -> None:
    found = words_of(printed(*["K. Maranelo"] * 50, "王\U00031350 \ue000"))

    assert found.count("K. Maranelo") == 50
    assert "The fonts available lack these characters" in found
    assert "U+31350, U+E000" in found


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=80))
@settings(max_examples=25, database=None, suppress_health_check=list(HealthCheck))
def test_any_text_of_unicode_is_printed(text: str) -> None:
    assert printed(text, language="ar").startswith(b"%PDF-")


def badge(**facts: str) -> dict[str, str]:
    code = facts.get("code", "4DD3-VQ6V-GPVE")
    known = {
        "name": "R. Talvena",
        "body": "Aldora",
        "kind": "Delegate",
        "colour": "#1b4f72",
        "zones": "A B",
        "code": code,
    }
    return {**known, "qr": printing.qr(code), **facts}


def sheet(*badges: dict[str, str], language: str = "en", title: str = "Symposium") -> bytes:
    return printing.badges(title, language, badges, at=AT)


def lines_on(content: bytes) -> list[tuple[float, str]]:
    """The lines of text on the first page, each with its distance from the left edge of the paper in millimetres."""
    found: list[tuple[float, str]] = []

    def seen(text: str, place: list[float], *_: Any) -> None:
        if text.strip():
            found.append((place[4] * 25.4 / 72, text.replace("\u200b", "").strip()))

    PdfReader(BytesIO(content)).pages[0].extract_text(visitor_text=seen)
    return found


LONG = "Langenbrückenfeldschlossbergerhausenwaldmühlenreuthersteinxy"


@pytest.mark.parametrize("name", [LONG, "محمد بن عبد الله آل سعود الهاشمي القرشي التميمي", "김" * 40, "አበበ " * 12, "O"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_name_that_fits_somehow_is_not_cut(name: str, language: str) -> None:
    content = sheet(
        badge(name=name), language=language, title="A Symposium on Everything That Concerns All of Us Equally"
    )
    assert len(PdfReader(BytesIO(content)).pages) == 1


def test_what_is_cut_stands_in_full_at_the_end_with_its_code() -> None:
    long = "Maria " * 60
    content = sheet(badge(), badge(name=long.strip(), code="AAAA-BBBB-CCCC"))
    pages = [page.extract_text() for page in PdfReader(BytesIO(content)).pages]

    assert len(pages) == 2
    assert "…" in pages[0]
    assert "AAAA-BBBB-CCCC" in pages[1]
    assert pages[1].count("Maria") == 60


def test_nothing_is_set_over_the_code() -> None:
    """Words begin 16 mm from the edge and have 51 mm, in which 17 letters W of 9 points stand."""
    lines = [line for line in lines_on(sheet(badge(name="W" * 200, body="W" * 100))) if "W" in line[1]]
    assert len(lines) > 6
    assert {round(left) for left, _words in lines} == {16}
    assert max(len(words) for _left, words in lines) <= 20


def test_another_edition_of_a_face_is_unpacked_anew(tmp_path: Path) -> None:
    """Of before the upgrade, in a folder named by the file alone."""
    file = faces.ALWAYS[0]
    old = tmp_path / Path(file).stem
    old.mkdir()
    (old / "face.ttf").write_bytes(b"old")

    assert (faces._unpacked(tmp_path, file) / "face.ttf").read_bytes().startswith(b"\x00\x01\x00\x00")


def test_processes_that_unpack_the_same_face_do_not_meet(tmp_path: Path) -> None:
    """Threads stand for them: what they share is the folder."""
    together = Barrier(8)

    def unpack(_number: int) -> bytes:
        together.wait(30)
        folder: Path = faces._unpacked.__wrapped__(tmp_path, faces.ALWAYS[1])
        return (folder / "face.ttf").read_bytes()

    with ThreadPoolExecutor(8) as threads:
        unpacked = set(threads.map(unpack, range(8)))

    assert len(unpacked) == 1
    assert [one.name for one in tmp_path.rglob("*") if one.is_file()] == ["face.ttf"]


def test_the_vendored_faces_are_those_of_the_list() -> None:
    with (faces.HERE / "vendored.csv").open() as file:
        listed = {row["file"]: (row["sha256"], row["licence"]) for row in csv.DictReader(file)}
    there = {
        one.name: hashlib.sha256(one.read_bytes()).hexdigest()
        for one in faces.HERE.iterdir()
        if one.suffix in {".xz", ".woff"}
    }
    assert there == {name: digest for name, (digest, _licence) in listed.items()}
    assert {licence for _digest, licence in listed.values()} == {"OFL-1.1"}
    assert set(faces.coverage()) == set(there)
