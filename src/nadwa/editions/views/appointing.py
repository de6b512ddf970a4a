"""The officers of an edition: appointed, let in, ended; and the own functions, taken and laid down."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nadwa.accounts.models import Viewer
from nadwa.accounts.viewing import signed_in
from nadwa.editions import offices, queries
from nadwa.editions.capacities import HostOfficer, Officer, function_in_words, host_or_officer
from nadwa.editions.commands import appointing
from nadwa.editions.forms import AppointForm
from nadwa.editions.models import Appointment, Edition, Membership
from nadwa.record.acts import Refused
from nadwa.record.capacities import reader
from nadwa.record.submissions import submitted
from nadwa.web.access import rule
from nadwa.web.acting import perform
from nadwa.web.asking import Said, asks_first
from nadwa.web.forms import Nothing, Seen
from nadwa.web.languages import sentence, shown, typed
from nadwa.web.sending import sent

ANSWERS = {
    "accept": (_("Accept the function"), appointing.accept_function),
    "decline": (_("Decline the function"), appointing.decline_function),
}


@rule("editions.see_officers", find=queries.edition)
@require_safe
def officers(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Who has which function, since when and through whom; who is asked; what waits for the hosts."""
    words = reader(edition.slug)
    page = {
        "edition": edition,
        "functions": [_function(request.user, one, words) for one in queries.memberships(edition)],
        "waiting": [_waiting(request.user, one, words) for one in queries.appointments(edition)],
        "without": [host for host in edition.hosts.all() if not offices.acting_officers(host)],
        "proposed": queries.awaiting(edition, appointing.APPOINT),
        "ending": queries.awaiting(edition, appointing.END),
        "is_host": queries.host_of(request.user, edition) is not None,
        "kinds": {"appoint": appointing.APPOINT, "end": appointing.END},
    }
    return render(request, "editions/officers.html", page)


def _function(person: Viewer, one: Membership, words: Callable[[str], str]) -> dict[str, Any]:
    taken_up = offices.is_taken_up(one)
    may = offices.may_appoint(person, one.edition, one.role, one.host)
    return {
        "function": one,
        "may": offices.may_appoint(person, one.edition, one.role, one.host) and not offices.is_last(one),
        "binds": one.role in offices.BINDING,
        "taken_up": taken_up,
        "has_link": may and not taken_up and appointing.has_link(one),
        "by": words(one.given_as) if one.given_as else "",
    }


def _waiting(person: Viewer, one: Appointment, words: Callable[[str], str]) -> dict[str, Any]:
    return {
        "appointment": one,
        "may": offices.may_appoint(person, one.edition, one.role, one.host),
        "by": words(one.named_as) if one.named_as else "",
    }


@rule("editions.appoint", find=queries.edition, fresh=True)
@require_http_methods(["GET", "HEAD", "POST"])
def appoint(request: HttpRequest, edition: Edition) -> HttpResponse:
    title, back = _("Appoint somebody"), _officers(edition)
    if request.method == "POST":
        form = AppointForm(request.POST, edition=edition, person=request.user)
        by = _by(request, edition)
        return perform(request, form, appointing.appoint, by, edition, back=back, title=title)
    form = AppointForm(edition=edition, person=request.user)
    return render(request, "editions/appoint.html", {"edition": edition, "form": form, "title": title, "back": back})


def _ending(membership: Membership) -> Said:
    said = sentence(
        _("%(name)s is no longer %(function)s. What was open to this function closes at once."),
        name=typed(membership.person.name),
        function=_words(membership),
    )
    if offices.is_taken_up(membership):
        return said
    return [said, str(_("Nobody has come into the account that was made for it. No link leads into it any more."))]


@rule("editions.appoint_to", find=queries.membership, fresh=True)
@asks_first(_("End the function"), _ending, lambda membership: _officers(membership.edition))
def end(request: HttpRequest, membership: Membership) -> HttpResponse:
    back, by = _officers(membership.edition), _by(request, membership.edition)
    return perform(request, Nothing(request.POST), appointing.end_function, by, membership, back=back, title="")


@rule("editions.appoint_to", find=queries.membership, fresh=True)
@require_http_methods(["GET", "HEAD", "POST"])
def show_link(request: HttpRequest, membership: Membership) -> HttpResponse:
    """What a link is for; and the link itself, in the answer to whoever asked for it and nowhere else."""
    edition, back = membership.edition, _officers(membership.edition)
    page = {"edition": edition, "function": membership, "words": _words(membership), "back": back}
    if request.method != "POST":
        return render(request, "editions/link.html", page | {"can": appointing.has_link(membership)})
    this = sent(request, Nothing(request.POST))
    try:
        with submitted(this):
            appointing.renew_link(_by(request, edition), membership)
    except Refused as refused:
        messages.error(request, str(refused.message))
        return redirect(back)
    if this and this.before:
        messages.info(request, str(_("This link has been shown already. If you have not kept it, make another.")))
        return redirect(back)
    return render(request, "editions/link.html", page | {"link": appointing.link_to(membership)})


@rule("editions.appoint_to", find=queries.appointment, fresh=True)
@asks_first(
    _("Withdraw the appointment"),
    lambda named: sentence(
        _("%(name)s is not to be %(function)s any more. What was offered or proposed is void."),
        name=typed(named.name),
        function=_words(named),
    ),
    lambda named: _officers(named.edition),
)
def withdraw(request: HttpRequest, named: Appointment) -> HttpResponse:
    back, by = _officers(named.edition), _by(request, named.edition)
    return perform(request, Nothing(request.POST), appointing.withdraw_appointment, by, named, back=back, title="")


@rule("editions.see_own_functions")
@require_safe
def own_functions(request: HttpRequest) -> HttpResponse:
    """What is offered to whoever looks, and what the person is, at whatever edition."""
    person = signed_in(request)
    page = {
        "offered": [(one, _words(one)) for one in queries.offered_functions(person)],
        "functions": [(one, _words(one)) for one in queries.functions_of(person)],
    }
    return render(request, "editions/own_functions.html", page)


@rule("editions.answer_appointment", find=queries.offered_function, fresh=True)
@require_POST
def answer(request: HttpRequest, appointment: Appointment, answer: str) -> HttpResponse:
    if answer not in ANSWERS:
        raise Http404
    title, command = ANSWERS[answer]
    form, back = Seen(request.POST), reverse("own-functions")
    return perform(request, form, command, request.user, appointment, back=back, title=title)


@rule("editions.lay_down", find=queries.own_function, fresh=True)
@asks_first(
    _("Lay down the function"),
    lambda membership: sentence(
        _("You are no longer %(function)s at %(title)s. What is open to this function closes for you at once."),
        function=_words(membership),
        title=shown(membership.edition.title),
    ),
    lambda _membership: reverse("own-functions"),
)
def lay_down(request: HttpRequest, membership: Membership) -> HttpResponse:
    person, back = signed_in(request), reverse("own-functions")
    return perform(request, Nothing(request.POST), appointing.lay_down, person, membership, back=back, title="")


def _words(one: Membership | Appointment) -> str:
    return function_in_words(one.role, one.host)


def _by(request: HttpRequest, edition: Edition) -> HostOfficer | Officer:
    return host_or_officer(request.user, edition, Membership.Role.SECRETARIAT)


def _officers(edition: Edition) -> str:
    return reverse("officers", args=[edition.slug])
