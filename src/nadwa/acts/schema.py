"""The vocabulary as a JSON Schema (2020-12) of what a leaf of the record says, for programs that are not ours.

What has a default may be missing. More than the schema names may be there: later versions of Nadwa may say more.
"""

from typing import Any

from pydantic import TypeAdapter

from nadwa.acts import KINDS
from nadwa.acts.facts import Facts

BY = {
    "type": "object",
    "properties": {"as": {"type": "string"}, "person": {"type": "string"}},
    "required": ["as"],
}
NOISE = ("title", "default")


def schema() -> dict[str, Any]:
    """Of a whole leaf; `$defs` has the body of each kind."""
    facts = {name: facts_of(kind) for name, kind in sorted(KINDS.items())}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A leaf of the record of Nadwa",
        "type": "object",
        "properties": {
            "v": {"const": 1},
            "log": {"type": "string"},
            "i": {"type": "integer"},
            "t": {"type": "string"},
            "kind": {"type": "string"},
            "body": {"type": "object"},
        },
        "required": ["v", "log", "i", "t", "kind", "body"],
        "allOf": [
            {
                "if": {"properties": {"kind": {"const": name}}},
                "then": {"properties": {"body": {"$ref": f"#/$defs/{name}"}}},
            }
            for name in facts
        ],
        "$defs": facts,
    }


def facts_of(kind: type[Facts]) -> dict[str, Any]:
    """What acts of one kind say, and who acts."""
    whole = TypeAdapter(kind).json_schema(by_alias=True)
    shared = whole.pop("$defs", {})
    said = {name: _plain(each, shared) for name, each in whole.get("properties", {}).items()}
    required = list(whole.get("required", []))
    described: dict[str, Any] = {
        "title": str(kind.KIND.label),
        "description": f"In the logs for: {', '.join(sorted(kind.KIND.audiences))}.",
        "type": "object",
    }
    if kind.KIND.spread:
        each = said.pop(kind.KIND.spread)
        required.remove(kind.KIND.spread)
        described["additionalProperties"] = each["additionalProperties"]
    return described | {"properties": said | {"by": BY}, "required": sorted([*required, "by"])}


def _plain(schema: Any, shared: dict[str, Any]) -> Any:
    """Without what only repeats names, and with what pydantic refers to in its place."""
    if isinstance(schema, list):
        return [_plain(each, shared) for each in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        return _plain(shared[schema["$ref"].rpartition("/")[2]], shared)
    if "properties" in schema:
        inner = {name: _plain(each, shared) for name, each in schema["properties"].items()}
        return {"type": "object", "properties": inner, "required": schema.get("required", [])}
    return {name: _plain(each, shared) for name, each in schema.items() if name not in NOISE}
