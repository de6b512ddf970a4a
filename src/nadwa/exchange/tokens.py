"""Keys to the API: made for a person, known by their hash, ended by time or by hand.

A key is personal data of its holder, not an act of an edition, so none of this stands in a record.
"""

import secrets
from datetime import timedelta
from hashlib import sha256

from allauth.account.adapter import get_adapter
from allauth.core import ratelimit
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404

from nadwa import clock
from nadwa.accounts import parts
from nadwa.accounts.models import Person
from nadwa.editions.models import Edition
from nadwa.exchange.models import Token
from nadwa.networks import counted
from nadwa.web.access import View
from nadwa.web.uploads import holds_nul

PREFIX = "nadwa_"
API = "/api/"
STALE = timedelta(minutes=10)


def make(person: Person, name: str, scope: str, days: int) -> str:
    """A new key for a person, told this once."""
    key = PREFIX + secrets.token_urlsafe(32)
    now = clock.now()
    Token.objects.create(
        person=person, name=name, scope=scope, sha256=_hash(key), made_at=now, expires_at=now + timedelta(days=days)
    )
    return key


def numbered(number: int) -> Token:
    """Raises Http404 where no key of this number is in use."""
    return get_object_or_404(Token, pk=number, revoked_at=None)


def revoke(token: Token) -> None:
    Token.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=clock.now())


def end_of_who_has_no_part(person: int, _edition: Edition) -> None:
    """With the last function or seat that somebody has anywhere end the keys; a new one does not bring them back."""
    if not parts.number(person):
        Token.objects.filter(person=person, revoked_at=None).update(revoked_at=clock.now())


def of(person: Person) -> QuerySet[Token]:
    return Token.objects.filter(person=person)


def holder(key: str) -> Token | None:
    """The valid token that a key is of."""
    valid = Token.objects.filter(sha256=_hash(key), revoked_at=None, expires_at__gt=clock.now())
    token = valid.select_related("person").filter(person__is_active=True).first()
    if token and (token.used_at is None or token.used_at < clock.now() - STALE):
        Token.objects.filter(pk=token.pk).update(used_at=clock.now())
    return token


def _counted(token: Token | None, request: HttpRequest) -> str:
    """What calls count for: a valid key, else the address they come from, so that keys made up do not count anew."""
    return str(token.pk) if token else counted(get_adapter().get_client_ip(request))


def _hash(key: str) -> str:
    return sha256(key.encode()).hexdigest()


class KnowByToken:
    """On the API a person is known by a token alone: a browser's session is nobody there, so no site can use it."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(API):
            if settings.SECURE and not request.is_secure():
                return JsonResponse({"detail": "The API is reached over HTTPS only."}, status=403)
            if holds_nul(request):
                return JsonResponse({"detail": "Not Found"}, status=404)
            scheme, _space, key = request.headers.get("Authorization", "").partition(" ")
            token = holder(key) if scheme.lower() == "bearer" and key else None
            request.token = token  # type: ignore[attr-defined]
            request.user = token.person if token else AnonymousUser()
            if not ratelimit.consume(request, action="api", key=_counted(token, request)):
                return JsonResponse({"detail": "Too many requests; try again in a minute."}, status=429)
        return self.get_response(request)
