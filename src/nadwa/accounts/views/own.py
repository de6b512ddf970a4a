"""What somebody who cannot sign in may do, and what is held about somebody who can."""

import json

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from nadwa import media_types
from nadwa.accounts import enrolment, forms, retention
from nadwa.accounts.personal import held
from nadwa.accounts.sessions import ends
from nadwa.accounts.viewing import signed_in
from nadwa.mail import server
from nadwa.web.access import rule
from nadwa.web.downloads import download
from nadwa.web.figures import milliseconds


@rule("accounts.forget", signed_in=False, limit="forgotten")
@require_http_methods(["GET", "HEAD", "POST"])
def forgotten(request: HttpRequest) -> HttpResponse:
    """Ask for a link to choose a new password. The answer is the same whether there is such an account or not."""
    form = forms.ForgottenForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        enrolment.send_new_link(form.cleaned_data["email"])
        return render(request, "account/link_sent.html", {"server": server.is_there()})
    page = {"form": form, "title": _("Send me a link"), "back": reverse("account_login")}
    return render(request, "web/form_page.html", page, status=422 if form.errors else 200)


@rule("accounts.see_own_data")
@require_safe
def own_data(request: HttpRequest) -> HttpResponse:
    """What is held about the reader: how much of each kind, and all of it as a file."""
    kinds = [(kind, len(rows)) for kind, rows in held(signed_in(request)).items()]
    return render(request, "account/own_data.html", {"kinds": kinds, "classes": retention.classes()})


@rule("accounts.see_own_data")
@require_safe
def session(request: HttpRequest) -> HttpResponse:
    """When the session ends. HEAD asks; GET is a use of it, from which the time runs anew (sessions.py)."""
    return HttpResponse(status=204, headers={"Session-Ends": milliseconds(ends(request))})


@rule("accounts.see_own_data")
@require_safe
def own_data_file(request: HttpRequest) -> HttpResponse:
    content = json.dumps(held(signed_in(request)), ensure_ascii=False, indent=1)
    return download(content.encode(), "nadwa-my-data.json", media_types.JSON)
