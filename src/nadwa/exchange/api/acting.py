"""What every operation begins with: who asks, whether the rule that the pages use lets them, and what is sent."""

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import rules
from django.http import Http404, HttpRequest
from ninja import Schema
from ninja.parser import Parser

from nadwa.accounts.models import Viewer
from nadwa.exchange.models import Token
from nadwa.record.submissions import Sent, submitted


class Strict(Parser):
    """JSON in which no name stands twice: of two, nobody knows which is meant."""

    def parse_body(self, request: HttpRequest) -> Any:
        return json.loads(request.body, object_pairs_hook=_once)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name stands twice")
    return found


class Unknown(Exception):
    """There is no such thing, or it is not for the viewer: the answer does not say which."""


class Forbidden(Exception):
    """A token with the scope to write is needed."""


def found(request: HttpRequest, permission: str, find: Callable[..., Any], *arguments: Any) -> Any:
    """What `find` finds, if the viewer may see it by the rule of the page."""
    try:
        subject = find(*arguments)
    except Http404 as error:
        raise Unknown("There is nothing here.") from error
    if not rules.has_perm(permission, request.user, subject):
        raise Unknown("There is nothing here.")
    return subject


def writer(request: HttpRequest) -> Any:
    """The person whose token may write."""
    token: Token | None = request.token  # type: ignore[attr-defined]
    if token is None or token.scope != Token.Scope.WRITE:
        raise Forbidden("A token with the scope “write” is needed.")
    return token.person


def sending(request: HttpRequest, person: Viewer, given: Schema) -> AbstractContextManager[None]:
    """What is done inside is done once, if what is `given` names its submission."""
    content = given.model_dump()
    key = content.pop("submission")
    words = [(name, str(value)) for name, value in content.items()]
    fields = {name: [json.dumps(value)] for name, value in content.items()}
    return submitted(Sent(person, key, request.path, fields, words) if key else None)
