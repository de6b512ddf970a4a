"""Pages for what is not done: what is wrong, in words, and the way back. Living pages get the words alone."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from nadwa.web.returning import sent_from

NO_COOKIES = "no cookies"
OTHER_SIGN_IN = "other sign-in"
WORDS = {
    400: (_("This request was not understood"), _("Nothing was changed. Go back and try again.")),
    403: (
        _("This was not accepted"),
        _("The page was open too long or came from elsewhere. Go back, reload it and try again; nothing was changed."),
    ),
    404: (
        _("There is nothing here"),
        _("The page does not exist, or it is not for you. If it should be, sign in as somebody who may see it."),
    ),
    405: (
        _("This address only takes what a form sends"),
        _("There is no page to be opened here, and nothing was changed. Go back to where you were."),
    ),
    413: (_("This is too large"), _("At most 40 megabytes are accepted at once. Nothing was changed.")),
    429: (_("This was too often"), _("Wait a little and try again. Nothing was changed.")),
    500: (
        _("Something failed on our side"),
        _("What was acknowledged before is safe; what you just sent may not be. Reload the page to see."),
    ),
    NO_COOKIES: (
        _("Your browser sends no cookies"),
        _("Without cookies nobody can sign in or send anything here. Allow them for this site, then try again."),
    ),
    OTHER_SIGN_IN: (
        _("Somebody has signed in since this page was opened"),
        _("Nothing was done in anyone’s name."),
    ),
}


def refusal(request: HttpRequest, status: int, why: str = "") -> HttpResponse:
    title, words = WORDS[why or status]
    page: dict[str, Any] = {"title": title, "words": words, "status": status, "back": sent_from(request)}
    page["other_sign_in"] = why == OTHER_SIGN_IN
    template = "web/error_notice.html" if "HX-Request" in request.headers else "web/error.html"
    return render(request, template, page, status=status)
