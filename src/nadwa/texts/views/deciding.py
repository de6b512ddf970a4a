"""Deciding on a text: the page that says where it stands, and the acts on it."""

from collections.abc import Mapping

import rules
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from nadwa import media_types
from nadwa.accounts.models import Viewer
from nadwa.delegations.capacities import Delegate, StateDelegate
from nadwa.editions.capacities import Chair
from nadwa.floor.queries import procedure_of
from nadwa.texts import exporters, queries, saying, versions
from nadwa.texts.capacities import Facilitator, delegate, facilitator, presiding, state_delegate
from nadwa.texts.commands import deciding, voting
from nadwa.texts.commands.decisions import obstacle
from nadwa.texts.fragments import decision_fragments
from nadwa.texts.models import Alternative, NegotiatingText
from nadwa.web.access import rule
from nadwa.web.acting import ask_and_perform, perform
from nadwa.web.asking import asks_first
from nadwa.web.declaring import Actor, Part, declared, serves, the, weighing
from nadwa.web.downloads import download
from nadwa.web.forms import Nothing

MEDIA = {"pdf": media_types.PDF, "docx": media_types.WORD, "xml": media_types.XML}


def _to_decision(_person: Viewer | None, text: NegotiatingText) -> str:
    return reverse("decision", args=[text.edition.slug, text.slug])


PARTS: Mapping[Actor, Part] = {
    Facilitator | Chair: Part("texts.facilitate", facilitator, _to_decision),
    Chair: Part("texts.preside", presiding, _to_decision),
    StateDelegate: Part("texts.decide", state_delegate, _to_decision),
    Delegate: Part("texts.propose", delegate, _to_decision),
}
ACTS = declared(deciding, voting, to=PARTS)


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


@serves(ACTS)
@rule("texts.take_part", find=queries.negotiating_text, fresh=weighing(ACTS))
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: HttpRequest, text: NegotiatingText, act: str) -> HttpResponse:
    chosen = the(ACTS, act)
    part = PARTS[chosen.actor]
    if not rules.has_perm(part.rule, request.user, text):
        raise Http404
    by, back = part.by(request.user, text), part.back(request.user, text)
    return ask_and_perform(request, chosen, by, text, back=back, initial={"language": request.LANGUAGE_CODE})


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
    lambda alternative: _to_decision(None, alternative.paragraph.text),
    look="btn-primary",
)
def vote_on(request: HttpRequest, alternative: Alternative) -> HttpResponse:
    """Put one amendment to a roll-call vote."""
    text = alternative.paragraph.text
    by, back = presiding(request.user, text), _to_decision(request.user, text)
    return perform(request, Nothing(request.POST), voting.open_vote_on, by, alternative, back=back, title="")


@rule("texts.read", find=queries.negotiating_text, signed_in=False)
@require_safe
def document(request: HttpRequest, text: NegotiatingText, language: str, form: str) -> HttpResponse:
    found = get_object_or_404(text.outcome, language=language, form=form)
    return download(bytes(found.content), f"{text.slug}.{language}.{form}", MEDIA[form])
