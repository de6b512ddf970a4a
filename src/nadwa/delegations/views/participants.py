"""The list of participants, quotas and protocol order."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from nadwa import media_types
from nadwa.accounts.viewing import signed_in
from nadwa.delegations import exporters, forms, queries
from nadwa.delegations.commands import seating
from nadwa.delegations.models import Body, Delegate
from nadwa.editions.capacities import Secretary
from nadwa.editions.models import Edition
from nadwa.editions.queries import edition as find_edition
from nadwa.web.access import rule
from nadwa.web.acting import perform
from nadwa.web.downloads import download
from nadwa.web.paging import page_of

DELEGATIONS = 60


@rule("delegations.view", find=find_edition, signed_in=False)
@require_safe
def participants(request: HttpRequest, edition: Edition) -> HttpResponse:
    """The list of participants, by kind of body, in protocol order."""
    delegations = page_of(queries.in_protocol_order(edition), request.GET.get("page"), DELEGATIONS)
    groups = [(kind, [d for d in delegations if d.body.kind == kind]) for kind in Body.Kind]
    labels = {"roles": dict(Delegate.Role.choices), "ranks": dict(Delegate.Rank.choices)}
    by = get_language_info(queries.language_of_order(edition))["name_translated"]
    page = {"edition": edition, "groups": groups, "delegations": delegations, "by": by, **labels}
    return render(request, "delegations/participants.html", page)


@rule("delegations.view", find=find_edition, signed_in=False)
@require_safe
def printed_list(request: HttpRequest, edition: Edition) -> HttpResponse:
    content = exporters.list_of_participants(edition, request.LANGUAGE_CODE)
    return download(content, f"{edition.slug}-participants.pdf", media_types.PDF)


@rule("delegations.invite", find=find_edition)
@require_http_methods(["GET", "HEAD", "POST"])
def arrange(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Draw the letter at which protocol order begins."""
    back, title = reverse("participants", args=[edition.slug]), _("Draw the protocol order")
    if request.method == "POST":
        form, by = forms.DrawForm(request.POST), Secretary(signed_in(request))
        return perform(request, form, seating.arrange, by, edition, back=back, title=title)
    return render(request, "web/form_page.html", {"form": forms.DrawForm(), "title": title, "back": back})


@rule("delegations.invite", find=find_edition)
@require_http_methods(["GET", "HEAD", "POST"])
def quotas(request: HttpRequest, edition: Edition) -> HttpResponse:
    """How many delegates a body of each kind may register."""
    back, title = reverse("invitations", args=[edition.slug]), _("Quotas of delegates")
    form = forms.QuotaForm(request.POST or None, edition=edition, standing=lambda: queries.quotas(edition))
    if request.method == "POST":
        by = Secretary(signed_in(request))
        return perform(request, form, seating.set_quota, by, edition, back=back, title=title)
    return render(request, "web/form_page.html", {"form": form, "title": title, "back": back})
