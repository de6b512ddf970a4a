"""What a form sends: under which key, with what content, and the same in words that can be shown beside others."""

import uuid
from hashlib import sha256
from typing import Any

from django.forms import BoundField, FileField, PasswordInput
from django.http import HttpRequest
from django.utils.translation import get_language_from_path

from nadwa.record.submissions import Sent, Words
from nadwa.web.forms import Form
from nadwa.web.standing import in_words

OURS = {"submission", "csrfmiddlewaretoken"}  # what every form carries, whatever is written in it


def sent(request: HttpRequest, form: Form) -> Sent | None:
    """What was sent, if it was sent under a key."""
    key = request.POST.get("submission")
    if not key:
        return None
    content = {name: values for name, values in request.POST.lists() if name not in OURS}
    files = {name: [_digest(file) for file in request.FILES.getlist(name)] for name in request.FILES}
    return Sent(request.user, key, address_of(request.path), content | files, words_of(form))


def address_of(path: str) -> str:
    """The same whatever language the page was in."""
    language = get_language_from_path(path)
    return path.removeprefix(f"/{language}") if language else path


def new_key() -> str:
    return uuid.uuid4().hex


def words_of(form: Form) -> Words:
    """The fields that say something, each by its label, as they were typed or chosen."""
    said = ((bound, _said(bound)) for bound in form if not isinstance(bound.field.widget, PasswordInput))
    return [(str(bound.label or bound.name), words) for bound, words in said if words]


def _said(bound: BoundField) -> str:
    if isinstance(bound.field, FileField):
        return str(getattr(bound.data, "name", "") or "")
    typed = bound.data if isinstance(bound.data, list | tuple) else [bound.data]
    return in_words(bound.field, [str(one) for one in typed if one not in (None, "")])


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
