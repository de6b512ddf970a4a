"""Credentials: handed in by focal points, verified at the desk."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from nadwa import media_types
from nadwa.accounts.viewing import signed_in
from nadwa.delegations import exporters, forms, queries
from nadwa.delegations.capacities import FocalPoint
from nadwa.delegations.commands import credentials as credentials_acts
from nadwa.delegations.models import Body, Credentials, Delegation
from nadwa.editions.capacities import Secretary
from nadwa.editions.models import Edition
from nadwa.editions.queries import edition as find_edition
from nadwa.web.access import rule
from nadwa.web.acting import perform
from nadwa.web.declaring import declared, the
from nadwa.web.downloads import download
from nadwa.web.uploads import ENDINGS

DECISIONS = declared(credentials_acts, to=[Secretary])


@rule("delegations.submit_credentials", find=queries.delegation, fresh=True)
@require_http_methods(["GET", "HEAD", "POST"])
def submit(request: HttpRequest, delegation: Delegation) -> HttpResponse:
    back = reverse("delegation", args=[delegation.edition.slug, delegation.body.slug])
    title = _("Hand in credentials")
    if request.method == "POST":
        form = forms.CredentialsForm(request.POST, request.FILES)
        by = FocalPoint(signed_in(request), delegation.body)
        return perform(request, form, credentials_acts.submit_credentials, by, delegation, back=back, title=title)
    return render(request, "web/form_page.html", {"form": forms.CredentialsForm(), "title": title, "back": back})


@rule("delegations.read_letter", find=queries.letter)
@require_safe
def letter(request: HttpRequest, credentials: Credentials) -> HttpResponse:
    """The letter; for an officer who came from the desk, the one that the desk showed or none."""
    if request.GET.get("seen", credentials.digest()) != credentials.digest():
        messages.error(request, credentials_acts.ANOTHER_LETTER)
        return redirect("credentials-desk", credentials.delegation.edition.slug)
    name = f"credentials-{credentials.delegation.body.slug}.{ENDINGS[credentials.media_type]}"
    return download(bytes(credentials.letter), name, credentials.media_type)


@rule("delegations.verify", find=find_edition)
@require_safe
def desk(request: HttpRequest, edition: Edition) -> HttpResponse:
    """The credentials of all delegations, those that wait first."""
    shown = list(queries.credentials(edition))
    shown.sort(key=lambda each: (_waits(each) is False, each.body.kind != Body.Kind.STATE, each.protocol))
    return render(request, "delegations/credentials.html", {"edition": edition, "delegations": shown})


@rule("delegations.verify", find=queries.delegation, fresh=True)
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, delegation: Delegation, decision: str) -> HttpResponse:
    """Verify, refuse with a reason, or admit provisionally."""
    chosen = the(DECISIONS, decision)
    title, command, form_class = chosen.title, chosen.command, chosen.form
    back = reverse("credentials-desk", args=[delegation.edition.slug])
    if request.method == "POST":
        form, by = form_class(request.POST), Secretary(signed_in(request))
        return perform(request, form, command, by, delegation, back=back, title=title)
    form = form_class(initial={"seen": request.GET.get("seen", "")})
    return render(request, "web/form_page.html", {"form": form, "title": title, "back": back})


@rule("delegations.verify", find=find_edition)
@require_safe
def report(request: HttpRequest, edition: Edition) -> HttpResponse:
    """The report of the credentials committee, as things stand."""
    content = exporters.credentials_report(edition, request.LANGUAGE_CODE)
    return download(content, f"{edition.slug}-credentials.pdf", media_types.PDF)


def _waits(delegation: Delegation) -> bool:
    shown = getattr(delegation, "credentials", None)
    return shown is not None and shown.state == Credentials.State.SUBMITTED
