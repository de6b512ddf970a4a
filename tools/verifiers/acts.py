"""What acts say by the schema of acts, and the same with one thing that the schema does not allow (check 13)."""

import random
import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

from tools.verifiers.cases import Case
from tools.verifiers.forging import Act, log
from tools.verifiers.readers import SCHEMA

KINDS: dict[str, dict[str, Any]] = SCHEMA["$defs"]
# Checks 10 to 12 look at these before check 13 does
ELSEWHERE = re.compile(
    r"\w+\.(vote-opened|ballot-cast|vote-closed|vote-discontinued)|floor\.(roll-frozen|meeting-adjourned)|record\.key-changed"
)
WORDS = ("", "aldora", "Вода", "水与城市", "__proto__", "2016-07-11T12:00:00Z")
NAMES = ("said", "toString", "__proto__", "constructor", "by", "Ö")
OF_TYPE: dict[str, tuple[Any, ...]] = {
    "string": WORDS,
    "integer": (0, 1, -1, 2**53 - 1),
    "boolean": (True, False),
    "null": (None,),
    "object": ({}, {"en": "Water"}),
    "array": ([], [1], ["en", "Water"]),
}
# A value, the schema for it, and how another is put in its place
Part = tuple[Any, dict[str, Any], Callable[[Any], None]]
Change = Callable[[random.Random, dict[str, Any], dict[str, Any]], bool]


def cases(chance: random.Random, number: int) -> Iterator[Case]:
    """`number` times for each kind: an act of it, and the same with each change for which it has a place."""
    for kind, schema in KINDS.items():
        if ELSEWHERE.fullmatch(kind) or "packet" in schema["properties"]:
            continue
        for turn in range(number):
            body = said(schema, chance)
            yield case(f"{kind} {turn}", (kind, body), holds=True)
            for change, holds in CHANGES.items():
                changed = deepcopy(body)
                if change(chance, changed, schema):
                    yield case(f"{kind} {turn}, {change.__name__}", (kind, changed), holds=holds)
    for kind in ("floor.elected", "", "__proto__", "toString", "constructor"):
        yield case(f"of a kind that is not known: {kind!r}", (kind, {"said": 1}), holds=True)


def case(name: str, act: Act, *, holds: bool | None) -> Case:
    return Case("acts", name, log([act]), holds, signed=True, acts=True)


def said(schema: dict[str, Any], chance: random.Random) -> Any:
    """A value as the schema asks for it."""
    if "anyOf" in schema:
        return said(chance.choice(schema["anyOf"]), chance)
    if schema["type"] == "array":
        each = schema.get("prefixItems") or [schema["items"]] * chance.randrange(3)
        return [said(one, chance) for one in each]
    if schema["type"] != "object":
        return chance.choice(OF_TYPE[schema["type"]])
    required = schema.get("required", ())
    named = {
        name: said(one, chance)
        for name, one in schema.get("properties", {}).items()
        if name in required or chance.random() < 0.5
    }
    free = schema.get("additionalProperties")
    others = chance.sample(NAMES, chance.randrange(3)) if free else []
    return {name: said(free, chance) for name in others if name not in schema.get("properties", {})} | named


def parts(value: Any, schema: dict[str, Any]) -> Iterator[Part]:
    """All that the schema asks something of; what may be of several types is one part."""
    inner: list[tuple[Any, dict[str, Any]]] = []
    if schema.get("type") == "object":
        named, free = schema.get("properties", {}), schema.get("additionalProperties")
        inner = [(name, named.get(name, free)) for name in value if named.get(name, free)]
    elif schema.get("type") == "array":
        inner = list(enumerate(schema.get("prefixItems") or [schema["items"]] * len(value)))
    for name, one in inner:
        yield value[name], one, lambda other, name=name: value.__setitem__(name, other)
        yield from parts(value[name], one)


def types(schema: dict[str, Any]) -> set[str]:
    return set().union(*map(types, schema["anyOf"])) if "anyOf" in schema else {schema["type"]}


def objects(body: dict[str, Any], schema: dict[str, Any]) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    yield body, schema
    yield from ((value, one) for value, one, _ in parts(body, schema) if one.get("type") == "object")


def of_another_type(chance: random.Random, body: dict[str, Any], schema: dict[str, Any]) -> bool:
    _, one, put = chance.choice(list(parts(body, schema)))
    put(chance.choice(OF_TYPE[chance.choice(sorted(OF_TYPE.keys() - types(one)))]))
    return True


def anything(chance: random.Random, body: dict[str, Any], schema: dict[str, Any]) -> bool:
    _, _, put = chance.choice(list(parts(body, schema)))
    put(chance.choice(OF_TYPE[chance.choice(sorted(OF_TYPE))]))
    return True


def without_a_part(chance: random.Random, body: dict[str, Any], schema: dict[str, Any]) -> bool:
    value, name = chance.choice(
        [(value, name) for value, one in objects(body, schema) for name in one.get("required", ())]
    )
    del value[name]
    return True


def of_another_length(chance: random.Random, body: dict[str, Any], schema: dict[str, Any]) -> bool:
    fixed = [value for value, one, _ in parts(body, schema) if one.get("prefixItems")]
    if not fixed:
        return False
    value = chance.choice(fixed)
    value.append(value[0]) if chance.random() < 0.5 else value.pop()
    return True


def saying_more(chance: random.Random, body: dict[str, Any], schema: dict[str, Any]) -> bool:
    """Under a name of which the schema says nothing."""
    value, one = chance.choice(list(objects(body, schema)))
    if one.get("additionalProperties"):
        return False
    name = chance.choice([name for name in NAMES if name not in one.get("properties", {})])
    value[name] = chance.choice(OF_TYPE[chance.choice(sorted(OF_TYPE))])
    return True


# Whether the schema allows it; None where that is not known
CHANGES: dict[Change, bool | None] = {
    of_another_type: False,
    without_a_part: False,
    of_another_length: False,
    saying_more: True,
    anything: None,
}
