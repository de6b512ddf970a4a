"""The vocabulary says what the record has held all along: acts written before it had types, `leaves.jsonl`."""

import json
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
import rfc8785
from django.utils.translation import override

from nadwa.acts import KINDS, texts
from nadwa.acts.facts import Audience, Facts
from nadwa.acts.schema import schema
from nadwa.record import nadwa_verify
from nadwa.record.acts import log_for, record
from tests.factories import House
from tools import vocabulary

LEAVES = [json.loads(line) for line in (Path(__file__).parent / "leaves.jsonl").read_text().splitlines()]


@pytest.mark.parametrize("leaf", LEAVES, ids=[leaf["kind"] for leaf in LEAVES])
def test_what_an_act_said_is_read_and_written_again_byte_for_byte(leaf: dict[str, Any]) -> None:
    said = {name: value for name, value in leaf["body"].items() if name != "by"}

    facts = KINDS[leaf["kind"]].read(said)

    assert rfc8785.dumps(facts.written()) == rfc8785.dumps(said)


@pytest.mark.parametrize("leaf", LEAVES, ids=[leaf["kind"] for leaf in LEAVES])
def test_it_stands_in_the_logs_of_those_it_is_for(leaf: dict[str, Any]) -> None:
    assert leaf["audience"] in KINDS[leaf["kind"]].KIND.audiences


def test_no_kind_of_act_from_before_is_gone() -> None:
    before = {leaf["kind"] for leaf in LEAVES}

    assert sorted(before - KINDS.keys()) == []
    assert len(before) == 204


def test_no_act_says_by_itself_who_acts() -> None:
    assert [kind for kind in KINDS.values() if "by" in {one.name for one in fields(kind)}] == []  # type: ignore[arg-type]


def test_what_is_confided_does_not_stand_before_others(beijing: House) -> None:
    draft = texts.Drafted(text="outcome", paragraph=1, alternative=2)

    with pytest.raises(ValueError, match=r"texts\.drafted does not stand in a log for public"):
        record(log_for(beijing.edition.slug, Audience.PUBLIC), draft, beijing.delegate("aldora"))


def test_a_field_is_found_in_rows_by_its_key() -> None:
    assert texts.CarriedOver.path(lambda act: act.before) == "facts__from"
    assert [kind for kind in KINDS.values() if not issubclass(kind, Facts)] == []


def test_the_schema_and_the_book_say_what_the_vocabulary_says() -> None:
    with override("en"):
        assert vocabulary.SCHEMA.read_text("utf-8") == vocabulary.as_schema()
        assert vocabulary.in_book(vocabulary.BOOK.read_text("utf-8")) == vocabulary.BOOK.read_text("utf-8")


SPOILT: list[tuple[str, dict[str, Any], str]] = [
    ("floor.moved", {"meeting": 1, "delegation": "aldora", "motion": "adjourn"}, "body has no rule"),
    (
        "floor.moved",
        {"meeting": True, "delegation": "a", "motion": "b", "rule": 1},
        'body."meeting" is not of type integer',
    ),
    ("texts.linked", {"if": [1]}, 'body."if" has 1 entries, not 2'),
    ("texts.taken-in", {"replaces": "none"}, 'body."replaces" is of none of the types that it may be of'),
    ("delegations.quota-set", {"state": "six"}, 'body."state" is not of type integer'),
    ("floor.list-opened", {"by": {"person": "ab"}}, 'body."by" has no as'),
]


@pytest.mark.parametrize("leaf", LEAVES, ids=[leaf["kind"] for leaf in LEAVES])
def test_the_verifier_finds_that_acts_say_what_they_must(leaf: dict[str, Any]) -> None:
    lines = nadwa_verify.check_acts([{"i": 0, **leaf}], schema())  # type: ignore[no-untyped-call]

    assert lines == ["1 acts say what acts of their kinds say"]


@pytest.mark.parametrize(("kind", "body", "reason"), SPOILT)
def test_the_verifier_finds_an_act_that_says_something_else(kind: str, body: dict[str, Any], reason: str) -> None:
    found = list(nadwa_verify.lacking(body, schema()["$defs"][kind], "body"))  # type: ignore[no-untyped-call]

    assert reason in found


def test_the_verifier_names_kinds_that_it_does_not_know() -> None:
    values = [{"i": 0, "kind": "floor.elected", "body": {}}]

    lines = nadwa_verify.check_acts(values, schema())  # type: ignore[no-untyped-call]

    assert lines == [
        '1 acts of a kind that the schema does not know: "floor.elected"',
        "0 acts say what acts of their kinds say",
    ]


@pytest.mark.parametrize("content", [b"{}", b"[]", b"null", b"{", b'{"$defs": []}'])
def test_what_is_no_schema_is_not_taken_for_one(content: bytes) -> None:
    with pytest.raises(nadwa_verify.Failed, match="this is no schema of acts"):
        nadwa_verify.schema_of(content)  # type: ignore[no-untyped-call]


def test_the_schema_says_nothing_that_the_verifiers_do_not_understand() -> None:
    understood = {"type", "anyOf", "items", "prefixItems", "minItems", "maxItems", "required", "properties"}
    understood |= {"additionalProperties", "title", "description"}

    def words(said: Any) -> Iterator[str]:
        yield from said
        inner = [*said.get("properties", {}).values(), *said.get("anyOf", []), *said.get("prefixItems", [])]
        inner += [said[word] for word in ("items", "additionalProperties") if word in said]
        for each in inner:
            yield from words(each)

    assert {word for body in schema()["$defs"].values() for word in words(body)} - understood == set()
