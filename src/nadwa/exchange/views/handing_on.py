"""The end of an edition: its report, its archive, the next one."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nadwa import media_types
from nadwa.accounts.viewing import signed_in
from nadwa.acts.by import By
from nadwa.editions.capacities import host_or_officer
from nadwa.editions.models import Edition, Membership
from nadwa.editions.queries import awaiting
from nadwa.editions.queries import edition as find_edition
from nadwa.exchange import forms, queries, report
from nadwa.exchange.commands import archiving, continuing
from nadwa.web.access import rule
from nadwa.web.acting import perform
from nadwa.web.downloads import download
from nadwa.web.forms import Nothing


@rule("exchange.hand_on", find=find_edition)
@require_safe
def following(request: HttpRequest, edition: Edition) -> HttpResponse:
    """What is handed on: plan, report, archive."""
    page = {
        "edition": edition,
        "plan": queries.plan(edition),
        "consents": queries.consents(edition),
        "archive": queries.archive(edition),
        "proposed": bool(awaiting(edition, "exchange.continue")),
    }
    return render(request, "exchange/following.html", page)


@rule("exchange.hand_on", find=find_edition, fresh=True)
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest, edition: Edition) -> HttpResponse:
    back, title = _following(edition), _("Plan the next edition")

    def planned() -> dict[str, Any]:
        found = queries.plan(edition)
        return forms.filled_from(found) if found else forms.to_begin_with(edition)

    form = forms.PlanForm(request.POST or None, standing=planned, edition=edition)
    if request.method == "POST":
        return perform(request, form, continuing.plan_next, _by(request, edition), edition, back=back, title=title)
    return render(request, "web/form_page.html", {"form": form, "title": title, "back": back})


@rule("exchange.hand_on", find=find_edition)
@require_POST
def ask_for_archive(request: HttpRequest, edition: Edition) -> HttpResponse:
    by, back = _by(request, edition), _following(edition)
    return perform(request, Nothing(request.POST), archiving.ask_for_archive, by, edition, back=back, title="")


@rule("exchange.read_report", find=find_edition, signed_in=False)
@require_safe
def archive(request: HttpRequest, edition: Edition) -> HttpResponse:
    """The archive holds what is public, so everybody may have it."""
    return download(queries.archive_content(edition), f"{edition.slug}-archive.zip", media_types.ZIP)


@rule("exchange.read_report", find=find_edition, signed_in=False)
@require_safe
def edition_report(request: HttpRequest, edition: Edition) -> HttpResponse:
    """The report of the edition as things stand."""
    content = report.pdf(edition, request.LANGUAGE_CODE)
    return download(content, f"{edition.slug}-report.pdf", media_types.PDF)


@rule("exchange.consent", find=find_edition)
@require_http_methods(["GET", "HEAD", "POST"])
def consent(request: HttpRequest, edition: Edition) -> HttpResponse:
    """A focal point agrees to be asked again, or takes that back."""
    if request.method == "POST":
        form = Nothing(request.POST)
        return perform(request, form, continuing.consent, request.user, edition, back=request.path, title="")
    page = {"edition": edition, "consented": queries.has_consented(signed_in(request), edition)}
    return render(request, "exchange/consent.html", page)


def _following(edition: Edition) -> str:
    return reverse("following", args=[edition.slug])


def _by(request: HttpRequest, edition: Edition) -> By:
    return host_or_officer(request.user, edition, Membership.Role.SECRETARIAT)
