"""Write down the vocabulary of the record, as programs and people read it: .venv/bin/python -m tools.vocabulary"""

import json
from pathlib import Path

import django
from django.conf import settings

SCHEMA = Path("src/nadwa/record/static/record/acts.schema.json")
BOOK = Path("docs/record.md")
BEGINS, ENDS = "<!-- kinds of act: make vocabulary -->\n", "<!-- end of the kinds of act -->\n"


def as_schema() -> str:
    from nadwa.acts.schema import schema

    return json.dumps(schema(), ensure_ascii=False, indent=1) + "\n"


def as_table() -> str:
    """For docs/record.md: each kind with its name, what its acts say, and in whose logs they may stand."""
    from nadwa.acts import KINDS
    from nadwa.acts.schema import facts_of

    rows = ["| kind | what it is | what it says | in the logs for |", "|---|---|---|---|"]
    for name, kind in sorted(KINDS.items()):
        described = facts_of(kind)
        optional = described["properties"].keys() - set(described["required"])
        said = [f"`{key}`{'?' if key in optional else ''}" for key in described["properties"] if key != "by"]
        if "additionalProperties" in described:
            said.append("keys of its own")
        logs = ", ".join(sorted(kind.KIND.audiences))
        rows.append(f"| `{name}` | {kind.KIND.label} | {', '.join(said) or '–'} | {logs} |")
    return "\n".join(rows) + "\n"


def in_book(book: str) -> str:
    before, rest = book.split(BEGINS)
    return f"{before}{BEGINS}\n{as_table()}\n{ENDS}{rest.split(ENDS)[1]}"


if __name__ == "__main__":
    settings.configure(USE_I18N=False)
    django.setup()
    SCHEMA.write_text(as_schema(), encoding="utf-8")
    BOOK.write_text(in_book(BOOK.read_text(encoding="utf-8")), encoding="utf-8")
    print(f"{SCHEMA}, {BOOK}")
