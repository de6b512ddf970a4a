"""What every operation begins with: who asks, and whether the rule that the pages use lets them."""

from collections.abc import Callable
from typing import Any

import rules
from django.http import Http404, HttpRequest

from nadwa.exchange.models import Token


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
