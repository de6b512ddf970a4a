"""Badges: issued, printed by kind, revoked."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from nadwa import media_types
from nadwa.accounts.viewing import signed_in
from nadwa.delegations import exporters, queries
from nadwa.delegations.commands.badges import issue_badges, revoke_badge
from nadwa.delegations.models import Badge
from nadwa.editions.capacities import Secretary
from nadwa.editions.models import Edition
from nadwa.editions.queries import edition as find_edition
from nadwa.web.access import rule
from nadwa.web.acting import perform
from nadwa.web.asking import asks_first
from nadwa.web.downloads import download
from nadwa.web.forms import Nothing
from nadwa.web.languages import sentence, typed
from nadwa.web.paging import page_of


@rule("delegations.issue_badges", find=find_edition)
@require_safe
def badges(request: HttpRequest, edition: Edition) -> HttpResponse:
    """The valid badges; a kind, and what a name begins with, narrow them down."""
    wanted, kind = request.GET.get("name", ""), request.GET.get("kind", "")
    found = _narrowed(edition, kind).filter(person__name__icontains=wanted)
    page = {
        "edition": edition,
        "badges": page_of(found, request.GET.get("page"), queries.PAGE),
        "bodies": queries.bodies_of(edition),
        "kinds": Badge.Kind.choices,
        "kind": kind,
        "name": wanted,
    }
    return render(request, "delegations/badges.html", page)


@rule("delegations.issue_badges", find=find_edition)
@require_POST
def issue(request: HttpRequest, edition: Edition) -> HttpResponse:
    by, back = Secretary(signed_in(request)), reverse("badges", args=[edition.slug])
    return perform(request, Nothing(request.POST), issue_badges, by, edition, back=back, title="")


@rule("delegations.issue_badges", find=find_edition)
@require_safe
def sheets(request: HttpRequest, edition: Edition) -> HttpResponse:
    """The badges of one kind, or all, to print."""
    found = _narrowed(edition, request.GET.get("kind", ""))
    content = exporters.badge_sheets(edition, found, request.LANGUAGE_CODE)
    return download(content, f"{edition.slug}-badges.pdf", media_types.PDF)


@rule("delegations.issue_badges", find=queries.badge)
@asks_first(
    _("Revoke the badge"),
    lambda badge: sentence(
        _("The badge of %(name)s opens no door any more. It stays revoked; another can be issued."),
        name=typed(badge.person.name),
    ),
    lambda badge: reverse("badges", args=[badge.edition.slug]),
)
def revoke(request: HttpRequest, badge: Badge) -> HttpResponse:
    by, back = Secretary(signed_in(request)), reverse("badges", args=[badge.edition.slug])
    return perform(request, Nothing(request.POST), revoke_badge, by, badge, back=back, title="")


def _narrowed(edition: Edition, kind: str) -> QuerySet[Badge]:
    found = queries.badges(edition)
    return found.filter(kind=kind) if kind in Badge.Kind.values else found
