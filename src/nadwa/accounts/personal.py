"""What the platform holds about a person, found by how tables refer to people, so that no table is forgotten."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Model, QuerySet

from nadwa.accounts.models import Person
from nadwa.mail.models import Mail

# What lets in, or would if it were known. The person has no use for it either.
SECRET = {"password", "sha256", "data"}


def held(person: Person) -> dict[str, list[dict[str, Any]]]:
    """Every row about the person, by kind; secrets are left out, files are given as their size."""
    found = {"person": [_fields(person)]}
    for rows in (*_referring(person), Mail.objects.filter(to=person.email)):
        if listed := [_fields(row) for row in rows]:
            found[str(rows.model._meta.verbose_name)] = listed
    return found


def _referring(person: Person) -> Iterator[QuerySet[Any]]:
    for relation in person._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete and relation.one_to_many:
            yield relation.related_model._default_manager.filter(**{relation.field.name: person})  # type: ignore[union-attr]


def _fields(row: Model) -> dict[str, Any]:
    return {
        field.attname: _told(getattr(row, field.attname))
        for field in row._meta.concrete_fields
        if field.attname not in SECRET
    }


def _told(value: Any) -> Any:
    if isinstance(value, bytes | memoryview):
        content = bytes(value)
        return content.hex() if len(content) <= 32 else f"{len(content)} bytes"
    return value if isinstance(value, dict | list | int | bool | None) else str(value)
