"""Taking part: one statement at a time, my votes, handing in a statement, consenting to other wording."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from nadwa.accounts.viewing import signed_in
from nadwa.consultations import forms, queries, votes
from nadwa.consultations.capacities import participant
from nadwa.consultations.commands import opinion_statements
from nadwa.consultations.models import Consultation, OpinionVote, Revision, Signal
from nadwa.record.acts import Refused
from nadwa.web.access import rule
from nadwa.web.acting import perform
from nadwa.web.forms import Nothing

VOTE, SIGNAL = "voted", "noted"  # in the address to which an answer leads: the number of the statement


@rule("consultations.vote", find=queries.consultation)
@require_http_methods(["GET", "HEAD", "POST"])
def vote(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    """One statement at a time, and the votes I have cast, which I can change."""
    if request.method == "POST":
        return _answer(request, consultation)
    mine = queries.own_votes(consultation, signed_in(request))
    if said := _said(request, consultation, mine):
        messages.success(request, said)
    page = {
        "consultation": consultation,
        "statement": votes.shown(signed_in(request), consultation),
        "mine": mine,
        "total": queries.accepted(consultation).count(),
        "values": OpinionVote.Value.choices,
        "signals": Signal.Kind.choices,
        "revisions": queries.revisions_for(consultation, signed_in(request)),
    }
    return render(request, "consultations/vote.html", page)


def _answer(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    form = forms.StatementAnswerForm(request.POST, consultation=consultation)
    if not form.is_valid():
        messages.error(request, _("This vote was not understood; choose agree, disagree or pass."))
        return redirect(request.path)
    statement, value, signal = (form.cleaned_data[name] for name in ("statement", "value", "signal"))
    try:
        if signal == forms.SKIP:
            votes.skip(signed_in(request), consultation, statement)
        elif signal:
            votes.signal(signed_in(request), consultation, statement, signal)
        else:
            votes.cast(signed_in(request), consultation, statement, value)
    except Refused as refused:
        messages.error(request, str(refused.message))
        return redirect(request.path)
    return redirect(f"{request.path}?{SIGNAL if signal else VOTE}={statement.number}")


def _said(request: HttpRequest, consultation: Consultation, mine: list[OpinionVote]) -> str:
    """What was answered last, read from the answer itself: no session holds it on the way to this page."""
    for vote in mine:
        if str(vote.statement.number) == request.GET.get(VOTE):
            facts = {"number": vote.statement.number, "answer": vote.get_value_display()}
            return _("Your answer to statement %(number)s: %(answer)s.") % facts
    seen = queries.passed_over(consultation, signed_in(request), request.GET.get(SIGNAL, ""))
    if seen is None:
        return ""
    number, signal = seen
    if signal is None:
        return _("Statement %(number)s will be shown again later.") % {"number": number}
    return _("Noted on statement %(number)s: %(answer)s.") % {"number": number, "answer": signal.get_kind_display()}


@rule("consultations.vote", find=queries.consultation)
@require_http_methods(["GET", "HEAD", "POST"])
def submit(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    """Hand in a statement; what others have said already is offered first, in whatever language they said it."""
    title = _("Add a statement")
    if request.method != "POST":
        form = forms.OpinionStatementForm(initial={"language": request.LANGUAGE_CODE})
        return render(request, "consultations/submit.html", {"consultation": consultation, "form": form})
    form = forms.OpinionStatementForm(request.POST)
    if form.is_valid():
        text, language, anyway = (form.cleaned_data.pop(name) for name in ("text", "language", "anyway"))
        alike = [] if anyway else queries.alike(consultation, text)
        if alike:
            page = {"consultation": consultation, "alike": alike, "text": text, "language": language}
            return render(request, "consultations/alike.html", page)
        back = reverse("vote", args=[consultation.edition.slug, consultation.slug])
        by, command = participant(request.user, consultation.edition), opinion_statements.submit_statement
        return perform(request, form, command, by, consultation, language, text, back=back, title=title)
    return render(request, "consultations/submit.html", {"consultation": consultation, "form": form}, status=422)


@rule("consultations.consent", find=queries.revision)
@require_POST
def consent(request: HttpRequest, revision: Revision) -> HttpResponse:
    """An author consents to other wording, or declines it."""
    command = (
        opinion_statements.decline_revision
        if request.POST.get("answer") == "decline"
        else opinion_statements.consent_to_revision
    )
    consultation = revision.consultation
    back = reverse("vote", args=[consultation.edition.slug, consultation.slug])
    by = participant(request.user, consultation.edition)
    return perform(request, Nothing(request.POST), command, by, revision, back=back, title="")
