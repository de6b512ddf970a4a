"""Whatever a file holds, a parser reads it or says what is wrong with it: nothing else, and soon.

Each is given noise, and well-formed files with something in them changed, cut, repeated or replaced by what is hostile.
"""

import io
import json
import random
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nadwa.engine.opinion.files import read_votes
from nadwa.engine.packages.text import BadText
from nadwa.engine.packages.text import read as read_text
from nadwa.engine.reading import BadInput
from nadwa.exchange.imports import READERS
from nadwa.texts import queries, spreadsheets, xliff
from nadwa.texts.reading import akoma_ntoso
from nadwa.texts.reading.drafts import BadDocument
from nadwa.texts.reading.word import read as read_word
from nadwa.web.tables import BadUpload, is_word, xlsx_file
from tests.factories import House, house

Parser = Callable[[bytes], object]
REFUSALS = (BadUpload, BadDocument, BadInput, BadText)
SECONDS = 5
EXAMPLES = 40
ENTITY = b"""<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>"""
LAUGHS = b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY a0 'ha'>%s]><a>&a30;</a>" % b"".join(
    b"<!ENTITY a%d '&a%d;&a%d;'>" % (n + 1, n, n) for n in range(30)
)
HOSTILE_VALUES: list[Any] = [None, True, -1, 2**70, 1e300, "", "x" * 10**5, "\x00", "\ud800", [], {}, [[]]]


def packed(files: dict[str, bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return written.getvalue()


def bomb(name: str) -> bytes:
    """300 kB that unpack to 300 MB."""
    return packed({name: b"0" * (300 * 2**20)})


POPOLO = {
    "organizations": [{"id": "o1", "name": "Aldora", "classification": "state"}],
    "persons": [{"id": "p1", "name": "R. Talvena", "email": "talvena@aldora.example"}],
    "memberships": [{"person_id": "p1", "organization_id": "o1", "role": "head"}],
}
SCHEDULE = {
    "schedule": {
        "conference": {
            "days": [
                {
                    "date": "2016-07-11",
                    "rooms": {
                        "Hall": [
                            {
                                "id": 1,
                                "title": "Opening",
                                "date": "2016-07-11T10:00:00+08:00",
                                "duration": "03:00",
                                "persons": [],
                            }
                        ]
                    },
                }
            ]
        }
    }
}
OPENSLIDES = {
    "_migration_index": 1,
    "meeting": {"1": {"id": 1, "name": "Assembly"}},
    "user": {"1": {"id": 1, "username": "a", "first_name": "R.", "last_name": "Talvena", "email": "a@b.example"}},
    "motion": {"1": {"id": 1, "number": "1", "title": "On peace", "text": "<p>Decides</p>"}},
    "agenda_item": {"1": {"id": 1, "content_object_id": "motion/1"}},
}
TEXT = {
    "format": "nadwa-text/1",
    "parties": [{"id": "a"}],
    "paragraphs": [{"id": "1", "alternatives": ["x", "y"], "current": "x"}],
    "positions": [{"party": "a", "paragraph": "1", "alternative": "x", "stance": "object", "salience": 2}],
    "linkages": [],
}
TABLE = b"Body,Name,E-mail address\naldora,R. Talvena,talvena@aldora.example\n"
VOTES = b"participant,statement,vote\n1,1,1\n2,1,-1\n"
POLIS = {
    "comments.csv": b"comment-id,author-id,agrees,disagrees,moderated,comment-body,timestamp\n1,1,1,0,1,Peace,1\n",
    "votes.csv": b"timestamp,comment-id,voter-id,vote\n1,1,1,1\n",
}


@pytest.fixture(scope="module")
def parsers(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, Parser]]:
    folder = tmp_path_factory.mktemp("parsed")
    with django_db_blocker.unblock(), transaction.atomic():
        beijing = house("beijing-2016")
        yield dict(parsers_at(beijing, folder))
        transaction.set_rollback(True)


def parsers_at(beijing: House, folder: Path) -> Iterator[tuple[str, Parser]]:
    for kind, reader in READERS.items():
        yield kind, lambda content, reader=reader: reader.read(content, beijing.edition, "en")  # type: ignore[misc]
    yield "instructions", lambda content: spreadsheets.read(content, queries.places(beijing.text))
    yield "word", read_word
    yield "akoma ntoso", akoma_ntoso.read
    yield "xliff", lambda content: xliff.read(content, [], "fr")
    yield "kind of file", is_word
    yield "votes", lambda content: read_votes(_file(folder / "votes.csv", content))
    yield "negotiating text", lambda content: read_text(_file(folder / "text.json", content))


def _file(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


SAMPLES: dict[str, bytes] = {
    "participants": TABLE,
    "invited": b"Body,E-mail address\nFR,mission@france.example\nFrnce,\n",
    "programme": json.dumps(SCHEDULE).encode(),
    "popolo": json.dumps(POPOLO).encode(),
    "openslides": json.dumps(OPENSLIDES).encode(),
    "polis": packed(POLIS),
    "instructions": xlsx_file(["Paragraph", "Position 1"], [["OP1", "support"]]),
    "word": packed({"word/document.xml": b"<w:document/>", "[Content_Types].xml": b"<Types/>"}),
    "akoma ntoso": b"<akomaNtoso xmlns='http://docs.oasis-open.org/legaldocml/ns/akn/3.0'><statement/></akomaNtoso>",
    "xliff": b"<xliff xmlns='urn:oasis:names:tc:xliff:document:2.0' version='2.0' trgLang='fr'><file/></xliff>",
    "kind of file": packed({"word/document.xml": b""}),
    "votes": VOTES,
    "negotiating text": json.dumps(TEXT).encode(),
}


def reads_or_says_why(parser: Parser, content: bytes) -> None:
    begun, reason = time.monotonic(), "read"
    try:
        parser(content)
    except REFUSALS as refusal:
        reason = str(refusal)
    assert reason
    assert time.monotonic() - begun < SECONDS


@pytest.mark.parametrize("name", SAMPLES)
def test_noise_is_refused_with_a_reason(parsers: dict[str, Parser], name: str) -> None:
    @given(st.binary(max_size=400))
    @settings(max_examples=EXAMPLES, database=None, suppress_health_check=list(HealthCheck))
    def tried(content: bytes) -> None:
        reads_or_says_why(parsers[name], content)

    tried()


@pytest.mark.parametrize("name", SAMPLES)
def test_a_damaged_file_is_read_or_refused(parsers: dict[str, Parser], name: str) -> None:
    """Bytes of a good file changed, cut out, repeated."""
    sample = SAMPLES[name]

    @given(st.integers(0, 2**32))
    @settings(max_examples=EXAMPLES, database=None, suppress_health_check=list(HealthCheck))
    def tried(seed: int) -> None:
        chance, content = random.Random(seed), bytearray(sample)
        for _ in range(chance.randint(1, 4)):
            at = chance.randrange(len(content) or 1)
            piece = bytes(content[at : at + chance.randint(0, 20)])
            content[at : at + len(piece)] = chance.choice([b"", piece * 2, bytes([chance.randrange(256)])])
        reads_or_says_why(parsers[name], bytes(content))

    tried()


def changed(value: Any, chance: random.Random) -> Any:
    """The same JSON with one value in it replaced by something hostile."""
    if isinstance(value, dict) and value and chance.random() < 0.8:
        key = chance.choice(sorted(value))
        return value | {key: changed(value[key], chance)}
    if isinstance(value, list) and value and chance.random() < 0.8:
        at = chance.randrange(len(value))
        return [*value[:at], changed(value[at], chance), *value[at + 1 :]]
    return chance.choice(HOSTILE_VALUES)


@pytest.mark.parametrize(
    ("name", "sample"),
    [("popolo", POPOLO), ("programme", SCHEDULE), ("openslides", OPENSLIDES), ("negotiating text", TEXT)],
)
def test_hostile_values_in_json_are_read_or_refused(parsers: dict[str, Parser], name: str, sample: Any) -> None:
    @given(st.integers(0, 2**32))
    @settings(max_examples=4 * EXAMPLES, database=None, suppress_health_check=list(HealthCheck))
    def tried(seed: int) -> None:
        reads_or_says_why(parsers[name], json.dumps(changed(sample, random.Random(seed))).encode())

    tried()


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"[" * 100_000, id="deep JSON"),
        pytest.param(b"<a>" * 100_000, id="deep XML"),
        pytest.param(ENTITY, id="external entity"),
        pytest.param(LAUGHS, id="billion laughs"),
        pytest.param(b"\xff\xfe" * 1000, id="UTF-16"),
        pytest.param(b'"' + b"a" * 300_000, id="endless cell"),
        pytest.param(b"9" * 10_000, id="long number"),
        pytest.param(packed({"../../etc/passwd": b"x", "/abs": b"x"}), id="paths that climb"),
        pytest.param(packed({"comments.csv": b"", "votes.csv": b""}), id="empty members"),
    ],
)
def test_what_is_made_to_harm_does_none(parsers: dict[str, Parser], name: str, content: bytes) -> None:
    reads_or_says_why(parsers[name], content)


@pytest.mark.parametrize(
    ("name", "member"),
    [
        ("participants", "xl/workbook.xml"),
        ("instructions", "xl/workbook.xml"),
        ("polis", "votes.csv"),
        ("word", "word/document.xml"),
        ("kind of file", "word/document.xml"),
    ],
)
def test_a_file_that_unpacks_to_too_much_is_not_unpacked(parsers: dict[str, Parser], name: str, member: str) -> None:
    reads_or_says_why(parsers[name], bomb(member))


def test_an_entity_from_outside_is_nowhere_in_what_was_read(parsers: dict[str, Parser]) -> None:
    secret = Path("/etc/hostname").read_text().strip() or "root:"
    text = SAMPLES["akoma ntoso"].decode().replace("<statement/>", "<p>&x;</p>")
    content = f'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>{text}'.encode()
    try:
        read = str(parsers["akoma ntoso"](content))
    except REFUSALS as refusal:
        read = str(refusal)

    assert secret not in read
