"""Who may open what: deny by default, one rule a view, 404 for what is foreign."""

from collections.abc import Callable
from functools import partial, wraps
from inspect import signature
from typing import Any

import rules
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured
from django.http import Http404, HttpRequest, HttpResponse

View = Callable[..., HttpResponse]


def rule(name: str, find: Callable[..., Any] | None = None, *, signed_in: bool = True) -> Callable[[View], View]:
    """Guard a view: `find` gets the URL's arguments that it names and gives the object the rule is about.

    The view gets the object, and the arguments left. Somebody who is not signed in is asked to, before anything is
    looked up, unless `signed_in` is False.
    """
    wanted = list(signature(find).parameters) if find else []

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponse:
            if signed_in and not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            found = find(**{name: kwargs.pop(name) for name in wanted}) if find else None
            if not rules.has_perm(name, request.user, found):
                raise Http404
            return view(request, found, **kwargs) if find else view(request, **kwargs)

        guarded.rule = name  # type: ignore[attr-defined]
        return guarded

    return guard


class RequireRule:
    """Refuse to run a view of ours that names no rule."""

    FOREIGN = ("allauth.", "django.", "ninja.")

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        view = view.func if isinstance(view, partial) else view
        if not hasattr(view, "rule") and not view.__module__.startswith(self.FOREIGN):
            raise ImproperlyConfigured(f"{view.__module__}.{view.__qualname__} names no rule")
