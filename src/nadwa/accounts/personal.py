"""What the platform holds about a person, found by how tables refer to people, so that no table is forgotten."""

from collections.abc import Iterator
from typing import Any

from django.db.models import CASCADE, ForeignObjectRel, Model, QuerySet

from nadwa.accounts.models import Person
from nadwa.mail.models import Mail
from nadwa.wall import over_the_wall

# What lets in, or would if it were known. The person has no use for it either.
SECRET = {"password", "sha256", "data"}


def held(person: Person) -> dict[str, list[dict[str, Any]]]:
    """Every row about the person, by kind; secrets are left out, files are given as their size."""
    found: dict[str, list[dict[str, Any]]] = {}
    with over_the_wall():  # each row names the person
        for row in (person, *_about(person), *mails_to(person)):
            found.setdefault(str(row._meta.verbose_name), []).append(_fields(row))
    return found


def mails_to(person: Person) -> QuerySet[Mail]:
    """All to the person's address, but those with a link for somebody else who shares it."""
    others = Person.objects.filter(email=person.email).exclude(pk=person.pk).values_list("pk", flat=True)
    links = [f"{about}:{other}" for other in others for about in ("person", "password")]
    return Mail.objects.filter(to=person.email).exclude(to="").exclude(about__in=links)


def _about(row: Model) -> Iterator[Model]:
    """The rows that refer to a row, and those that are nothing without these, such as the needs of a delegate."""
    for relation in row._meta.get_fields(include_hidden=True):
        if isinstance(relation, ForeignObjectRel) and (relation.one_to_many or relation.one_to_one):
            for referring in relation.related_model._default_manager.filter(**{relation.field.name: row}):
                yield referring
                if relation.on_delete is CASCADE:
                    yield from _about(referring)


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
