"""The bodies that a series knows: what is missing of them, and their correction."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from nadwa.accounts.viewing import signed_in
from nadwa.delegations import forms, queries
from nadwa.delegations.commands import bodies as acts
from nadwa.delegations.lacking import lacking
from nadwa.delegations.queries import BodyAt
from nadwa.editions.capacities import Secretary
from nadwa.editions.models import Edition
from nadwa.editions.queries import edition as find_edition
from nadwa.web.access import rule
from nadwa.web.acting import perform
from nadwa.web.asking import asks_first
from nadwa.web.forms import Nothing
from nadwa.web.languages import sentence, shown
from nadwa.web.standing import as_it_stands


@rule("delegations.invite", find=find_edition)
@require_safe
def bodies(request: HttpRequest, edition: Edition) -> HttpResponse:
    """The bodies of the series and those that take part, with what is not known of them yet."""
    rows = [(body, lacking(body)) for body in queries.known_bodies(edition)]
    incomplete = sum(bool(lacks) for body, lacks in rows if body.invited)  # type: ignore[attr-defined]
    page = {"edition": edition, "rows": rows, "incomplete": incomplete}
    return render(request, "delegations/bodies.html", page)


def _list(at: BodyAt) -> str:
    return reverse("bodies", args=[at.edition.slug])


@rule("delegations.invite", find=queries.body_at)
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, at: BodyAt) -> HttpResponse:
    back, title = _list(at), _("Correct the particulars")
    form = forms.CorrectBodyForm(request.POST or None, standing=as_it_stands(at.body, forms.body_known))
    if request.method == "POST":
        return perform(request, form, acts.correct_body, Secretary(signed_in(request)), at, back=back, title=title)
    return render(request, "web/form_page.html", {"form": form, "title": title, "back": back})


@rule("delegations.invite", find=queries.body_at)
@asks_first(
    _("Remove the body"),
    lambda at: sentence(
        _("%(body)s will be removed. This is possible only while it has never been invited."),
        body=shown(at.body.name),
    ),
    _list,
)
def remove(request: HttpRequest, at: BodyAt) -> HttpResponse:
    by = Secretary(signed_in(request))
    return perform(request, Nothing(request.POST), acts.remove_body, by, at, back=_list(at), title="")
