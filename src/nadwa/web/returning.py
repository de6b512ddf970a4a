"""The way back: the page on which somebody stands who sends something, and to sign-in and back from there."""

from urllib.parse import urlsplit

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve, reverse
from django.utils.http import url_has_allowed_host_and_scheme


def sent_from(request: HttpRequest) -> str:
    """The page that a request was sent from. Empty where it is not known, of another site, an address that only takes
    what is sent to it, or what is opened itself."""
    page = urlsplit(request.headers.get("HX-Current-URL") or request.headers.get("Referer", ""))
    if not page.netloc or page.netloc != _host(request) or not can_be_opened(page.path):
        return ""
    address = page._replace(scheme="", netloc="", fragment="").geturl()
    return "" if _opens_a_page(request) and address == request.get_full_path() else address


def _host(request: HttpRequest) -> str:
    """The site that is asked. Empty where the request names one that is not ours, which is refused with this page."""
    try:
        return request.get_host()
    except DisallowedHost:
        return ""


def _opens_a_page(request: HttpRequest) -> bool:
    return request.method in {"GET", "HEAD"} and "HX-Request" not in request.headers


def wanted(request: HttpRequest) -> str:
    """The page on which somebody who signs in wants to be: that which `next` names, or else the one that is shown.
    Empty where that is none of ours."""
    address = request.GET.get("next") or (request.get_full_path() if _opens_a_page(request) else "")
    is_ours = url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return address if is_ours and can_be_opened(urlsplit(address).path) else ""


def can_be_opened(path: str) -> bool:
    try:
        view = resolve(path).func
    except Resolver404:
        return False
    return "GET" in getattr(view, "methods", ())


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """To sign-in, and back: to what was to be opened, or to the page one stood on."""
    is_page = _opens_a_page(request) and can_be_opened(request.path)
    answer = redirect_to_login(request.get_full_path() if is_page else sent_from(request) or reverse("home"))
    if "HX-Request" in request.headers:
        return HttpResponse(status=204, headers={"HX-Redirect": answer["Location"]})
    return answer
