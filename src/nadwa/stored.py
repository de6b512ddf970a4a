"""Stored texts that came in before there was a gate for them, or past it: `nadwa check` names each.

They do no harm to documents, which put a mark in their place; an act that would record one is refused with the sign
and its place. They are corrected on their page. Acts stay as they are.
"""

import json
from collections.abc import Iterator
from itertools import islice

from django.apps import apps
from django.db import connection
from django.db.models import JSONField, Model, TextField
from django.db.models.fields import CharField, Field

from nadwa import characters

AT_MOST = 100


def unwritable() -> Iterator[str]:
    """Table, row, column and sign of each stored text that holds what no document can; at most a hundred a column."""
    for model in sorted(apps.get_models(), key=lambda model: model._meta.db_table):
        if model._meta.managed and not model._meta.proxy:
            for column in model._meta.local_concrete_fields:
                if isinstance(column, CharField | TextField | JSONField):
                    yield from _in_column(model, column)


def _in_column(model: type[Model], column: "Field[object, object]") -> Iterator[str]:
    """The database finds the rows that may be meant, so that a large table is read where it lies."""
    table, quoted = model._meta.db_table, connection.ops.quote_name
    primary, shown = (str(one.column) for one in (model._meta.pk, column))
    in_json = isinstance(column, JSONField)
    query = (
        f"select {quoted(primary)}::text, {quoted(shown)}::text from {quoted(table)}"  # noqa: S608
        f" where {quoted(shown)}::text ~ %s order by 1"
    )
    with connection.cursor() as cursor:
        cursor.execute(query, [_IN_JSON if in_json else _SIGNS])
        found = ((row, _faults(text, in_json=in_json)) for row, text in cursor.fetchall())
    named = (f"{table} {row}, {shown}: {fault}" for row, faults in found for fault in faults)
    yield from islice(named, AT_MOST)


def _faults(text: str, *, in_json: bool) -> list[str]:
    texts = [one for _place, one in characters.texts_in(json.loads(text))] if in_json else [text]
    return [reason for one in texts if (reason := characters.fault(one))]


_SIGNS = (
    "["
    + r"\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufdd0-\ufdef"
    + "".join(rf"\U{plane:04X}FFFE\U{plane:04X}FFFF" for plane in range(17))
    + "]"
)
_IN_JSON = rf"{_SIGNS}|\\[bfu]"  # JSON escapes what stands before a blank
