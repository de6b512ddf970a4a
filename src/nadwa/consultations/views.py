"""Pages of a consultation: one statement at a time, my votes, the result."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nadwa.consultations import commands, queries
from nadwa.consultations.forms import VoteForm
from nadwa.consultations.models import Consultation, Vote
from nadwa.consultations.votes import cast
from nadwa.editions.models import Edition, Membership
from nadwa.editions.queries import capacity
from nadwa.editions.queries import edition as find_edition
from nadwa.engine.opinion.picture import svg
from nadwa.record.acts import By, Refused
from nadwa.web.access import rule
from nadwa.web.acting import perform
from nadwa.web.forms import Nothing
from nadwa.web.languages import plain

Role = Membership.Role


@rule("consultations.view", find=find_edition, signed_in=False)
@require_safe
def consultations(request: HttpRequest, edition: Edition) -> HttpResponse:
    page = {"edition": edition, "consultations": queries.consultations(edition)}
    return render(request, "consultations/consultations.html", page)


@rule("consultations.view", find=queries.consultation, signed_in=False)
@require_safe
def result(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    """The published result: the map, and the table that says the same."""
    content = queries.published(consultation)
    page = {
        "edition": consultation.edition,
        "consultation": consultation,
        "content": content,
        "rows": queries.result_rows(consultation, content) if content else [],
        "pictured": bool(content and "participants" in content),
    }
    return render(request, "consultations/result.html", page)


@rule("consultations.view", find=queries.consultation, signed_in=False)
@require_safe
def picture(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    content = queries.published(consultation)
    if not content or "participants" not in content:
        raise Http404
    return HttpResponse(svg(content["participants"], plain(consultation.title)), "image/svg+xml")


@rule("consultations.view", find=queries.consultation, signed_in=False)
@require_safe
def packet(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    """The result packet, byte for byte as its hash stands in the record."""
    content = queries.packet_bytes(consultation)
    if content is None:
        raise Http404
    name = f'attachment; filename="{consultation.slug}-packet.json"'
    return HttpResponse(content, "application/json", headers={"Content-Disposition": name})


@rule("consultations.vote", find=queries.consultation)
@require_http_methods(["GET", "HEAD", "POST"])
def vote(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    """One statement at a time, and the votes I have cast, which I can change."""
    if request.method == "POST":
        return _cast(request, consultation)
    mine = queries.own_votes(consultation, request.user)
    page = {
        "edition": consultation.edition,
        "consultation": consultation,
        "statement": queries.next_statement(consultation, request.user),
        "mine": mine,
        "total": consultation.statements.filter(accepted=True).count(),
        "values": Vote.Value.choices,
    }
    return render(request, "consultations/vote.html", page)


def _cast(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    form = VoteForm(request.POST, consultation=consultation)
    if not form.is_valid():
        messages.error(request, _("This vote was not understood; choose agree, disagree or pass."))
    else:
        try:
            cast(request.user, consultation, form.cleaned_data["statement"], form.cleaned_data["value"])
        except Refused as refused:
            messages.error(request, str(refused.message))
    return redirect(request.path)


@rule("consultations.publish", find=queries.consultation)
@require_POST
def publish(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    back = reverse("result", args=[consultation.edition.slug, consultation.slug])
    by = By(request.user, capacity(request.user, consultation.edition, Role.SECRETARIAT, Role.CHAIR))
    return perform(request, Nothing(request.POST), commands.publish_result, by, consultation, back=back, title="")
