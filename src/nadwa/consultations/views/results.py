"""What came out: the list of consultations, the result, its picture and its data, one statement, publishing."""

import json
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nadwa import media_types
from nadwa.accounts.viewing import signed_in
from nadwa.acts.by import By
from nadwa.consultations import exporters, forms, queries
from nadwa.consultations.commands import beginning, running
from nadwa.consultations.models import Consultation, OpinionStatement
from nadwa.consultations.presenting import Result
from nadwa.editions.capacities import Secretary, officer
from nadwa.editions.models import Edition, Membership
from nadwa.editions.queries import edition as find_edition
from nadwa.engine.opinion.picture import svg
from nadwa.web.access import rule
from nadwa.web.acting import perform
from nadwa.web.asking import asks_first
from nadwa.web.downloads import download
from nadwa.web.figures import milliseconds
from nadwa.web.forms import Nothing
from nadwa.web.languages import plain, sentence, shown


@rule("consultations.view", find=find_edition, signed_in=False)
@require_safe
def consultations(request: HttpRequest, edition: Edition) -> HttpResponse:
    return render(request, "consultations/consultations.html", {"consultations": queries.consultations(edition)})


@rule("consultations.begin", find=find_edition)
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Prepare a consultation; it is opened on its own page."""
    title, back = _("Begin a consultation"), reverse("consultations", args=[edition.slug])
    if request.method == "POST":
        by, form = Secretary(signed_in(request)), forms.BeginConsultationForm(request.POST)
        return perform(request, form, beginning.begin_consultation, by, edition, back=back, title=title)
    return render(request, "web/form_page.html", {"form": forms.BeginConsultationForm(), "title": title, "back": back})


@rule("consultations.view", find=queries.consultation, signed_in=False)
@require_safe
def result(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    """The map of the votes, and the tables that say the same; ?group=A for one group."""
    page: dict[str, Any] = {"consultation": consultation, "shown": queries.shows_result(consultation)}
    snapshot = queries.snapshot(consultation)
    if snapshot and page["shown"]:
        page |= Result(consultation, snapshot, request.user, request.GET.get("group", "")).page()
    return render(request, "consultations/result.html", page)


@rule("consultations.view", find=queries.consultation, signed_in=False)
@require_safe
def picture(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    """The map as SVG: participants by name where votes are public, otherwise clusters of them."""
    snapshot = _snapshot(consultation)
    content = json.loads(bytes(snapshot.packet))
    rows = content.get("participants") or [
        {"participant": weight, "x": x, "y": y, "group": group, "weight": weight}
        for x, y, weight, group in snapshot.clouds
    ]
    return HttpResponse(svg(rows, plain(consultation.title)), media_types.SVG)


@rule("consultations.view", find=queries.consultation, signed_in=False)
@require_safe
def points(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    """What the interactive map draws: clusters of participants, where I am and where my delegation is."""
    snapshot = _snapshot(consultation)
    return JsonResponse(Result(consultation, snapshot, request.user, "").drawing())


def _snapshot(consultation: Consultation) -> Any:
    snapshot = queries.snapshot(consultation)
    if snapshot is None or not queries.shows_result(consultation):
        raise Http404
    return snapshot


@rule("consultations.view", find=queries.consultation, signed_in=False)
@require_safe
def newer(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    """What a page with an open consultation's map asks for now and then: whether a newer map than its own is there."""
    snapshot = _snapshot(consultation)
    page = {
        "consultation": consultation,
        "snapshot": snapshot,
        "newer": request.GET.get("than") != milliseconds(snapshot.at),
    }
    return render(request, "consultations/newer.html", page)


@rule("consultations.view", find=queries.consultation, signed_in=False)
@require_safe
def packet(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    """The result packet, byte for byte as its hash stands in the record."""
    content = queries.packet_bytes(consultation)
    if content is None:
        raise Http404
    return download(content, f"{consultation.slug}-packet.json", media_types.JSON)


@rule("consultations.view", find=queries.consultation, signed_in=False)
@require_safe
def polis(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    """The consultation in the shape of a Polis export; single votes only where they are public."""
    if not queries.shows_result(consultation):
        raise Http404
    return download(exporters.polis_zip(consultation), f"{consultation.slug}-polis.zip", media_types.ZIP)


@rule("consultations.view", find=queries.statement, signed_in=False)
@require_safe
def statement(request: HttpRequest, statement: OpinionStatement) -> HttpResponse:
    """One statement: its wording in all languages it has, where it comes from, and what replaced it."""
    page = {
        "consultation": statement.consultation,
        "statement": statement,
        "parents": statement.parents.all(),
        "children": statement.children.all(),
        "uses": queries.uses(statement),
    }
    return render(request, "consultations/statement.html", page)


@rule("consultations.publish", find=queries.consultation)
@asks_first(
    _lazy("Publish this result"),
    lambda consultation: sentence(
        _("The result of “%(title)s” goes on the public record as it stands now, and stays there."),
        title=shown(consultation.title),
    ),
    lambda consultation: reverse("result", args=[consultation.edition.slug, consultation.slug]),
)
def publish(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    form = Nothing(request.POST)
    by = _by(request, consultation)
    return perform(request, form, running.publish_result, by, consultation, back=_back(consultation), title="")


@rule("consultations.publish", find=queries.consultation)
@require_POST
def run(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    """Open or close a consultation that is held here."""
    if consultation.source:
        raise Http404
    command = running.close_consultation if request.POST.get("to") == "close" else running.open_consultation
    by = _by(request, consultation)
    return perform(request, Nothing(request.POST), command, by, consultation, back=_back(consultation), title="")


def _by(request: HttpRequest, consultation: Consultation) -> By:
    return officer(request.user, consultation.edition, Membership.Role.SECRETARIAT, Membership.Role.CHAIR)


def _back(consultation: Consultation) -> str:
    return reverse("result", args=[consultation.edition.slug, consultation.slug])
