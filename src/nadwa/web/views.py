"""The way in, and the pages for when something is not as it should be."""

import sys

from django.db import InterfaceError, InternalError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import REASON_NO_CSRF_COOKIE
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from nadwa.web.access import rule
from nadwa.web.languages import direction
from nadwa.web.refusals import NO_COOKIES, OTHER_SIGN_IN, refusal
from nadwa.web.trust import NOT_PROMISED, PROMISES

RETRY_AFTER_SECONDS = 3


@rule("web.enter", signed_in=False)
@require_safe
def root(request: HttpRequest) -> HttpResponse:
    """To the home page in the language that the browser asks for."""
    return redirect(reverse("home"))


@rule("web.enter", signed_in=False)
@require_safe
def trust(request: HttpRequest) -> HttpResponse:
    """What is promised, how to check it, and what is not."""
    return render(request, "web/trust.html", {"promises": PROMISES, "not_promised": NOT_PROMISED})


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return refusal(request, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return refusal(request, 403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """What came from elsewhere, from a browser without cookies, or from a page of before another sign-in: its token is
    whole, and not this session's."""
    if reason == REASON_NO_CSRF_COOKIE:
        return refusal(request, 403, NO_COOKIES)
    if reason.startswith("CSRF token from") and reason.endswith("incorrect."):
        return refusal(request, 403, OTHER_SIGN_IN)
    return refusal(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return refusal(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Something of ours failed. Where it is the database, no page that reads from it can be rendered."""
    if not isinstance(sys.exc_info()[1], OperationalError | InterfaceError | InternalError):
        return refusal(request, 500)
    part = "web/away_notice.html" if "HX-Request" in request.headers else "web/away.html"
    language = get_language() or "en"
    answer = HttpResponse(render_to_string(part, {"language": language, "direction": direction(language)}), status=503)
    answer["Retry-After"] = RETRY_AFTER_SECONDS
    if request.method == "GET":
        answer["Refresh"] = RETRY_AFTER_SECONDS  # the page comes back by itself
    return answer
