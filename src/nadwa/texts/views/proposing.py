"""What delegations propose."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from nadwa.delegations.capacities import Delegate
from nadwa.texts import forms, queries
from nadwa.texts.capacities import delegate
from nadwa.texts.commands import positions, proposing
from nadwa.texts.models import Alternative, NegotiatingText, Paragraph
from nadwa.web.access import rule
from nadwa.web.acting import ask_and_perform, perform
from nadwa.web.declaring import declared, opens_what_asks, serves, the, weighing
from nadwa.web.forms import Nothing
from nadwa.web.languages import version
from nadwa.web.standing import as_it_stands

ACTS = declared(proposing, positions, to=[Delegate])


@rule("texts.propose", find=queries.paragraph)
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest, paragraph: Paragraph) -> HttpResponse:
    """Draft another wording, beginning from the one that stands."""
    title, back = _("Propose other wording"), page_of(paragraph)
    if request.method == "POST":
        form = forms.WordingForm(request.POST)
        by = delegate(request.user, paragraph)
        return perform(request, form, proposing.propose_wording, by, paragraph, back=back, title=title)
    words, language = standing_words(request, paragraph)
    form = forms.WordingForm(initial={"language": language, "wording": words})
    return render(request, "web/form_page.html", {"form": form, "back": back, "title": title})


@rule("texts.propose", find=queries.paragraph)
@require_POST
def propose_deletion(request: HttpRequest, paragraph: Paragraph) -> HttpResponse:
    form = Nothing(request.POST)
    by = delegate(request.user, paragraph)
    return perform(request, form, proposing.propose_deletion, by, paragraph, back=page_of(paragraph), title="")


@rule("texts.propose", find=queries.paragraph)
@require_http_methods(["GET", "HEAD", "POST"])
def propose_move(request: HttpRequest, paragraph: Paragraph) -> HttpResponse:
    title, back, places = _("Propose another place"), page_of(paragraph), queries.places(paragraph.text)
    if request.method == "POST":
        form = forms.PlaceForm(request.POST, places=places)
        by = delegate(request.user, paragraph)
        return perform(request, form, proposing.propose_move, by, paragraph, back=back, title=title)
    return render(request, "web/form_page.html", {"form": forms.PlaceForm(places=places), "back": back, "title": title})


@rule("texts.own_draft", find=queries.alternative)
@require_http_methods(["GET", "HEAD", "POST"])
def share(request: HttpRequest, alternative: Alternative) -> HttpResponse:
    """Choose which other delegations see a draft."""
    title, back = _("Share the draft"), page_of(alternative.paragraph)
    assert alternative.proposer is not None  # noqa: S101 - a draft belongs to a delegation
    others = queries.others(alternative.proposer)
    form = forms.ShareForm(request.POST or None, others=others, standing=as_it_stands(alternative, forms.shared))
    if request.method == "POST":
        by = delegate(request.user, alternative)
        return perform(request, form, proposing.share_draft, by, alternative, back=back, title=title)
    return render(request, "web/form_page.html", {"form": form, "back": back, "title": title})


@rule("texts.propose", find=queries.negotiating_text)
@require_http_methods(["GET", "HEAD", "POST"])
def new_paragraph(request: HttpRequest, text: NegotiatingText) -> HttpResponse:
    title, places = _("Propose a new paragraph"), queries.places(text)
    back = reverse("positions", args=[text.edition.slug, text.slug])
    if request.method == "POST":
        form = forms.NewParagraphForm(request.POST, places=places)
        by = delegate(request.user, text)
        return perform(request, form, proposing.propose_paragraph, by, text, back=back, title=title)
    after = request.GET.get("after", "")
    form = forms.NewParagraphForm(initial={"language": request.LANGUAGE_CODE, "after": after}, places=places)
    beside = [page_of(place.paragraph) for place in places if str(place.paragraph.number) == after]
    asked_from = beside[0] if beside else reverse("negotiating-text", args=[text.edition.slug, text.slug])
    return render(request, "web/form_page.html", {"form": form, "back": asked_from, "title": title})


@serves(ACTS)
@rule("texts.propose_on", find=queries.alternative, fresh=weighing(ACTS))
@opens_what_asks(ACTS)
def act(request: HttpRequest, alternative: Alternative, act: str) -> HttpResponse:
    """Table, discard, co-sponsor or withdraw: a button each. With a draft its paragraph may go."""
    text, back = alternative.paragraph.text, page_of(alternative.paragraph)
    after = reverse("positions", args=[text.edition.slug, text.slug]) if act == "discard" else back
    by = delegate(request.user, alternative)
    return ask_and_perform(request, the(ACTS, act), by, alternative, back=back, after=after)


def standing_words(request: HttpRequest, paragraph: Paragraph) -> tuple[str, str]:
    """What a new wording begins from: the current text for the reader, and the language it is in."""
    current = queries.place(paragraph).current
    return version(current.wording) if current and current.wording else ("", request.LANGUAGE_CODE)


def page_of(paragraph: Paragraph) -> str:
    return reverse("paragraph", args=[paragraph.text.edition.slug, paragraph.text.slug, paragraph.number])
