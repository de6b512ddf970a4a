"""Constituencies of an edition: which there are, who belongs to which."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from nadwa.accounts.viewing import signed_in
from nadwa.delegations import forms, queries
from nadwa.delegations.commands import constituencies as acts
from nadwa.delegations.models import Constituency
from nadwa.editions.capacities import Secretary
from nadwa.editions.models import Edition
from nadwa.editions.queries import edition as find_edition
from nadwa.web.access import rule
from nadwa.web.acting import perform
from nadwa.web.asking import asks_first
from nadwa.web.forms import Nothing
from nadwa.web.languages import sentence, shown
from nadwa.web.standing import as_it_stands


def _list(edition: Edition) -> str:
    return reverse("constituencies", args=[edition.slug])


@rule("delegations.invite", find=find_edition)
@require_safe
def constituencies(request: HttpRequest, edition: Edition) -> HttpResponse:
    page = {"edition": edition, "constituencies": queries.constituencies(edition)}
    return render(request, "delegations/constituencies.html", page)


@rule("delegations.invite", find=find_edition)
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest, edition: Edition) -> HttpResponse:
    back, title = _list(edition), _("Enter a constituency")
    form = forms.ConstituencyForm(request.POST or None, edition=edition)
    if request.method == "POST":
        by = Secretary(signed_in(request))
        return perform(request, form, acts.enter_constituency, by, edition, back=back, title=title)
    return render(request, "web/form_page.html", {"form": form, "title": title, "back": back})


@rule("delegations.invite", find=queries.constituency)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, constituency: Constituency) -> HttpResponse:
    back, title = _list(constituency.edition), _("Change the constituency")
    standing = as_it_stands(constituency, forms.constituency_known)
    form = forms.ConstituencyForm(request.POST or None, edition=constituency.edition, standing=standing)
    if request.method == "POST":
        by = Secretary(signed_in(request))
        return perform(request, form, acts.change_constituency, by, constituency, back=back, title=title)
    return render(request, "web/form_page.html", {"form": form, "title": title, "back": back})


@rule("delegations.invite", find=queries.constituency)
@asks_first(
    _("Remove the constituency"),
    lambda constituency: sentence(
        _("“%(name)s” will be removed, and its delegations belong to no constituency from then on."),
        name=shown(constituency.name),
    ),
    lambda constituency: _list(constituency.edition),
)
def remove(request: HttpRequest, constituency: Constituency) -> HttpResponse:
    by, back = Secretary(signed_in(request)), _list(constituency.edition)
    return perform(request, Nothing(request.POST), acts.remove_constituency, by, constituency, back=back, title="")


@rule("delegations.invite", find=find_edition)
@asks_first(
    _("Make the regional groups of the United Nations"),
    lambda _edition: _(
        "Each of the five groups becomes a constituency, if it is none yet, and States on the list that belong to none"
        " are put into theirs. Each can be changed or removed afterwards."
    ),
    _list,
)
def make_regional_groups(request: HttpRequest, edition: Edition) -> HttpResponse:
    by, back = Secretary(signed_in(request)), _list(edition)
    return perform(request, Nothing(request.POST), acts.make_regional_groups, by, edition, back=back, title="")
