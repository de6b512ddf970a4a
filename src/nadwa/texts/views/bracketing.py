"""Brackets within a paragraph: put, supported by delegations, removed."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nadwa.accounts.models import Viewer
from nadwa.delegations.capacities import Delegate
from nadwa.editions.capacities import Chair
from nadwa.texts import forms, queries
from nadwa.texts.capacities import Facilitator, delegate, facilitator
from nadwa.texts.commands import bracketing
from nadwa.texts.models import Bracket, Paragraph
from nadwa.texts.views.proposing import page_of
from nadwa.web.access import View, rule
from nadwa.web.acting import ask_and_perform, perform
from nadwa.web.declaring import Actor, Part, of_each, opens_what_asks, serves, the
from nadwa.web.languages import original


def _to_paragraph(_person: Viewer, bracket: Bracket) -> str:
    return page_of(bracket.alternative.paragraph)


PARTS: Mapping[Actor, Part] = {
    Delegate: Part("texts.propose", delegate, _to_paragraph),
    Facilitator | Chair: Part("texts.facilitate", facilitator, _to_paragraph),
}
ACTS = of_each(PARTS, bracketing)


@rule("texts.facilitate", find=queries.paragraph)
@require_http_methods(["GET", "HEAD", "POST"])
def bracket(request: HttpRequest, paragraph: Paragraph) -> HttpResponse:
    title, back, current = _("Put words in brackets"), page_of(paragraph), queries.place(paragraph).current
    if request.method == "POST":
        by = facilitator(request.user, paragraph)
        form = forms.BracketForm(request.POST, edition=paragraph.text.edition)
        return perform(request, form, bracketing.bracket, by, paragraph, back=back, title=title)
    page = {"form": forms.BracketForm(edition=paragraph.text.edition), "back": back, "title": title}
    if current and current.wording:
        page |= {"words": original(current.wording), "language": current.wording["original"]}
    return render(request, "texts/bracket.html", page)


def _acts_of(actor: Actor) -> View:
    """The view of all acts on brackets that one kind of actor does."""
    part, acts = PARTS[actor], ACTS[actor]

    @serves(acts)
    @rule(part.rule, find=queries.bracket)
    @opens_what_asks(acts)
    def view(request: HttpRequest, bracket: Bracket, act: str) -> HttpResponse:
        by, back = part.by(request.user, bracket), part.back(request.user, bracket)
        return ask_and_perform(request, the(acts, act), by, bracket, back=back)

    return view


support = _acts_of(Delegate)
remove = _acts_of(Facilitator | Chair)
