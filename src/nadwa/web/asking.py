"""Acts that nobody can take back ask first: on whom, and what follows."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.views.decorators.http import require_http_methods

from nadwa.web.access import View
from nadwa.web.sending import OURS

CONFIRMED = "confirmed"


def asks_first(
    title: Promise | str, says: Callable[..., Promise | str], back: Callable[..., str], acts: tuple[str, ...] = ()
) -> Callable[[View], View]:
    """Let a view act only on what was confirmed on a page of its own, which says of the view's object what follows.

    `back` is where one goes who does not want it. Where the address names an act, only these `acts` ask.
    """

    def asking(view: View) -> View:
        @wraps(view)
        @require_http_methods(["GET", "HEAD", "POST"])
        def asked(request: HttpRequest, *found: Any, **kwargs: Any) -> HttpResponse:
            asks = not acts or kwargs.get("act") in acts
            if not asks or (request.method == "POST" and CONFIRMED in request.POST):
                return view(request, *found, **kwargs)
            kept = [(name, value) for name, value in request.POST.items() if name not in OURS]
            about = found[0] if found else None
            page = {"title": title, "says": [says(about)], "back": back(about), "kept": [*kept, (CONFIRMED, "1")]}
            return render(request, "web/asked.html", page | {"look": "btn-danger"})

        asked.asks_first = acts or True  # type: ignore[attr-defined]
        return asked

    return asking
