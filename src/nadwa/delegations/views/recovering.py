"""Recovery of accounts: asked for, confirmed by a second officer, stopped."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nadwa.acts.by import A_HOLDER, Unnamed
from nadwa.delegations import forms, queries
from nadwa.delegations.commands import recovering
from nadwa.delegations.models import Recovery
from nadwa.editions.capacities import Officer, officer
from nadwa.editions.models import Edition
from nadwa.editions.queries import edition as find_edition
from nadwa.web.access import rule
from nadwa.web.acting import perform
from nadwa.web.declaring import declared, the
from nadwa.web.forms import Nothing

DECISIONS = declared(recovering, to=[Officer, Officer | Unnamed])


@rule("delegations.recover", find=find_edition)
@require_safe
def recoveries(request: HttpRequest, edition: Edition) -> HttpResponse:
    page = {"edition": edition, "recoveries": queries.recoveries(edition), "hours": recovering.HOLD_HOURS}
    return render(request, "delegations/recoveries.html", page)


@rule("delegations.recover", find=find_edition, fresh=True)
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, edition: Edition) -> HttpResponse:
    title, back = _("Recover an account"), reverse("recoveries", args=[edition.slug])
    if request.method == "POST":
        form = forms.RecoveryForm(request.POST, edition=edition)
        by = _officer(request, edition)
        return perform(request, form, recovering.ask_recovery, by, edition, back=back, title=title)
    page = {"form": forms.RecoveryForm(edition=edition), "title": title, "back": back}
    return render(request, "web/form_page.html", page)


@rule("delegations.recover", find=queries.recovery, fresh=True)
@require_POST
def decide(request: HttpRequest, recovery: Recovery, decision: str) -> HttpResponse:
    chosen = the(DECISIONS, decision)
    title, command, form_class = chosen.title, chosen.command, chosen.form
    edition = recovery.edition
    by, back = _officer(request, edition), reverse("recoveries", args=[edition.slug])
    return perform(request, form_class(request.POST), command, by, recovery, back=back, title=title)


@rule("delegations.stop_recovery", find=queries.recovery_of, signed_in=False)
@require_http_methods(["GET", "HEAD", "POST"])
def stop_by_holder(request: HttpRequest, recovery: Recovery) -> HttpResponse:
    """For whoever reads the mail: what is about to happen, and a button against it."""
    if request.method == "POST":
        form, by = Nothing(request.POST), A_HOLDER
        return perform(request, form, recovering.stop_recovery, by, recovery, back=request.path, title=_("Stop"))
    return render(request, "delegations/stop_recovery.html", {"edition": recovery.edition, "recovery": recovery})


def _officer(request: HttpRequest, edition: Edition) -> Officer:
    return officer(request.user, edition, "secretariat", "host")
