"""The particulars of an edition and of its hosts, and how they are changed."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from nadwa.acts.by import By
from nadwa.editions import forms, particulars, queries
from nadwa.editions.capacities import host_or_officer
from nadwa.editions.commands import correcting
from nadwa.editions.models import Correction, Edition, Host, Membership
from nadwa.web.access import rule
from nadwa.web.acting import perform
from nadwa.web.asking import asks_first
from nadwa.web.forms import Nothing


@rule("editions.correct", find=queries.edition)
@require_safe
def show(request: HttpRequest, edition: Edition) -> HttpResponse:
    """What the edition and its hosts are called, when and where; what waits for the hosts to be changed."""
    drafts = [_shown(each) for each in queries.corrections(edition)]
    page = {
        "edition": edition,
        "hosts": edition.hosts.all(),
        "drafts": drafts,
        "changes": particulars.changes(edition),
    }
    return render(request, "editions/particulars.html", page)


@rule("editions.correct", find=queries.edition)
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, edition: Edition) -> HttpResponse:
    title = _("Change the particulars of the edition")

    def standing() -> dict[str, Any]:
        return forms.particulars_known(_as_drafted(edition, None))

    form = forms.ParticularsForm(request.POST or None, standing=standing)
    if request.method == "POST":
        by, back = _by(request, edition), _back(edition)
        return perform(request, form, correcting.correct_edition, by, edition, back=back, title=title)
    return render(request, "web/form_page.html", {"form": form, "title": title, "back": _back(edition)})


@rule("editions.correct", find=queries.host_at)
@require_http_methods(["GET", "HEAD", "POST"])
def correct_host(request: HttpRequest, host: Host) -> HttpResponse:
    title, back = _("Change the name of a host"), _back(host.edition)

    def standing() -> dict[str, Any]:
        return forms.host_known(_as_drafted(host.edition, host))

    form = forms.HostForm(request.POST or None, standing=standing)
    if request.method == "POST":
        by = _by(request, host.edition)
        return perform(request, form, correcting.correct_host, by, host, back=back, title=title)
    return render(request, "web/form_page.html", {"form": form, "title": title, "back": back})


@rule("editions.correct", find=queries.correction)
@asks_first(
    _("Discard the draft of the change"),
    lambda _correction: _("What has been drafted is deleted, and all stays as it stands."),
    lambda correction: _back(correction.edition),
)
def discard(request: HttpRequest, correction: Correction) -> HttpResponse:
    by, back = _by(request, correction.edition), _back(correction.edition)
    return perform(request, Nothing(request.POST), correcting.discard_correction, by, correction, back=back, title="")


def _as_drafted(edition: Edition, host: Host | None) -> particulars.Values:
    """As they are drafted to stand; else as they stand, read anew."""
    draft = particulars.drafted(edition, host)
    subject = host or edition
    subject.refresh_from_db()
    return draft.values if draft else particulars.values_of(subject)


def _shown(draft: Correction) -> dict[str, Any]:
    """A draft with the two-key act that it waits for."""
    kind = correcting.CORRECT_HOST if draft.host else correcting.CORRECT
    subject = draft.host.slug if draft.host else ""
    return {
        "draft": draft,
        "kind": kind,
        "subject": subject,
        "awaits": subject in queries.awaiting(draft.edition, kind),
        "differences": particulars.differences(draft),
    }


def _by(request: HttpRequest, edition: Edition) -> By:
    return host_or_officer(request.user, edition, Membership.Role.SECRETARIAT)


def _back(edition: Edition) -> str:
    return reverse("particulars", args=[edition.slug])
