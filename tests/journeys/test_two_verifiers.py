"""The verifier in JavaScript says of every bundle what the one in Python says: the same check fails, or none."""

import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import transaction
from django.utils.translation import override
from playwright.sync_api import Browser, Page, expect

from nadwa.acts.by import Unnamed
from nadwa.acts.facts import Audience
from nadwa.acts.schema import schema
from nadwa.record import bundles, nadwa_verify
from nadwa.record.acts import append, log_for
from nadwa.record.checks import CHECKS
from nadwa.record.commands import change_key
from nadwa.record.models import Log
from nadwa.record.signer import Signer
from tests.acts.test_vocabulary import LEAVES, SPOILT
from tests.factories import House, sitting
from tests.journeys.conftest import NARROW, Enter
from tests.record.test_verifier import dishonest_vote, members, with_manifest
from tests.sites import Site
from tools.verifiers import forging
from tools.verifiers.cases import Case
from tools.verifiers.comparing import LEVELS, all_cases, compared, sample
from tools.verifiers.readers import Said, in_javascript, in_python, page_of

pytestmark = pytest.mark.django_db
STATES = ["aldora", "belmara", "corvia"]


def case(name: str, content: bytes, *kept: bytes) -> Case:
    return Case("of the platform", name, content, kept=kept)


def changed(content: bytes, place: int) -> bytes:
    return bytes([*content[:place], content[place] ^ 0x01, *content[place + 1 :]])


def flipped(contents: dict[str, bytes], step: int) -> Iterator[Case]:
    for name, content in contents.items():
        for place in range(0, len(content), max(1, len(content) // step)):
            flip = {**contents, name: changed(content, place)}
            yield case(f"{name} {place}", bundles.packed(flip))
            if name != "manifest.json":
                yield case(f"{name} {place}, manifest made to fit", with_manifest(flip))


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
        yield case(name, with_manifest({**contents, "leaves.jsonl": b"".join(leaves)}))


def broken(content: bytes, contents: dict[str, bytes]) -> Iterator[Case]:
    for length in (0, 10, len(content) // 2, len(content) - 1):
        yield case(f"cut at {length}", content[:length])
    for name in contents:
        without = {other: kept for other, kept in contents.items() if other != name}
        yield case(f"without {name}", bundles.packed(without))
    yield case("a member more", with_manifest({**contents, "notes.txt": b""}))
    yield case("a packet that nothing names", with_manifest({**contents, f"packets/{'0' * 64}.json": b"{}"}))
    for keys in (b"", b"\n", contents["key.vkey"] * 2, contents["key.vkey"].replace(b"+", b" ", 1)):
        yield case(f"keys {keys!r}", with_manifest({**contents, "key.vkey": keys}))


@pytest.fixture
def honest(beijing: House, signer: Signer, sequenced: Callable[[], int]) -> Log:
    """A record with a roll call of the floor and a change of key."""
    sitting(beijing)
    log = log_for(beijing.edition.slug)
    with transaction.atomic():
        of = {"meeting": 1, "vote": 1}
        opening = {**of, "majority": "simple"}
        append(log, "floor.vote-opened", opening, Unnamed("chair"))
        append(log, "floor.ballot-cast", {**of, "delegation": "aldora", "ballot": "yes"}, Unnamed("secretariat"))
        counts = {"yes": 1, "no": 0, "abstention": 0, "majority": "simple", "carried": True}
        append(log, "floor.vote-closed", {**of, **counts, "ballots": {"aldora": "yes"}}, Unnamed("chair"))
    sequenced()
    signer.make_key()
    change_key(log, signer.verifier_keys(log.origin)[-1])
    with transaction.atomic():
        append(log, "floor.list-closed", {"meeting": 1}, Unnamed("chair"))
    sequenced()
    sequenced()
    return Log.objects.get(audience=Audience.PUBLIC)


def agreed(page: Page, cases: list[Case]) -> dict[str, Said]:
    """What Python, the browser by its own means and the browser by libraries say of each case: the same."""
    said = in_python(cases)
    for own in (True, False):
        assert in_javascript(page, cases, own=own) == said
    return {case.name: one for case, one in zip(cases, said, strict=True)}


@pytest.fixture(scope="module")
def page(chromium: Browser) -> Iterator[Page]:
    page = page_of(chromium)
    yield page
    page.close()


def test_two_verifiers_agree_on_records_of_every_kind(page: Page) -> None:
    """A sample; python -m tools.verifiers goes through thousands."""
    cases = sample(list(all_cases(seed=16, number=40)), 60)

    found = compared(cases, in_python(cases), [in_javascript(page, cases, own=own) for own in (True, False)])

    assert (found.differences, found.surprises) == ([], [])
    assert set(found.cases) == set(LEVELS)


def test_two_verifiers_agree_on_every_change_of_a_bundle(page: Page, honest: Log) -> None:
    content = bundles.bundle(honest)
    contents = members(content)

    said = agreed(page, [*flipped(contents, 30), *rewritten(contents), *broken(content, contents)])

    assert len(said) > 300
    assert [name for name, (check, _) in said.items() if check == 0] == []


def test_two_verifiers_agree_on_what_is_whole(page: Page, honest: Log) -> None:
    notes = [checkpoint.note.encode() for checkpoint in honest.checkpoints.order_by("size")]
    content = bundles.bundle(honest)

    said = agreed(page, [case("alone", content), case("with kept", content, *notes)])

    assert {check for check, _ in said.values()} == {0}


@pytest.mark.parametrize("closing", [{"yes": 3}, {"yes": True}, {"carried": False}, {"text": {}}, {"ballots": None}])
def test_two_verifiers_agree_on_dishonest_tallies(
    page: Page, beijing: House, sequenced: Callable[[], int], closing: dict[str, object]
) -> None:
    log = dishonest_vote(beijing.edition.slug, closing)
    sequenced()

    assert agreed(page, [case("closing", bundles.bundle(log))]) == {"closing": (11, "")}


def test_both_verifiers_say_which_ballots_were_entered_for_delegations_and_which_were_replaced(
    page: Page, beijing: House, sequenced: Callable[[], int]
) -> None:
    log = log_for(beijing.edition.slug)
    of = {"meeting": 1, "vote": 1}
    opening = {**of, "majority": "simple"}
    with transaction.atomic():
        append(log, "floor.roll-frozen", {"meeting": 1, "decide": STATES}, Unnamed("credentials"))
        append(log, "floor.vote-opened", opening, Unnamed("chair"))
        for who, choice, by in (
            ("aldora", "yes", "delegation:aldora"),
            ("belmara", "no", "secretariat"),
            ("corvia", "no", "delegation:corvia"),
            ("corvia", "yes", "chair"),
        ):
            append(log, "floor.ballot-cast", {**of, "delegation": who, "ballot": choice}, Unnamed(by))
        ballots = {"aldora": "yes", "belmara": "no", "corvia": "yes"}
        counts = {"yes": 2, "no": 1, "abstention": 0, "majority": "simple", "carried": True}
        append(log, "floor.vote-closed", {**of, **counts, "ballots": ballots}, Unnamed("chair"))
        append(log, "floor.vote-opened", {**opening, "vote": 2}, Unnamed("chair"))
        append(log, "floor.vote-discontinued", {**of, "vote": 2}, Unnamed("chair"))
    sequenced()

    [(_, lines)] = agreed(page, [case("entered", bundles.bundle(log))]).values()

    assert lines.splitlines()[-3:] == [
        "1 roll-call votes counted again",
        "leaf 5: an answer that corvia gave itself was replaced by chair",
        "leaf 6: 2 of 3 ballots were entered by secretariat, chair, not by the delegations",
    ]


def test_two_verifiers_agree_that_nobody_votes_in_a_vote_that_was_discontinued(
    page: Page, beijing: House, sequenced: Callable[[], int]
) -> None:
    log = log_for(beijing.edition.slug)
    of = {"meeting": 1, "vote": 1}
    opening = {**of, "majority": "simple"}
    with transaction.atomic():
        append(log, "floor.roll-frozen", {"meeting": 1, "decide": STATES}, Unnamed("credentials"))
        append(log, "floor.vote-opened", opening, Unnamed("chair"))
        append(log, "floor.vote-discontinued", of, Unnamed("chair"))
        cast = {**of, "delegation": "aldora", "ballot": "yes"}
        append(log, "floor.ballot-cast", cast, Unnamed("delegation:aldora"))
    sequenced()

    assert agreed(page, [case("late", bundles.bundle(log))]) == {"late": (11, "")}


def test_two_verifiers_agree_on_kept_checkpoints(page: Page, honest: Log) -> None:
    content = bundles.bundle(honest)
    note = honest.checkpoints.latest("size").note.encode()
    kept = [changed(note, place) for place in range(0, len(note), 7)]

    said = agreed(page, [case(f"kept {number}", content, one) for number, one in enumerate(kept)])

    assert {check for check, _ in said.values()} == {9}


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


def test_a_reader_sees_on_a_telephone_whether_acts_say_what_they_must(enter: Enter, site: Site, tmp_path: Path) -> None:
    whole, amiss = tmp_path / "whole.zip", tmp_path / "amiss.zip"
    site.command("record", "export", "beijing-2016", "--out", str(whole))
    amiss.write_bytes(forging.log([("floor.list-opened", {"meeting": "one", "item": 1, **forging.by("chair")})]))
    page = enter(None, "beijing-2016/record/check/", "ar", NARROW)
    what, holds = (
        page.locator("#checks tr[data-check='13'] td:nth-child(2)"),
        page.locator("#checks tr[data-check='13'] [data-mark]"),
    )

    page.locator("#bundle").set_input_files(whole)
    page.locator("#check button").click()
    expect(page.locator("#outcome.alert-success")).to_contain_text("acts say what acts of their kinds say")
    holds.scroll_into_view_if_needed()

    expect(holds).to_have_text("✓")
    expect(holds).to_be_in_viewport(ratio=1)
    expect(what).to_be_in_viewport(ratio=1)
    with override("ar"):
        expect(what).to_have_text(str(CHECKS[13]))

    page.locator("#bundle").set_input_files(amiss)
    page.locator("#check button").click()
    expect(page.locator("#outcome.alert-danger")).to_contain_text('body."meeting" is not of type integer')
    holds.scroll_into_view_if_needed()

    expect(holds).to_have_text("✗")
    expect(holds).to_be_in_viewport(ratio=1)


def test_both_find_the_same_amiss_in_what_acts_say(chromium: Browser) -> None:
    kinds = schema()["$defs"]
    cases = [(leaf["kind"], leaf["body"]) for leaf in LEAVES] + [(kind, body) for kind, body, _ in SPOILT]

    found = page_of(chromium).evaluate(
        """async ([cases, kinds]) => {
            const { lacking } = await import("/static/record/nadwa_verify.js");
            return cases.map(([kind, body]) => lacking(body, kinds[kind], "body"));
        }""",
        [cases, kinds],
    )

    assert found == [list(nadwa_verify.lacking(body, kinds[kind], "body")) for kind, body in cases]  # type: ignore[no-untyped-call]
    assert len([reasons for reasons in found if reasons]) == len(SPOILT)
