"""The facilitators of a text: who they are, handed over, named, ended."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from nadwa.record.models import Act
from nadwa.texts import forms, queries
from nadwa.texts.capacities import handing
from nadwa.texts.commands import handing as commands
from nadwa.texts.models import CoFacilitator, NegotiatingText
from nadwa.web.access import rule
from nadwa.web.acting import perform
from nadwa.web.asking import asks_first
from nadwa.web.forms import Nothing
from nadwa.web.languages import sentence, typed


@rule("texts.hand_over", find=queries.negotiating_text)
@require_safe
def facilitators(request: HttpRequest, text: NegotiatingText) -> HttpResponse:
    page = {
        "edition": text.edition,
        "text": text,
        "others": text.co_facilitators.select_related("person"),
        "what": queries.as_what(text.edition),
    }
    return render(request, "texts/facilitators.html", page)


@rule("texts.hand_over", find=queries.negotiating_text)
@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request: HttpRequest, text: NegotiatingText) -> HttpResponse:
    says = _(
        "Whoever facilitates the text now does so no more, and cannot take this back. All that has been said stays."
    )
    return _chosen(request, text, _("Hand the text over"), commands.hand_over, says)


@rule("texts.hand_over", find=queries.negotiating_text)
@require_http_methods(["GET", "HEAD", "POST"])
def name(request: HttpRequest, text: NegotiatingText) -> HttpResponse:
    says = _("A co-facilitator does on the text all that its facilitator does, but hands it over to nobody.")
    return _chosen(request, text, _("Name a co-facilitator"), commands.name_co_facilitator, says)


def _chosen(
    request: HttpRequest, text: NegotiatingText, title: Promise | str, command: Callable[..., Act], says: Promise | str
) -> HttpResponse:
    form = forms.FacilitatorForm(request.POST if request.method == "POST" else None, edition=text.edition)
    if request.method == "POST":
        by, back = handing(request.user, text), _after(text)
        return perform(request, form, command, by, text, back=back, title=title)
    page = {"edition": text.edition, "form": form, "title": title, "says": says, "back": _page_of(text)}
    return render(request, "texts/choose_facilitator.html", page)


@rule("texts.hand_over", find=queries.co_facilitator)
@asks_first(
    _("End the co-facilitator"),
    lambda one: sentence(_("%(name)s facilitates the text no more."), name=typed(one.person.name)),
    lambda one: _page_of(one.text),
)
def end(request: HttpRequest, one: CoFacilitator) -> HttpResponse:
    by, back = handing(request.user, one.text), _page_of(one.text)
    return perform(request, Nothing(request.POST), commands.end_co_facilitator, by, one, back=back, title="")


def _after(text: NegotiatingText) -> str:
    """Who has handed a text over may have no business on the page of its facilitators any more."""
    return reverse("negotiating-texts", args=[text.edition.slug])


def _page_of(text: NegotiatingText) -> str:
    return reverse("facilitators", args=[text.edition.slug, text.slug])
