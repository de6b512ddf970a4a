"""What outsiders send is read in a process that has so much time and memory, knows no secret, and ends alone."""

import io
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
from django.db import connection
from psycopg import conninfo

from benchmarks.hostile import that_takes_long, that_unpacks_to_much
from nadwa.exchange.imports import READERS
from nadwa.texts import queries, spreadsheets, xliff
from nadwa.texts.forms import issuing
from nadwa.web import reading
from nadwa.web.tables import BadUpload, csv_file, json_of, lines_of
from nadwa.web.uploads import DocumentField
from tests.factories import House
from tests.forms import Client

IMPORT = "/en/beijing-2016/texts/outcome/positions/import/"
TOO_MUCH = "too much time or memory"
ORDINARY = csv_file(["Paragraph", "Position 1"], [["OP1", "support"]] * 1000)


def sent(house: House, content: bytes) -> tuple[str, float]:
    client = Client()
    client.force_login(house.aldora)
    begun = time.monotonic()
    answer = client.post(IMPORT, {"file": io.BytesIO(content)})
    return answer.content.decode(), time.monotonic() - begun


def process() -> int:
    reading.start()
    assert reading._reader.process
    return reading._reader.process.pid


def test_a_spreadsheet_of_200_megabytes_is_refused_before_it_is_unpacked(beijing: House) -> None:
    bomb = that_unpacks_to_much()
    said, seconds = sent(beijing, bomb)

    assert len(bomb) < 500_000
    assert "unpacks to more than is accepted" in said
    assert seconds < 5


def test_a_spreadsheet_that_takes_too_long_is_given_up(beijing: House) -> None:
    said, seconds = sent(beijing, that_takes_long())

    assert TOO_MUCH in said
    assert seconds < reading.SECONDS + reading.WAIT_SECONDS


def test_what_takes_too_much_memory_ends_its_own_reading_and_no_other() -> None:
    before = process()
    with pytest.raises(BadUpload, match=TOO_MUCH):
        reading.apart(json_of, b"[" + b'{"a":{}},' * 1_200_000 + b"0]", "no JSON")

    assert reading.apart(lines_of, ORDINARY, 9, 9)[1] == ["OP1", "support"]
    assert process() == before


def test_who_reads_knows_no_secret_and_no_database() -> None:
    environment = Path(f"/proc/{process()}/environ").read_bytes()

    assert b"NADWA" not in environment
    assert b"DATABASE" not in environment


def test_who_reads_is_there_again_after_it_has_died() -> None:
    os.kill(process(), signal.SIGKILL)
    assert reading._reader.process
    reading._reader.process.wait(5)

    assert reading.apart(lines_of, ORDINARY, 9, 9)[1] == ["OP1", "support"]


def test_one_file_of_a_person_is_read_at_a_time(beijing: House) -> None:
    elsewhere = conninfo.make_conninfo(os.environ["DATABASE_URL"], dbname=connection.settings_dict["NAME"])
    with psycopg.connect(elsewhere, autocommit=True) as other:
        key = [f"reads a file of {beijing.aldora.pk}"]
        other.execute("select pg_advisory_lock(hashtextextended(%s, 0))", key)
        meanwhile, _ = sent(beijing, ORDINARY)
    afterwards, _ = sent(beijing, ORDINARY)

    assert "Another file that you have sent is still being read" in meanwhile
    assert "still being read" not in afterwards


def test_who_would_wait_beside_many_is_told_at_once(beijing: House) -> None:
    taken = 0
    while reading._wait.acquire(blocking=False):
        taken += 1
    try:
        said, seconds = sent(beijing, ORDINARY)
    finally:
        for _ in range(taken):
            reading._wait.release()

    assert taken == 2 * reading.AT_ONCE
    assert ("Many files are being read" in said, seconds < 3) == (True, True)


def test_what_is_wrong_is_said_in_the_readers_language(beijing: House) -> None:
    client = Client()
    client.force_login(beijing.aldora)
    address = IMPORT.replace("/en/", "/fr/")

    said = client.post(address, {"file": io.BytesIO(b"\xff\xfe\xff")}).content.decode()

    assert "CSV en UTF-8" in said


def readers(house: House) -> dict[str, Callable[[bytes], object]]:
    """Whatever reads what people send."""
    kinds: dict[str, Callable[[bytes], object]] = {
        kind: lambda content, reader=reader: reader.read(content, house.edition, "en")  # type: ignore[misc]
        for kind, reader in READERS.items()
    }
    return kinds | {
        "instructions": lambda content: spreadsheets.read(content, queries.places(house.text)),
        "xliff": lambda content: xliff.read(content, [], "fr"),
        "drafts": issuing._draft,
        "documents": DocumentField().kind_of,
    }


def test_every_reader_reads_apart(beijing: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_asked", lambda *_: b"")
    for name, reader in readers(beijing).items():
        with pytest.raises(BadUpload, match=TOO_MUCH):
            print(name, reader(b"x"))


def test_an_ordinary_file_is_read_soon(beijing: House) -> None:
    process()
    reading.apart(lines_of, ORDINARY, 2000, 9)
    begun = time.monotonic()
    reading.apart(lines_of, ORDINARY, 2000, 9)

    assert time.monotonic() - begun < 1
