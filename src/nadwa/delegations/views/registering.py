"""My delegation: its delegates, what they need, its credentials."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nadwa import media_types
from nadwa.accounts.viewing import signed_in
from nadwa.acts.by import By
from nadwa.delegations import exporters, forms, queries
from nadwa.delegations.capacities import FocalPoint
from nadwa.delegations.commands import offering, seating
from nadwa.delegations.models import Delegate, Delegation, Offer
from nadwa.editions.capacities import Secretary
from nadwa.editions.models import Edition
from nadwa.editions.queries import edition as find_edition
from nadwa.record.models import Act
from nadwa.web.access import rule
from nadwa.web.acting import perform
from nadwa.web.asking import asks_first
from nadwa.web.downloads import download
from nadwa.web.forms import Form, Nothing, Seen
from nadwa.web.languages import sentence, shown, typed
from nadwa.web.standing import as_it_stands

ANSWERS = {
    "accept": (_("Accept the seat"), offering.accept_seat),
    "decline": (_("Decline the seat"), offering.decline_seat),
}


@rule("delegations.have_own", find=find_edition)
@require_safe
def own(request: HttpRequest, edition: Edition) -> HttpResponse:
    """To the page of the own delegation, or to the invitation that it has not accepted yet."""
    body = queries.own_body(request.user, edition)
    if body is None:
        raise Http404
    has_one = edition.delegations.filter(body=body).exists()
    return redirect(reverse("delegation" if has_one else "invitation", args=[edition.slug, body.slug]))


@rule("delegations.see", find=queries.delegation)
@require_safe
def delegation(request: HttpRequest, delegation: Delegation) -> HttpResponse:
    seats = list(queries.delegates(delegation))
    page = {
        "edition": delegation.edition,
        "delegation": delegation,
        "seats": seats,
        "offers": queries.offers(delegation),
        "quota": queries.quota_of(delegation),
        "credentials": queries.credentials_of(delegation),
    }
    return render(request, "delegations/delegation.html", page)


@rule("delegations.register", find=queries.delegation, fresh=True)
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest, delegation: Delegation) -> HttpResponse:
    title = _("Register a delegate")
    if request.method == "POST":
        form: Form = forms.RegisterForm(request.POST)
        return _perform(request, delegation, form, seating.register_delegate, delegation, title)
    form = forms.RegisterForm(initial={"language": delegation.body.language})
    return _asked(request, form, delegation, title)


@rule("delegations.arrange_seat", find=queries.registered)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, seat: Delegate) -> HttpResponse:
    title = _("Change the registration")
    form = forms.SeatForm(request.POST or None, standing=as_it_stands(seat, forms.filled_from))
    if request.method == "POST":
        return _perform(request, seat.delegation, form, seating.change_delegate, seat, title)
    return _asked(request, form, seat.delegation, title)


@rule("delegations.arrange_seat", find=queries.registered, fresh=True)
@require_http_methods(["GET", "HEAD", "POST"])
def replace(request: HttpRequest, seat: Delegate) -> HttpResponse:
    """Somebody else takes the seat, also while a meeting is under way."""
    title = _("Replace the delegate")
    if request.method == "POST":
        form: Form = forms.PersonForm(request.POST)
        return _perform(request, seat.delegation, form, seating.replace_delegate, seat, title)
    form = forms.PersonForm(initial={"language": seat.delegation.body.language})
    return _asked(request, form, seat.delegation, title)


@rule("delegations.arrange_seat", find=queries.registered, fresh=True)
@asks_first(
    _("Withdraw the delegate"),
    lambda seat: sentence(
        _("%(name)s has no seat in the delegation of %(body)s any more, and the badge opens no door."),
        name=typed(seat.person.name),
        body=shown(seat.delegation.body.name),
    ),
    lambda seat: _page_of(seat.delegation),
)
def withdraw(request: HttpRequest, seat: Delegate) -> HttpResponse:
    return _perform(request, seat.delegation, Nothing(request.POST), seating.unseat_delegate, seat, "")


@rule("delegations.arrange_seat", find=queries.offer_of)
@require_POST
def withdraw_offer(request: HttpRequest, offer: Offer) -> HttpResponse:
    """Take an offer back, or clear one away that was declined."""
    return _perform(request, offer.delegation, Nothing(request.POST), offering.withdraw_offer, offer, "")


@rule("delegations.see_offers")
@require_safe
def offered_seats(request: HttpRequest) -> HttpResponse:
    """The seats that wait for the consent of whoever looks, at whatever edition."""
    return render(request, "delegations/offered_seats.html", {"offers": queries.offered_to(signed_in(request))})


@rule("delegations.answer_offer", find=queries.offer, fresh=True)
@require_POST
def answer_offer(request: HttpRequest, offer: Offer, answer: str) -> HttpResponse:
    if answer not in ANSWERS:
        raise Http404
    title, command = ANSWERS[answer]
    form, back = Seen(request.POST), reverse("offered-seats")
    return perform(request, form, command, request.user, offer, back=back, title=title)


@rule("delegations.get_visa_letter", find=queries.registered)
@require_safe
def visa_letter(request: HttpRequest, seat: Delegate) -> HttpResponse:
    """For the delegate, the own focal points and the secretariat; nobody gets one for somebody else."""
    if not queries.needs_visa(seat):
        raise Http404
    content = exporters.visa_letter(seat, request.LANGUAGE_CODE)
    return download(content, f"visa-letter-{seat.pk}.pdf", media_types.PDF)


def _perform(
    request: HttpRequest,
    delegation: Delegation,
    form: Form,
    command: Callable[..., Act],
    subject: Delegation | Delegate | Offer,
    title: Promise | str,
) -> HttpResponse:
    return perform(request, form, command, _by(request, delegation), subject, back=_page_of(delegation), title=title)


def _asked(request: HttpRequest, form: Form, delegation: Delegation, title: Promise | str) -> HttpResponse:
    return render(request, "web/form_page.html", {"form": form, "title": title, "back": _page_of(delegation)})


def _by(request: HttpRequest, delegation: Delegation) -> By:
    point = queries.focal_point(request.user, delegation.edition)
    own = point is not None and point.body_id == delegation.body_id
    return FocalPoint(signed_in(request), delegation.body) if own else Secretary(signed_in(request))


def _page_of(delegation: Delegation) -> str:
    return reverse("delegation", args=[delegation.edition.slug, delegation.body.slug])
