"""The way in, and the pages for when something is not as it should be."""

import rules
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from nadwa.web.access import rule

rules.add_perm("web.enter", rules.always_true)


@rule("web.enter", signed_in=False)
@require_safe
def root(request: HttpRequest) -> HttpResponse:
    """To the home page in the language that the browser asks for."""
    return redirect(reverse("home"))


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "web/error.html", {"status": 400}, status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "web/error.html", {"status": 403}, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "web/error.html", {"status": 404}, status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    return render(request, "web/error.html", {"status": 500}, status=500)
