"""Accreditation: the organisation's own pages, the secretariat's, and the list before the States."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nadwa import clock
from nadwa.accounts.viewing import signed_in
from nadwa.delegations import forms, queries
from nadwa.delegations.capacities import StateDelegate
from nadwa.delegations.commands import accrediting
from nadwa.delegations.commands.accrediting import may_appeal
from nadwa.delegations.models import Application
from nadwa.editions.capacities import Secretary
from nadwa.editions.models import Edition
from nadwa.editions.queries import awaiting
from nadwa.editions.queries import edition as find_edition
from nadwa.record.models import Act
from nadwa.web.access import rule
from nadwa.web.acting import perform
from nadwa.web.declaring import declared, the
from nadwa.web.forms import Form, Nothing
from nadwa.web.standing import as_it_stands

DECISIONS = declared(accrediting, to=[Secretary])


@rule("delegations.apply", find=find_edition, signed_in=False, limit="apply")
@require_http_methods(["GET", "HEAD", "POST"])
def apply(request: HttpRequest, edition: Edition) -> HttpResponse:
    """An organisation applies, without an account."""
    back, title = reverse("edition", args=[edition.slug]), _("Apply for accreditation")
    if request.method == "POST":
        form, language = forms.AccreditationForm(request.POST), request.LANGUAGE_CODE
        command = accrediting.ask_for_accreditation
        return perform(request, form, command, edition, language, back=back, title=title)
    return render(request, "web/form_page.html", {"form": forms.AccreditationForm(), "title": title, "back": back})


@rule("delegations.apply", find=queries.application_of, signed_in=False)
@require_http_methods(["GET", "HEAD", "POST"])
def status(request: HttpRequest, application: Application) -> HttpResponse:
    """How an application stands, for whoever has the link from the mail; the appeal."""
    if request.method == "POST":
        form: Form = forms.AppealForm(request.POST)
        return perform(request, form, accrediting.appeal, application, back=request.path, title=_("Appeal"))
    page = {
        "edition": application.edition,
        "application": application,
        "form": forms.AppealForm() if may_appeal(application) else None,
    }
    return render(request, "delegations/application.html", page)


@rule("delegations.see_applications", find=find_edition)
@require_safe
def applications(request: HttpRequest, edition: Edition) -> HttpResponse:
    page = {
        "edition": edition,
        "applications": queries.applications(edition),
        "proposed": awaiting(edition, "delegations.accredit"),
        "now": clock.now(),
    }
    return render(request, "delegations/applications.html", page)


@rule("delegations.evaluate", find=queries.application)
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, application: Application, decision: str) -> HttpResponse:
    """Evaluate, accredit or refuse."""
    chosen = the(DECISIONS, decision)
    title, command, form_class = chosen.title, chosen.command, chosen.form
    back = reverse("applications", args=[application.edition.slug])
    form = form_class(request.POST or None, standing=as_it_stands(application, forms.evaluated))
    if request.method == "POST":
        by = Secretary(signed_in(request))
        return perform(request, form, command, by, application, back=back, title=title)
    page = {"form": form, "title": title, "back": back, "application": application}
    return render(request, "delegations/decide_application.html", page)


@rule("delegations.evaluate", find=find_edition)
@require_http_methods(["GET", "HEAD", "POST"])
def open_list(request: HttpRequest, edition: Edition) -> HttpResponse:
    back, title = reverse("applications", args=[edition.slug]), _("Put the list before the States")
    if request.method == "POST":
        form, by = forms.ListForm(request.POST, edition=edition), Secretary(signed_in(request))
        return perform(request, form, accrediting.open_list, by, edition, back=back, title=title)
    form = forms.ListForm(edition=edition)
    return render(request, "web/form_page.html", {"form": form, "title": title, "back": back})


@rule("delegations.see_list", find=find_edition)
@require_safe
def organisations(request: HttpRequest, edition: Edition) -> HttpResponse:
    """The list before the States."""
    own = queries.seat(request.user, edition)
    page = {
        "edition": edition,
        "applications": queries.listed(edition),
        "own": own.delegation_id if own else None,
        "now": clock.now(),
    }
    return render(request, "delegations/organisations.html", page)


@rule("delegations.object", find=queries.application)
@require_http_methods(["GET", "HEAD", "POST"])
def object_to(request: HttpRequest, application: Application) -> HttpResponse:
    title, back = _("Object"), reverse("list-of-organisations", args=[application.edition.slug])
    if request.method == "POST":
        form: Form = forms.ObjectionForm(request.POST)
        return _as_state(request, application, form, accrediting.object_to_organisation, title)
    page = {"form": forms.ObjectionForm(), "title": title, "back": back}
    return render(request, "web/form_page.html", page)


@rule("delegations.object", find=queries.application)
@require_POST
def withdraw_objection(request: HttpRequest, application: Application) -> HttpResponse:
    return _as_state(request, application, Nothing(request.POST), accrediting.withdraw_objection, "")


def _as_state(
    request: HttpRequest, application: Application, form: Form, command: Callable[..., Act], title: Promise | str
) -> HttpResponse:
    by = StateDelegate.at(request.user, application.edition)
    back = reverse("list-of-organisations", args=[application.edition.slug])
    return perform(request, form, command, by, application, back=back, title=title)
