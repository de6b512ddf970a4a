"""Deciding on a text: the page that says where it stands, and the acts on it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import rules
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from nadwa import media_types
from nadwa.floor.queries import procedure_of
from nadwa.record.acts import By
from nadwa.texts import commands, exporters, forms, queries, saying, versions
from nadwa.texts.commands.acting import lock_shared
from nadwa.texts.commands.decisions import obstacle
from nadwa.texts.fragments import decision_fragments
from nadwa.texts.models import Alternative, NegotiatingText
from nadwa.texts.rules import decides, is_chair, is_delegate, is_facilitator
from nadwa.texts.views.facilitating import by_facilitator
from nadwa.texts.views.proposing import hold_text_of
from nadwa.web.access import rule
from nadwa.web.acting import ask_and_perform, perform
from nadwa.web.asking import AskedAct, asks_first
from nadwa.web.downloads import download
from nadwa.web.forms import Form, Nothing

KINDS = {"pdf": media_types.PDF, "docx": media_types.WORD, "xml": media_types.XML}


@dataclass(frozen=True)
class DecisionAct(AskedAct):
    """An act on a text: on the versions that are decided on, or on the decision that is running."""

    form: Callable[..., Form] = Nothing
    stands: Callable[[NegotiatingText], object] = saying.running
    holds: Callable[[NegotiatingText], object] = hold_text_of
    allowed: Callable[[Any, NegotiatingText], bool] = rules.always_false


OfTheChair = partial(DecisionAct, allowed=is_chair)
OfDelegates = partial(DecisionAct, allowed=decides)
OfFacilitators = partial(DecisionAct, allowed=is_facilitator)
ACTS = {
    "silence": OfFacilitators(
        _("Start a silence procedure"), commands.start_silence, forms.SilenceForm, saying.silence, versions.digest
    ),
    "extend": OfFacilitators(
        _("Extend the silence"), commands.extend_silence, forms.ExtensionForm, shows=saying.decided
    ),
    "question": OfTheChair(
        _("Put the adoption to the house"), commands.put_question, says=saying.question, stands=versions.digest
    ),
    "withdraw": OfTheChair(_("Withdraw the question"), commands.withdraw_question, shows=saying.decided),
    "gavel": OfTheChair(_("Declare the text adopted"), commands.gavel, says=saying.gavel),
    "vote": OfTheChair(
        _("Put the text to a roll-call vote"), commands.open_vote, says=saying.vote, stands=versions.digest
    ),
    "close": OfTheChair(_("Close the vote"), commands.close_vote, says=saying.silent, shows=saying.voted_on),
    "discontinue": OfTheChair(
        _("Discontinue the vote"),
        commands.discontinue_vote,
        forms.ReasonForm,
        saying.discontinue,
        shows=saying.voted_on,
    ),
    "ballot": OfDelegates(_("Vote"), commands.cast_ballot, forms.BallotForm, shows=saying.voted_on, holds=lock_shared),
    "object": OfDelegates(_("Object"), commands.object_to, forms.ObjectionForm, saying.objection),
    "remark": DecisionAct(
        _("Make a remark"), commands.remark, forms.RemarkForm, stands=lambda _text: "", allowed=is_delegate
    ),
}


@rule("texts.read", find=queries.negotiating_text, signed_in=False)
@require_safe
def decision(request: HttpRequest, text: NegotiatingText) -> HttpResponse:
    """Whether the text is ready to be decided on, what is being decided, or how it was adopted."""
    decisions = queries.decisions(text)
    negotiated = text.state == NegotiatingText.State.NEGOTIATED
    procedure = procedure_of(text.edition)
    votes = negotiated and procedure.majority != procedure.Majority.NONE
    page = {
        "text": text,
        "running": next((row for row in decisions if row.decision.state == row.decision.State.RUNNING), None),
        "obstacle": obstacle(text) if negotiated else None,
        "decisions": decision_fragments(text)["decisions"],
        "amendments": queries.amendments(text) if votes else [],
        "majority": procedure,
        "digest": versions.digest(text),
        "remarks": text.remarks.select_related("delegation__body"),
        "documents": text.outcome.defer("content"),
        "mine": queries.mine(text, request.user),
        "voted": queries.own_ballot(text, request.user),
    }
    return render(request, "texts/decision.html", page)


@rule("texts.take_part", find=queries.negotiating_text, fresh=True)
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: HttpRequest, text: NegotiatingText, act: str) -> HttpResponse:
    chosen = ACTS.get(act)
    if chosen is None or not chosen.allowed(request.user, text):
        raise Http404
    back = _decision_page(text)
    actor: Any = request.user if chosen.allowed in (is_delegate, decides) else by_facilitator(request, text)
    if chosen.allowed is is_chair:
        actor = By(request.user, "chair")
    initial = {"language": request.LANGUAGE_CODE}
    return ask_and_perform(request, chosen, text, actor, text, back=back, initial=initial)


@rule("texts.read", find=queries.negotiating_text, signed_in=False)
@require_safe
def letter(request: HttpRequest, text: NegotiatingText, decision: int) -> HttpResponse:
    """What delegations are told of a silence procedure, in the reader's language."""
    found = get_object_or_404(text.decisions, pk=decision, deadline__isnull=False)
    found.text = text
    address = request.build_absolute_uri(reverse("decision", args=[text.edition.slug, text.slug]))
    content = exporters.letter(found, request.LANGUAGE_CODE, address)
    return download(content, f"{text.slug}-silence.{request.LANGUAGE_CODE}.pdf", media_types.PDF)


@rule("texts.preside_on", find=queries.alternative, fresh=True)
@asks_first(
    _("Put to a roll-call vote"),
    saying.vote,
    lambda alternative: _decision_page(alternative.paragraph.text),
    look="btn-primary",
)
def vote_on(request: HttpRequest, alternative: Alternative) -> HttpResponse:
    """Put one amendment to a roll-call vote."""
    back, by = _decision_page(alternative.paragraph.text), By(request.user, "chair")
    return perform(request, Nothing(request.POST), commands.open_vote_on, by, alternative, back=back, title="")


@rule("texts.read", find=queries.negotiating_text, signed_in=False)
@require_safe
def document(request: HttpRequest, text: NegotiatingText, language: str, form: str) -> HttpResponse:
    found = get_object_or_404(text.outcome, language=language, form=form)
    return download(bytes(found.content), f"{text.slug}.{language}.{form}", KINDS[form])


def _decision_page(text: NegotiatingText) -> str:
    return reverse("decision", args=[text.edition.slug, text.slug])
