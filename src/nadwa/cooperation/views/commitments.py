"""Commitments: drafted, confirmed, reviewed by the hosts, reported on."""

from collections.abc import Callable
from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from nadwa import characters
from nadwa.cooperation import forms, queries
from nadwa.cooperation.commands import commitments
from nadwa.cooperation.models import Commitment
from nadwa.delegations.capacities import Delegate
from nadwa.delegations.queries import seat
from nadwa.editions.models import Edition
from nadwa.editions.queries import awaiting
from nadwa.editions.queries import edition as find_edition
from nadwa.record.models import Act
from nadwa.web.access import rule
from nadwa.web.acting import perform
from nadwa.web.asking import asks_first
from nadwa.web.forms import Form, Nothing
from nadwa.web.languages import plain, sentence, shown
from nadwa.web.standing import as_it_stands


@rule("cooperation.see", find=queries.commitment, signed_in=False)
@require_safe
def commitment(request: HttpRequest, commitment: Commitment) -> HttpResponse:
    reports = list(commitment.reports.all())
    own = seat(request.user, commitment.edition)
    page = {
        "edition": commitment.edition,
        "commitment": commitment,
        "partners": commitment.partners.select_related("delegation__body"),
        "reports": reports,
        "reached": reports[-1].reached if reports else 0,
        "next_report": queries.next_report(commitment),
        "own": own and own.delegation,
        "proposed": str(commitment.number) in awaiting(commitment.edition, "cooperation.publish"),
    }
    return render(request, "cooperation/commitment.html", page)


@rule("cooperation.review", find=find_edition)
@require_safe
def review(request: HttpRequest, edition: Edition) -> HttpResponse:
    """What the hosts review before it is published."""
    page = {
        "edition": edition,
        "commitments": queries.commitments(edition, None, all_drafts=True),
        "proposed": awaiting(edition, "cooperation.publish"),
    }
    return render(request, "cooperation/review.html", page)


@rule("cooperation.commit", find=find_edition)
@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Draft a commitment, from an offer or a need or by itself."""
    by, title = Delegate.at(request.user, edition), _("Draft a commitment")
    back = reverse("cooperation", args=[edition.slug])
    number = characters.number(request.GET.get("entry", ""))
    entry = queries.entries(edition).filter(number=number).first() if number is not None else None
    if request.method == "POST":
        form = forms.CommitmentForm(request.POST, edition=edition, own=by.delegation)
        command = partial(commitments.draft_commitment, by, entry=entry)
        return perform(request, form, command, back=back, title=title)
    of_entry = {"title": plain(entry.title), "text": plain(entry.text)} if entry else {}
    form = forms.CommitmentForm(initial=of_entry, edition=edition, own=by.delegation)
    return render(request, "web/form_page.html", {"form": form, "title": title, "back": back})


@rule("cooperation.change", find=queries.commitment)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, commitment: Commitment) -> HttpResponse:
    own, title, back = commitment.lead, _("Change the commitment"), _page_of(commitment)
    standing = as_it_stands(commitment, forms.filled_from)
    form = forms.CommitmentForm(request.POST or None, edition=commitment.edition, own=own, standing=standing)
    if request.method == "POST":
        by = Delegate.at(request.user, commitment.edition)
        return perform(request, form, commitments.change_commitment, by, commitment, back=back, title=title)
    return render(request, "web/form_page.html", {"form": form, "title": title, "back": back})


@rule("cooperation.take_part", find=queries.commitment)
@asks_first(
    _("Confirm the partnership"),
    lambda commitment: sentence(
        _("Your delegation confirms that it takes part in “%(title)s”; it cannot take that back."),
        title=shown(commitment.title),
    ),
    lambda commitment: reverse("commitment", args=[commitment.edition.slug, commitment.number]),
)
def confirm(request: HttpRequest, commitment: Commitment) -> HttpResponse:
    return _act(request, commitment, Nothing(request.POST), commitments.confirm_partnership, "")


@rule("cooperation.take_part", find=queries.commitment)
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, commitment: Commitment) -> HttpResponse:
    return _ask_or_act(request, commitment, forms.ReportForm, commitments.report_progress, _("Report progress"))


@rule("cooperation.change", find=queries.commitment)
@require_http_methods(["GET", "HEAD", "POST"])
def abandon(request: HttpRequest, commitment: Commitment) -> HttpResponse:
    return _ask_or_act(request, commitment, forms.AbandonForm, commitments.abandon, _("Abandon the commitment"))


def _ask_or_act(
    request: HttpRequest,
    commitment: Commitment,
    form: type[Form],
    command: Callable[..., Act],
    title: Promise | str,
) -> HttpResponse:
    if request.method == "POST":
        return _act(request, commitment, form(request.POST), command, title)
    return render(request, "web/form_page.html", {"form": form(), "title": title, "back": _page_of(commitment)})


def _act(
    request: HttpRequest, commitment: Commitment, form: Form, command: Callable[..., Act], title: Promise | str
) -> HttpResponse:
    by, back = Delegate.at(request.user, commitment.edition), _page_of(commitment)
    return perform(request, form, command, by, commitment, back=back, title=title)


def _page_of(commitment: Commitment) -> str:
    return reverse("commitment", args=[commitment.edition.slug, commitment.number])
