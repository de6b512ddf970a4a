"""What a form of change was filled from. It carries that, signed, so that nobody undoes unseen what others changed."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from django import forms
from django.core import signing
from django.core.exceptions import SuspiciousOperation
from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nadwa.record.refusing import Refused

SALT = "what a form was filled from"
Row = TypeVar("Row", bound=Model)
Values = dict[str, list[str]]


class Overtaken(Refused):
    """What a form was filled from is no longer what stands."""

    def __init__(self, before: Values, now: Values) -> None:
        super().__init__(gettext_lazy("Somebody else has changed this meanwhile. Nothing of yours has been saved yet."))
        self.before, self.now = before, now
        self.changed = [name for name in now if now[name] != before.get(name, [])]


def as_it_stands(row: Row, filled_from: Callable[[Row], Mapping[str, Any]]) -> Callable[[], Mapping[str, Any]]:
    """Reads a row anew and says what a form shows of it."""

    def read() -> Mapping[str, Any]:
        row.refresh_from_db()
        return filled_from(row)

    return read


def sealed(values: Values) -> str:
    return signing.Signer(salt=SALT).sign_object(values, compress=True)


def opened(text: str) -> Values:
    try:
        values: Values = signing.Signer(salt=SALT).unsign_object(text)
    except signing.BadSignature as error:
        raise SuspiciousOperation("a form of change says what it was filled from") from error
    return values


def as_typed(field: forms.Field, value: Any) -> list[str]:
    """A value as a browser sends it from the field."""
    value = field.prepare_value(value)
    if isinstance(field, forms.BooleanField):
        return ["on"] if value else []
    shown = value if isinstance(value, list | tuple) else field.widget.format_value(value)
    several = shown if isinstance(shown, list | tuple) else [shown]
    return sorted(str(one).replace("\r\n", "\n") for one in several if one not in (None, ""))


def in_words(field: forms.Field, typed: list[str]) -> str:
    """What was typed or chosen, as a reader sees it."""
    if isinstance(field, forms.BooleanField):
        return _("yes") if any(field.to_python(one) for one in typed) else ""
    names = _names(field.choices) if isinstance(field, forms.ChoiceField) else {}
    return ", ".join(names.get(one, one) for one in typed).replace("\r\n", "\n").strip()


def _names(choices: Any) -> dict[str, str]:
    names: dict[str, str] = {}
    for value, label in choices:
        names |= _names(label) if isinstance(label, list | tuple) else {str(value): str(label)}
    return names
