"""What the own delegation says: its positions, those still to give, its linkages."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from nadwa.texts import forms, queries, spreadsheets
from nadwa.texts.capacities import delegate
from nadwa.texts.commands import positions as positions_acts
from nadwa.texts.models import Alternative, Linkage, NegotiatingText, Position
from nadwa.texts.views.proposing import page_of
from nadwa.web.access import rule
from nadwa.web.acting import perform
from nadwa.web.asking import asks_first
from nadwa.web.downloads import download
from nadwa.web.forms import Nothing


@rule("texts.propose", find=queries.negotiating_text)
@require_safe
def positions(request: HttpRequest, text: NegotiatingText) -> HttpResponse:
    """My delegation's view of a text."""
    places, mine = queries.places(text), queries.mine(text, request.user)
    assert mine is not None  # noqa: S101 - the rule has let delegates only in
    standing = [place for place in places if place.is_open and place.proposals]
    total = sum(len(place.alternatives) for place in standing)
    given = sum(one.pk in mine.positions for place in standing for one in place.alternatives)
    page = {
        "text": text,
        "places": standing,
        "mine": mine,
        "given": given,
        "total": total,
        "linkages": queries.own_linkages(text, mine.delegation),
        "shared_linkages": queries.shared_linkages(text, mine.delegation),
        "labels": {str(place.paragraph.pk): place.label for place in places},
    }
    return render(request, "texts/positions.html", page)


@rule("texts.propose", find=queries.negotiating_text)
@require_safe
def instructions(request: HttpRequest, text: NegotiatingText, form: str) -> HttpResponse:
    """The open paragraphs as a spreadsheet, with the positions that are given."""
    if form not in spreadsheets.WRITERS:
        raise Http404
    mine = queries.mine(text, request.user)
    assert mine is not None  # noqa: S101 - the rule has let delegates only in
    write, kind = spreadsheets.WRITERS[form]
    lines = spreadsheets.rows(queries.places(text), mine)
    return download(write(lines), f"{text.slug}-{mine.delegation.body.slug}.{form}", kind)


@rule("texts.propose", find=queries.negotiating_text)
@require_http_methods(["GET", "HEAD", "POST"])
def import_instructions(request: HttpRequest, text: NegotiatingText) -> HttpResponse:
    title, places = _("Import instructions"), queries.places(text)
    back = reverse("positions", args=[text.edition.slug, text.slug])
    if request.method == "POST":
        form = forms.InstructionsForm(request.POST, request.FILES, places=places)
        by = delegate(request.user, text)
        return perform(request, form, positions_acts.import_positions, by, text, back=back, title=title)
    form = forms.InstructionsForm(places=places)
    return render(request, "web/form_page.html", {"form": form, "back": back, "title": title})


@rule("texts.propose_on", find=queries.alternative)
@require_http_methods(["GET", "HEAD", "POST"])
def position(request: HttpRequest, alternative: Alternative) -> HttpResponse:
    mine, back = queries.mine(alternative.paragraph.text, request.user), page_of(alternative.paragraph)
    assert mine is not None  # noqa: S101 - the rule has let delegates only in
    title = _("Our position") if alternative.pk in mine.positions else _("Give our position")
    others = queries.others(mine.delegation)

    def held() -> dict[str, object]:
        mine = queries.mine(alternative.paragraph.text, request.user)
        position = mine and mine.positions.get(alternative.pk)
        return _initial(position) if position else {"salience": 1, "audience": "own"}

    form = forms.PositionForm(request.POST or None, others=others, standing=held)
    if request.method == "POST":
        by = delegate(request.user, alternative)
        return perform(request, form, positions_acts.take_position, by, alternative, back=back, title=title)
    page = {"form": form, "back": back, "title": title, "alternative": alternative}
    return render(request, "texts/position.html", page)


@rule("texts.propose", find=queries.negotiating_text)
@require_http_methods(["GET", "HEAD", "POST"])
def linkage(request: HttpRequest, text: NegotiatingText) -> HttpResponse:
    title, places = _("Link two alternatives"), queries.places(text)
    back = reverse("positions", args=[text.edition.slug, text.slug])
    mine = queries.mine(text, request.user)
    assert mine is not None  # noqa: S101 - the rule has let delegates only in
    others = queries.others(mine.delegation)
    if request.method == "POST":
        form = forms.LinkageForm(request.POST, places=places, others=others)
        by = delegate(request.user, text)
        return perform(request, form, positions_acts.link, by, back=back, title=title)
    form = forms.LinkageForm(initial={"salience": 1, "audience": "own"}, places=places, others=others)
    return render(request, "web/form_page.html", {"form": form, "back": back, "title": title})


@rule("texts.own_linkage", find=queries.linkage)
@asks_first(
    _("Drop the linkage"),
    lambda _linkage: _("The linkage is removed, with its content and its audience."),
    lambda linkage: reverse(
        "positions", args=[linkage.condition.paragraph.text.edition.slug, linkage.condition.paragraph.text.slug]
    ),
)
def drop_linkage(request: HttpRequest, linkage: Linkage) -> HttpResponse:
    text = linkage.condition.paragraph.text
    back = reverse("positions", args=[text.edition.slug, text.slug])
    by = delegate(request.user, text)
    return perform(request, Nothing(request.POST), positions_acts.drop_linkage, by, linkage, back=back, title="")


def _initial(position: Position) -> dict[str, object]:
    said = {name: getattr(position, name) for name in ("stance", "salience", "audience", "note")}
    return {**said, "shared_with": position.shared_with.all()}
