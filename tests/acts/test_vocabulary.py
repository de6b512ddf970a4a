"""The vocabulary says what the record has held all along: acts written before it had types, `leaves.jsonl`."""

import json
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
import rfc8785

from nadwa.acts import KINDS, texts
from nadwa.acts.facts import Audience, Facts
from nadwa.record.acts import By, log_for, record
from tests.factories import House

LEAVES = [json.loads(line) for line in (Path(__file__).parent / "leaves.jsonl").read_text().splitlines()]


@pytest.mark.parametrize("leaf", LEAVES, ids=[leaf["kind"] for leaf in LEAVES])
def test_what_an_act_said_is_read_and_written_again_byte_for_byte(leaf: dict[str, Any]) -> None:
    said = {name: value for name, value in leaf["body"].items() if name != "by"}

    facts = KINDS[leaf["kind"]].read(said)

    assert rfc8785.dumps(facts.written()) == rfc8785.dumps(said)


@pytest.mark.parametrize("leaf", LEAVES, ids=[leaf["kind"] for leaf in LEAVES])
def test_it_stands_in_the_logs_of_those_it_is_for(leaf: dict[str, Any]) -> None:
    assert leaf["audience"] in KINDS[leaf["kind"]].KIND.audiences


def test_every_kind_of_act_has_been_written_once() -> None:
    assert sorted(KINDS.keys() - {leaf["kind"] for leaf in LEAVES}) == []


def test_no_act_says_by_itself_who_acts() -> None:
    assert [kind for kind in KINDS.values() if "by" in {one.name for one in fields(kind)}] == []  # type: ignore[arg-type]


def test_what_is_confided_does_not_stand_before_others(beijing: House) -> None:
    draft = texts.Drafted(text="outcome", paragraph=1, alternative=2)

    with pytest.raises(ValueError, match=r"texts\.drafted does not stand in a log for public"):
        record(log_for(beijing.edition.slug, Audience.PUBLIC), draft, By(beijing.aldora, "delegation:aldora"))


def test_a_field_is_found_in_rows_by_its_key() -> None:
    assert texts.CarriedOver.path(lambda act: act.before) == "body__from"
    assert [kind for kind in KINDS.values() if not issubclass(kind, Facts)] == []
