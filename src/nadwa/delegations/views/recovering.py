"""Recovery of accounts: asked for, confirmed by a second officer, stopped."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nadwa.acts.by import A_HOLDER, By
from nadwa.delegations import commands, forms, queries
from nadwa.delegations.models import Recovery
from nadwa.editions.capacities import officer
from nadwa.editions.models import Edition
from nadwa.editions.queries import edition as find_edition
from nadwa.record.models import Act
from nadwa.web.access import rule
from nadwa.web.acting import perform
from nadwa.web.forms import Form, Nothing, Seen

DECISIONS: dict[str, tuple[Promise | str, Callable[..., Act], type[Form]]] = {
    "confirm": (_("Confirm"), commands.confirm_recovery, Seen),
    "stop": (_("Stop"), commands.stop_recovery, Nothing),
}


@rule("delegations.recover", find=find_edition)
@require_safe
def recoveries(request: HttpRequest, edition: Edition) -> HttpResponse:
    page = {"edition": edition, "recoveries": queries.recoveries(edition), "hours": commands.HOLD_HOURS}
    return render(request, "delegations/recoveries.html", page)


@rule("delegations.recover", find=find_edition, fresh=True)
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, edition: Edition) -> HttpResponse:
    title, back = _("Recover an account"), reverse("recoveries", args=[edition.slug])
    if request.method == "POST":
        form = forms.RecoveryForm(request.POST, edition=edition)
        by = _officer(request, edition)
        return perform(request, form, commands.ask_recovery, by, edition, back=back, title=title)
    page = {"form": forms.RecoveryForm(edition=edition), "title": title, "back": back}
    return render(request, "web/form_page.html", page)


@rule("delegations.recover", find=queries.recovery, fresh=True)
@require_POST
def decide(request: HttpRequest, recovery: Recovery, decision: str) -> HttpResponse:
    if decision not in DECISIONS:
        raise Http404
    title, command, form_class = DECISIONS[decision]
    edition = recovery.edition
    by, back = _officer(request, edition), reverse("recoveries", args=[edition.slug])
    return perform(request, form_class(request.POST), command, by, recovery, back=back, title=title)


@rule("delegations.stop_recovery", find=queries.recovery_of, signed_in=False)
@require_http_methods(["GET", "HEAD", "POST"])
def stop_by_holder(request: HttpRequest, recovery: Recovery) -> HttpResponse:
    """For whoever reads the mail: what is about to happen, and a button against it."""
    if request.method == "POST":
        form, by = Nothing(request.POST), A_HOLDER
        return perform(request, form, commands.stop_recovery, by, recovery, back=request.path, title=_("Stop"))
    return render(request, "delegations/stop_recovery.html", {"edition": recovery.edition, "recovery": recovery})


def _officer(request: HttpRequest, edition: Edition) -> By:
    return officer(request.user, edition, "secretariat", "host")
