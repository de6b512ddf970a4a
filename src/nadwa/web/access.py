"""Who may open what: deny by default, one rule a view, 404 for what is foreign."""

import time
from collections.abc import Callable, Collection
from functools import partial, wraps
from inspect import getclosurevars, signature
from typing import Any
from urllib.parse import urlencode, urlsplit

import rules
from allauth.account import app_settings
from allauth.account.adapter import get_adapter
from allauth.core import ratelimit
from django.core.exceptions import ImproperlyConfigured
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import resolve

from nadwa.acts.by import Somebody
from nadwa.logs import note
from nadwa.web.given import PASSWORD, SECOND_FACTOR, last_given, suspended
from nadwa.web.refusals import refusal
from nadwa.web.returning import to_sign_in

View = Callable[..., HttpResponse]


def rule(
    name: str,
    find: Callable[..., Any] | None = None,
    *,
    signed_in: bool = True,
    fresh: bool | Collection[str] = False,
    limit: str = "",
) -> Callable[[View], View]:
    """Guard a view: `find` gets the URL's arguments that it names and gives the object the rule is about.

    The view gets the object, and the arguments left. Somebody who is not signed in is asked to, before anything is
    looked up, unless `signed_in` is False. What is done in a `fresh` view (or in its acts of these names) needs a
    factor that was given within the last five minutes; else it waits until the factor has been given again. What is
    sent to a view with a `limit` counts under that name in settings.ACCOUNT_RATE_LIMITS.
    """
    wanted = list(signature(find).parameters) if find else []

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponse:
            if signed_in and not request.user.is_authenticated:
                return to_sign_in(request)
            found = find(**{name: kwargs.pop(name) for name in wanted}) if find else None
            if not rules.has_perm(name, request.user, found):
                note("refused", request.user, rule=name)
                raise Http404
            if limit and request.method == "POST" and not ratelimit.consume(request, action=limit):
                note("too often", request.user, rule=name)
                return too_often(request)
            weighs = fresh is True or (fresh and kwargs.get("act") in fresh)
            if weighs and request.method == "POST" and not is_fresh(request):
                return _ask_again(request)
            return view(request, found, **kwargs) if find else view(request, **kwargs)

        guarded.rule = name  # type: ignore[attr-defined]
        guarded.admits = partial(_admits, name, find, wanted, signed_in)  # type: ignore[attr-defined]
        guarded.fresh = fresh  # type: ignore[attr-defined]
        guarded.methods = _methods(view)  # type: ignore[attr-defined]
        return guarded

    return guard


def _admits(
    name: str,
    find: Callable[..., Any] | None,
    wanted: Collection[str],
    signed_in: bool,
    person: Somebody,
    arguments: dict[str, Any],
) -> bool:
    """Whether a view with this rule opens to somebody, at the arguments of an address."""
    if signed_in and not person.is_authenticated:
        return False
    try:
        found = find(**{one: arguments[one] for one in wanted}) if find else None
    except Http404:
        return False
    return bool(rules.has_perm(name, person, found))


def opens_to(person: Somebody, address: str) -> bool:
    """Whether somebody finds a page of ours at an address. Views that are given an act ask beyond their rule who may
    do it; of them it is not said."""
    match = resolve(urlsplit(address).path)
    admits = getattr(match.func, "admits", None)
    return bool(admits and "act" not in match.kwargs and admits(person, match.kwargs))


def too_often(request: HttpRequest) -> HttpResponse:
    return refusal(request, 429)


def _methods(view: View) -> Collection[str]:
    """What a view may be asked with, as django.views.decorators.http keeps it."""
    methods: Collection[str] = getclosurevars(view).nonlocals["request_method_list"]
    return methods


def is_fresh(request: HttpRequest) -> bool:
    """Whether a factor was given lately. Where there is a second one the password does not count. Personas of the demo
    have none that they could give."""
    methods = get_adapter().get_reauthentication_methods(request.user)
    if not methods:
        return True
    factors = {PASSWORD, SECOND_FACTOR} if _asks_for_password(methods) else {SECOND_FACTOR}
    return bool(last_given(request, factors) > time.time() - app_settings.REAUTHENTICATION_TIMEOUT)


def _asks_for_password(methods: list[dict[str, Any]]) -> bool:
    """Only of those who have nothing better (accounts/adapter.py)."""
    return any(method["id"] == "reauthenticate" for method in methods)


def ask_again(request: HttpRequest) -> HttpResponse:
    """Lead to the page that asks for a factor, and from there to this address; what was sent is not kept."""
    asking = get_adapter().get_reauthentication_methods(request.user)[0]["url"]
    return HttpResponseRedirect(f"{asking}?{urlencode({'next': request.path})}")


def _ask_again(request: HttpRequest) -> HttpResponse:
    """Keep what was sent, ask for a factor; allauth then does what was sent."""
    answer = suspended(request, get_adapter().get_reauthentication_methods(request.user)[0]["url"])
    if request.htmx:  # type: ignore[attr-defined]
        return HttpResponse(status=204, headers={"HX-Redirect": answer["Location"]})
    return answer


def refused_in_words(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """Django's answer to what an address does not take is a blank page; the programs' part of the site has its own."""
    if answer.content:
        return answer
    in_words = refusal(request, 405)
    in_words["Allow"] = answer["Allow"]
    return in_words


class RequireRule:
    """Refuse to run a view of ours that names no rule."""

    FOREIGN = ("allauth.", "django.", "ninja.")

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        return refused_in_words(request, answer) if isinstance(answer, HttpResponseNotAllowed) else answer

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        view = view.func if isinstance(view, partial) else view
        if not hasattr(view, "rule") and not view.__module__.startswith(self.FOREIGN):
            raise ImproperlyConfigured(f"{view.__module__}.{view.__qualname__} names no rule")
