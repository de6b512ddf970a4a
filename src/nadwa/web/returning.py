"""The way back: the page on which somebody stands who sends something, and to sign-in and back from there."""

from urllib.parse import urlsplit

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve, reverse


def stood_on(request: HttpRequest) -> str:
    """The page that a request was sent from: what is opened is that itself. Empty where it is not known, of another
    site, or an address that only takes what is sent to it."""
    if request.method in {"GET", "HEAD"} and "HX-Request" not in request.headers and can_be_opened(request.path):
        return request.get_full_path()
    sent_from = urlsplit(request.headers.get("HX-Current-URL") or request.headers.get("Referer", ""))
    if sent_from.netloc != request.get_host() or not can_be_opened(sent_from.path):
        return ""
    return sent_from._replace(scheme="", netloc="", fragment="").geturl()


def can_be_opened(path: str) -> bool:
    try:
        view = resolve(path).func
    except Resolver404:
        return False
    return "GET" in getattr(view, "methods", ())


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """To sign-in, and back to the page one stood on."""
    answer = redirect_to_login(stood_on(request) or reverse("home"))
    if "HX-Request" in request.headers:
        return HttpResponse(status=204, headers={"HX-Redirect": answer["Location"]})
    return answer
