"""What the officers of the installation see of accounts, and do to them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nadwa.accounts import commands, forms, mailing, queries
from nadwa.accounts.capacities import InstallationOfficer, installation_officer
from nadwa.accounts.models import Charge, Person
from nadwa.acts.by import Unnamed
from nadwa.mail import server
from nadwa.web.access import ask_again, is_fresh, rule
from nadwa.web.acting import ask_and_perform, perform
from nadwa.web.declaring import declared, serves, the
from nadwa.web.forms import Nothing

ACTS = declared(commands, to=[InstallationOfficer, InstallationOfficer | Unnamed])


@rule("accounts.keep")
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """All who have an account."""
    words = request.GET.get("q", "")
    page = {"people": queries.people(words, request.GET.get("page")), "words": words}
    return render(request, "accounts/people.html", page)


@rule("accounts.keep", find=queries.person)
@require_safe
def person(request: HttpRequest, person: Person) -> HttpResponse:
    """One account: what the person is trusted with, and what can be done to it."""
    held = set(person.charges.values_list("what", flat=True))
    charges = [(what, label, what in held) for what, label in Charge.What.choices]
    page = {"person_kept": person, "charges": charges, "is_oneself": person == request.user}
    return render(request, "accounts/person.html", page)


@rule("accounts.keep")
@require_http_methods(["GET", "HEAD", "POST"])
def mail_server(request: HttpRequest) -> HttpResponse:
    """By which server mails leave, and whether they do. A factor is asked for before the form is shown: what was sent
    without one would be kept until it is given, and there is a password in it."""
    if not is_fresh(request):
        return ask_again(request)
    form = forms.MailServerForm(request.POST or None, standing=lambda: forms.server_as_set(server.kept()))
    by, here, title = installation_officer(request.user), reverse("mail-server"), _("Set the mail server")
    if request.method == "POST":
        return perform(request, form, mailing.set_server, by, back=here, title=title)
    page = {
        "form": form,
        "title": title,
        "back": reverse("home"),
        "of_environment": server.is_of_environment(),
        "is_there": server.is_there(),
        "last_try": mailing.last_try(by),
    }
    return render(request, "accounts/mail_server.html", page)


@rule("accounts.keep", limit="forgotten")
@require_POST
def try_mail(request: HttpRequest) -> HttpResponse:
    by, back = installation_officer(request.user), reverse("mail-server")
    return perform(request, Nothing(request.POST), mailing.try_server, by, back=back, title="")


@serves(ACTS)
@rule("accounts.keep", find=queries.person, fresh=True)
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: HttpRequest, person: Person, act: str) -> HttpResponse:
    chosen, by = the(ACTS, act), installation_officer(request.user)
    back, after = reverse("person", args=[person.pk]), reverse("people") if act == "erase" else ""
    initial = {"what": request.GET.get("what", "")}
    return ask_and_perform(request, chosen, by, person, back=back, after=after, initial=initial)
