"""Moderating: what waits, what was decided and why, other wording, and whether the consultation is healthy."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nadwa.accounts.viewing import signed_in
from nadwa.acts.by import By
from nadwa.consultations import forms, health_report, queries
from nadwa.consultations.commands import opinion_statements
from nadwa.consultations.models import Consultation, OpinionStatement
from nadwa.editions.capacities import Secretary
from nadwa.web.access import rule
from nadwa.web.acting import perform
from nadwa.web.forms import Nothing


@rule("consultations.moderate", find=queries.consultation)
@require_safe
def moderation(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    page = {
        "consultation": consultation,
        "waiting": queries.to_moderate(consultation),
        "accepted": queries.signals(consultation),
        "alike": queries.alike_among_themselves(consultation),
    }
    return render(request, "consultations/moderation.html", page)


@rule("consultations.view", find=queries.consultation, signed_in=False)
@require_safe
def log(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    """Every decision with its reason, for everybody, from the record."""
    page = {
        "consultation": consultation,
        "decisions": queries.moderated(consultation),
        "texts": queries.texts(consultation),
    }
    return render(request, "consultations/moderation_log.html", page)


@rule("consultations.moderate", find=queries.statement_to_moderate)
@require_POST
def accept(request: HttpRequest, statement: OpinionStatement) -> HttpResponse:
    form = Nothing(request.POST)
    return perform(
        request, form, opinion_statements.accept_statement, _by(request), statement, back=_desk(statement), title=""
    )


@rule("consultations.moderate", find=queries.statement_to_moderate)
@require_POST
def reject(request: HttpRequest, statement: OpinionStatement) -> HttpResponse:
    form = forms.RejectionForm(request.POST)
    title = _("Reject the statement")
    return perform(
        request, form, opinion_statements.reject_statement, _by(request), statement, back=_desk(statement), title=title
    )


@rule("consultations.moderate", find=queries.consultation)
@require_http_methods(["GET", "HEAD", "POST"])
def reword(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    """Propose to edit, split or merge statements; it happens when their authors consent."""
    title = _("Propose other wording")
    back = reverse("moderation", args=[consultation.edition.slug, consultation.slug])
    if request.method == "POST":
        form = forms.RevisionForm(request.POST)
        return perform(
            request, form, opinion_statements.propose_revision, _by(request), consultation, back=back, title=title
        )
    form = forms.RevisionForm(initial={"numbers": request.GET.get("number", ""), "language": request.LANGUAGE_CODE})
    return render(request, "web/form_page.html", {"form": form, "back": back, "title": title})


@rule("consultations.moderate", find=queries.consultation)
@require_safe
def health(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    """Alarms, and how often each statement was shown and answered."""
    page = {"consultation": consultation, **health_report.report(consultation)}
    return render(request, "consultations/health.html", page)


def _by(request: HttpRequest) -> By:
    return Secretary(signed_in(request))


def _desk(statement: OpinionStatement) -> str:
    consultation = statement.consultation
    return reverse("moderation", args=[consultation.edition.slug, consultation.slug])
