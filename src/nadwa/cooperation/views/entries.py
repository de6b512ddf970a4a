"""What is offered and needed, what fits, and letters about it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from nadwa.cooperation import forms, queries
from nadwa.cooperation.commands import entries
from nadwa.cooperation.models import Area, Entry
from nadwa.delegations.capacities import Delegate
from nadwa.delegations.models import Delegation
from nadwa.delegations.queries import seat
from nadwa.editions.models import Edition
from nadwa.editions.queries import edition as find_edition
from nadwa.web.access import rule
from nadwa.web.acting import perform
from nadwa.web.asking import asks_first
from nadwa.web.forms import Nothing
from nadwa.web.languages import sentence, shown


@rule("cooperation.view", find=find_edition, signed_in=False)
@require_safe
def cooperation(request: HttpRequest, edition: Edition) -> HttpResponse:
    side, area = request.GET.get("side", ""), request.GET.get("area", "")
    own = seat(request.user, edition)
    page = {
        "edition": edition,
        "entries": queries.entries(edition, side, area),
        "commitments": queries.commitments(edition, own.delegation if own else None),
        "sides": Entry.Side.choices,
        "areas": Area.choices,
        "side": side,
        "area": area,
    }
    return render(request, "cooperation/cooperation.html", page)


@rule("cooperation.view", find=queries.entry, signed_in=False)
@require_safe
def entry(request: HttpRequest, entry: Entry) -> HttpResponse:
    """An offer or a need, with what fits it and, for its own delegation, who has written."""
    own = seat(request.user, entry.edition)
    is_own = own is not None and own.delegation_id == entry.delegation_id
    page = {
        "edition": entry.edition,
        "entry": entry,
        "matches": queries.matches(entry),
        "own": own,
        "is_own": is_own,
        "correspondents": queries.correspondents(entry) if is_own else [],
    }
    return render(request, "cooperation/entry.html", page)


@rule("cooperation.enter", find=find_edition)
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest, edition: Edition) -> HttpResponse:
    back, title = reverse("cooperation", args=[edition.slug]), _("Enter an offer or a need")
    if request.method == "POST":
        form = forms.EntryForm(request.POST)
        by = Delegate.at(request.user, edition)
        return perform(request, form, entries.enter, by, back=back, title=title)
    form = forms.EntryForm(initial={"languages": [request.LANGUAGE_CODE], **request.GET.dict()})
    return render(request, "web/form_page.html", {"form": form, "title": title, "back": back})


@rule("cooperation.close", find=queries.entry)
@asks_first(
    _("Close the offer or need"),
    lambda entry: sentence(
        _("“%(title)s” is closed for good: nobody can write to your delegation about it any more."),
        title=shown(entry.title),
    ),
    lambda entry: reverse("entry", args=[entry.edition.slug, entry.number]),
)
def close(request: HttpRequest, entry: Entry) -> HttpResponse:
    by, back = Delegate.at(request.user, entry.edition), reverse("cooperation", args=[entry.edition.slug])
    return perform(request, Nothing(request.POST), entries.close, by, entry, back=back, title="")


@rule("cooperation.write", find=queries.counterpart)
@require_http_methods(["GET", "HEAD", "POST"])
def letters(request: HttpRequest, letters: tuple[Entry, Delegation]) -> HttpResponse:
    """The letters between an entry's delegation and one other."""
    entry, counterpart = letters
    title = _("Write")
    if request.method == "POST":
        form, by = forms.LetterForm(request.POST), Delegate.at(request.user, entry.edition)
        return perform(request, form, entries.write, by, entry, counterpart, back=request.path, title=title)
    page = {
        "edition": entry.edition,
        "entry": entry,
        "counterpart": counterpart,
        "letters": queries.letters(entry, counterpart),
        "form": forms.LetterForm(),
    }
    return render(request, "cooperation/letters.html", page)
