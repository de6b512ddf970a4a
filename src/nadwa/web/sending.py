"""What a form sends: under which key, with what content, and the same in words that can be shown beside others."""

import uuid
from hashlib import sha256
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import get_language_from_path
from django.utils.translation import gettext as _

from nadwa.record.submissions import Sent, Words
from nadwa.web.forms import Form

OURS = {"submission", "csrfmiddlewaretoken"}  # what every form carries, whatever is written in it


def sent(request: HttpRequest, form: Form) -> Sent | None:
    """What was sent, if it was sent under a key."""
    key = request.POST.get("submission")
    if not key:
        return None
    content = {name: values for name, values in request.POST.lists() if name not in OURS}
    files = {name: [_digest(file) for file in request.FILES.getlist(name)] for name in request.FILES}
    return Sent(request.user, key, _address(request.path), content | files, in_words(form))


def _address(path: str) -> str:
    """The same whatever language the page was in."""
    language = get_language_from_path(path)
    return path.removeprefix(f"/{language}") if language else path


def new_key() -> str:
    return uuid.uuid4().hex


def in_words(form: Form) -> Words:
    """The fields that say something, each by its label, as they were typed or chosen."""
    said = ((bound, _said(bound.field, bound.data)) for bound in form)
    return [(str(bound.label or bound.name), words) for bound, words in said if words]


def _said(field: forms.Field, typed: Any) -> str:
    if isinstance(field, forms.BooleanField):
        return _("yes") if field.to_python(typed) else ""
    if isinstance(field, forms.FileField):
        return str(getattr(typed, "name", "") or "")
    if isinstance(field, forms.ChoiceField):
        values = typed if isinstance(typed, list | tuple) else [typed]
        names = _names(field.choices)
        return ", ".join(names.get(str(value), str(value)) for value in values if value not in (None, ""))
    return str(typed or "").replace("\r\n", "\n").strip()


def _names(choices: Any) -> dict[str, str]:
    names: dict[str, str] = {}
    for value, label in choices:
        names |= _names(label) if isinstance(label, list | tuple) else {str(value): str(label)}
    return names


def _digest(file: Any) -> str:
    digest = sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


def side_by_side(*said: dict[str, str]) -> list[tuple[str, list[str]]]:
    """The fields of which the columns do not say the same, with what each says."""
    labels = {label: [one.get(label, "") for one in said] for column in said for label in column}
    return [(label, words) for label, words in labels.items() if len(set(words)) > 1]
