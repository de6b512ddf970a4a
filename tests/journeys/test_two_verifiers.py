"""The verifier in JavaScript says of every bundle what the one in Python says: the same check fails, or none."""

import zipfile
from base64 import b64encode
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from playwright.sync_api import Page, expect

from nadwa.record import bundles, nadwa_verify
from nadwa.record.acts import By, log_for, record
from nadwa.record.commands import change_key
from nadwa.record.models import Log
from nadwa.record.signer import Signer
from tests.factories import House, sitting
from tests.journeys.conftest import NARROW, Enter
from tests.record.test_verifier import dishonest_vote, members, packed, with_manifest
from tests.sites import Site

pytestmark = pytest.mark.django_db
Case = tuple[str, bytes, list[bytes]]
IN_THE_BROWSER = """async ([own, cases]) => {
    const { verify, Failed, native } = await import("/static/record/nadwa_verify.js");
    const { meansHere } = await import("/static/record/means.js");
    const { means, lacking } = await meansHere(own ? native : {});
    if (lacking.length || Object.keys(means).some((name) => (means[name] === native[name]) !== own)) return lacking;
    const bytes = (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
    const found = [];
    for (const [bundle, kept] of cases) {
        try {
            await verify(bytes(bundle), kept.map(bytes), means);
            found.push(0);
        } catch (error) {
            found.push(error instanceof Failed ? error.check : error.message);
        }
    }
    return found;
}"""


# A script that a page runs has no limit of its own.
SOON = """new Promise((_, late) => setTimeout(() => late(new Error("not within two minutes")), 120_000))"""
LINES = """async ([address, bundle]) => {
    const { verify } = await import(address);
    return verify(Uint8Array.from(atob(bundle), (character) => character.charCodeAt(0)));
}"""


def in_python(folder: Path, content: bytes, kept: list[bytes]) -> int:
    path = folder / "case.zip"
    path.write_bytes(content)
    try:
        nadwa_verify.verify(path, kept)  # type: ignore[no-untyped-call]
    except nadwa_verify.Failed as failed:
        return int(failed.number)
    return 0


def changed(content: bytes, place: int) -> bytes:
    return bytes([*content[:place], content[place] ^ 0x01, *content[place + 1 :]])


def flipped(contents: dict[str, bytes], step: int) -> Iterator[Case]:
    for name, content in contents.items():
        for place in range(0, len(content), max(1, len(content) // step)):
            flip = {**contents, name: changed(content, place)}
            yield f"{name} {place}", packed(flip), []
            if name != "manifest.json":
                yield f"{name} {place}, manifest made to fit", with_manifest(flip), []


def deep(leaf: bytes, lists: int) -> bytes:
    return leaf.replace(b'"v":1', b'"v":' + b"[" * lists + b"]" * lists)


def rewritten(contents: dict[str, bytes]) -> Iterator[Case]:
    first, second, *rest = contents["leaves.jsonl"].splitlines(keepends=True)
    time = first.partition(b'"t":"')[2][:4]
    for name, leaves in {
        "a leaf is dropped": [second, *rest],
        "the last leaf is dropped": [first, second, *rest[:-1]],
        "two leaves change places": [second, first, *rest],
        "a leaf stands twice": [first, first, second, *rest],
        "a leaf is backdated": [first.replace(time, b"1999"), second, *rest],
        "a leaf is added": [first, second, *rest, first],
        "a number is no integer": [first.replace(b'"v":1', b'"v":1.5'), second, *rest],
        "a number is written as a float": [first.replace(b'"v":1', b'"v":1.0'), second, *rest],
        "a number is too large": [first.replace(b'"v":1', b'"v":9007199254740993'), second, *rest],
        "the version is true": [first.replace(b'"v":1', b'"v":true'), second, *rest],
        "an index is true": [first, second.replace(b'"i":1', b'"i":true'), *rest],
        "an index is minus nought": [first.replace(b'"i":0', b'"i":-0'), second, *rest],
        "half a character": [first.replace(b'"v":1', b'"v":"\\ud800"'), second, *rest],
        "as deep as may be": [deep(first, 97), second, *rest],
        "deeper than may be": [deep(first, 99), second, *rest],
        "far deeper": [deep(first, 20_000), second, *rest],
        "a byte order mark": [b"\xef\xbb\xbf" + first, second, *rest],
        "a name twice": [first.replace(b'"v":1', b'"v":1,"v":1'), second, *rest],
        "space": [first.replace(b'"v":1', b'"v": 1'), second, *rest],
        "digits of another script": [first.replace(time, "٢٠١٦".encode()), second, *rest],
        "no newline at the end": [first, second, *rest[:-1], rest[-1].rstrip()],
        "nothing": [],
        "not an object": [b"[]\n"],
        "not text": [b"\xff\n"],
    }.items():
        yield name, with_manifest({**contents, "leaves.jsonl": b"".join(leaves)}), []


def broken(content: bytes, contents: dict[str, bytes]) -> Iterator[Case]:
    for length in (0, 10, len(content) // 2, len(content) - 1):
        yield f"cut at {length}", content[:length], []
    for name in contents:
        yield f"without {name}", packed({other: kept for other, kept in contents.items() if other != name}), []
    yield "a member more", with_manifest({**contents, "notes.txt": b""}), []
    yield "a packet that nothing names", with_manifest({**contents, f"packets/{'0' * 64}.json": b"{}"}), []
    for keys in (b"", b"\n", contents["key.vkey"] * 2, contents["key.vkey"].replace(b"+", b" ", 1)):
        yield f"keys {keys!r}", with_manifest({**contents, "key.vkey": keys}), []


@pytest.fixture
def honest(beijing: House, signer: Signer, sequenced: Callable[[], int]) -> Log:
    """A record with a roll call of the floor and a change of key."""
    sitting(beijing)
    log = log_for(beijing.edition.slug)
    with transaction.atomic():
        of = {"meeting": 1, "vote": 1}
        record(log, "floor.vote-opened", of, By(None, "chair"))
        record(log, "floor.ballot-cast", {**of, "delegation": "aldora", "ballot": "yes"}, By(None, "secretariat"))
        counts = {"yes": 1, "no": 0, "abstention": 0, "majority": "simple", "carried": True}
        record(log, "floor.vote-closed", {**of, **counts, "ballots": {"aldora": "yes"}}, By(None, "chair"))
    sequenced()
    signer.make_key()
    change_key(log, signer.verifier_keys(log.origin)[-1])
    with transaction.atomic():
        record(log, "floor.list-closed", {"meeting": 1}, By(None, "chair"))
    sequenced()
    sequenced()
    return Log.objects.get(audience=Log.PUBLIC)


def soon(page: Page, script: str, given: list[Any]) -> Any:
    return page.evaluate(f"(given) => Promise.race([({script})(given), {SOON}])", given)


def agreed(enter: Enter, folder: Path, cases: list[Case]) -> dict[str, int]:
    """What Python, the browser by its own means and the browser by libraries say of each case: the same."""
    page = enter(None, "beijing-2016/record/check/")
    sent = [[b64encode(content).decode(), [b64encode(note).decode() for note in kept]] for _, content, kept in cases]
    said = {name: in_python(folder, content, kept) for name, content, kept in cases}
    for own in (True, False):
        in_javascript = soon(page, IN_THE_BROWSER, [own, sent])
        assert dict(zip(said, in_javascript, strict=True)) == said
    return said


def test_two_verifiers_agree_on_every_change_of_a_bundle(enter: Enter, honest: Log, tmp_path: Path) -> None:
    content = bundles.bundle(honest)
    contents = members(content)

    said = agreed(enter, tmp_path, [*flipped(contents, 30), *rewritten(contents), *broken(content, contents)])

    assert len(said) > 300
    assert [name for name, check in said.items() if check == 0] == []


def test_two_verifiers_agree_on_what_is_whole(enter: Enter, honest: Log, tmp_path: Path) -> None:
    notes = [checkpoint.note.encode() for checkpoint in honest.checkpoints.order_by("size")]
    content = bundles.bundle(honest)

    said = agreed(enter, tmp_path, [("alone", content, []), ("with kept", content, notes)])

    assert set(said.values()) == {0}


@pytest.mark.parametrize("closing", [{"yes": 3}, {"yes": True}, {"carried": False}, {"text": {}}, {"ballots": None}])
def test_two_verifiers_agree_on_dishonest_tallies(
    enter: Enter, beijing: House, sequenced: Callable[[], int], tmp_path: Path, closing: dict[str, object]
) -> None:
    log = dishonest_vote(beijing.edition.slug, closing)
    sequenced()

    assert agreed(enter, tmp_path, [("closing", bundles.bundle(log), [])]) == {"closing": 11}


def test_both_verifiers_say_which_ballots_were_entered_for_delegations_and_which_were_replaced(
    enter: Enter, beijing: House, sequenced: Callable[[], int], tmp_path: Path
) -> None:
    log = log_for(beijing.edition.slug)
    of = {"meeting": 1, "vote": 1}
    with transaction.atomic():
        record(log, "floor.vote-opened", of, By(None, "chair"))
        for who, choice, by in (
            ("aldora", "yes", "delegation:aldora"),
            ("belmara", "no", "secretariat"),
            ("corvia", "no", "delegation:corvia"),
            ("corvia", "yes", "chair"),
        ):
            record(log, "floor.ballot-cast", {**of, "delegation": who, "ballot": choice}, By(None, by))
        ballots = {"aldora": "yes", "belmara": "no", "corvia": "yes"}
        counts = {"yes": 2, "no": 1, "abstention": 0, "majority": "simple", "carried": True}
        record(log, "floor.vote-closed", {**of, **counts, "ballots": ballots}, By(None, "chair"))
        record(log, "floor.vote-opened", {**of, "vote": 2}, By(None, "chair"))
        record(log, "floor.vote-discontinued", {**of, "vote": 2}, By(None, "chair"))
    sequenced()
    content = bundles.bundle(log)
    path = tmp_path / "entered.zip"
    path.write_bytes(content)

    said = nadwa_verify.verify(path)  # type: ignore[no-untyped-call]
    page = enter(None, "beijing-2016/record/check/")
    in_javascript = soon(page, LINES, ["/static/record/nadwa_verify.js", b64encode(content).decode()])

    assert in_javascript == said[:-1]
    assert in_javascript[-3:] == [
        "1 roll-call votes counted again",
        "leaf 4: an answer that corvia gave itself was replaced by chair",
        "leaf 5: 2 of 3 ballots were entered by secretariat, chair, not by the delegations",
    ]


def test_two_verifiers_agree_that_nobody_votes_in_a_vote_that_was_discontinued(
    enter: Enter, beijing: House, sequenced: Callable[[], int], tmp_path: Path
) -> None:
    log = log_for(beijing.edition.slug)
    of = {"meeting": 1, "vote": 1}
    with transaction.atomic():
        record(log, "floor.vote-opened", of, By(None, "chair"))
        record(log, "floor.vote-discontinued", of, By(None, "chair"))
        cast = {**of, "delegation": "aldora", "ballot": "yes"}
        record(log, "floor.ballot-cast", cast, By(None, "delegation:aldora"))
    sequenced()

    assert agreed(enter, tmp_path, [("late", bundles.bundle(log), [])]) == {"late": 11}


def test_two_verifiers_agree_on_kept_checkpoints(enter: Enter, honest: Log, tmp_path: Path) -> None:
    content = bundles.bundle(honest)
    note = honest.checkpoints.latest("size").note.encode()
    kept = [changed(note, place) for place in range(0, len(note), 7)]

    said = agreed(enter, tmp_path, [(f"kept {number}", content, [one]) for number, one in enumerate(kept)])

    assert set(said.values()) == {9}


@pytest.mark.parametrize("language", ["ar", "zh-hans"])
def test_a_reader_checks_the_record_in_the_browser(enter: Enter, site: Site, tmp_path: Path, language: str) -> None:
    bundle, spoiled = tmp_path / "bundle.zip", tmp_path / "spoiled.zip"
    site.command("record", "export", "beijing-2016", "--out", str(bundle))
    with zipfile.ZipFile(bundle) as archive:
        contents = {name: archive.read(name) for name in archive.namelist()}
    backdated = contents["leaves.jsonl"].replace(b'"t":"2', b'"t":"1', 1)
    spoiled.write_bytes(with_manifest({**contents, "leaves.jsonl": backdated}))
    page = enter(None, "beijing-2016/record/check/", language, NARROW)

    page.locator("#bundle").set_input_files(bundle)
    page.locator("#check button").click()
    expect(page.locator("#outcome.alert-success")).to_be_visible()
    page.locator("#bundle").set_input_files(spoiled)
    page.locator("#check button").click()

    expect(page.locator("#outcome.alert-danger")).to_contain_text("8")
    expect(page.locator("#checks tr[data-check='8'] [data-mark]")).to_have_text("✗")
