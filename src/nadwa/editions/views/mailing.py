"""The outbox of an edition; and mails that are handed over by hand, where none can leave."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from nadwa.accounts.viewing import signed_in
from nadwa.editions import queries
from nadwa.editions.capacities import Secretary
from nadwa.editions.commands import mailing
from nadwa.editions.models import Edition
from nadwa.editions.queries import WaitingMail
from nadwa.mail import server
from nadwa.record.acts import Refused
from nadwa.record.submissions import submitted
from nadwa.web.access import rule
from nadwa.web.forms import Nothing
from nadwa.web.sending import sent


@rule("editions.see_mails", find=queries.edition)
@require_safe
def mails(request: HttpRequest, edition: Edition) -> HttpResponse:
    """The outbox: what has left, what waits, and why."""
    found = queries.mails(edition, request.GET.get("page"))
    return render(request, "editions/mails.html", {"edition": edition, "mails": found, "server": server.is_there()})


@rule("editions.see_mails", find=queries.waiting_mail, fresh=True)
@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request: HttpRequest, waiting: WaitingMail) -> HttpResponse:
    """What is handed over; and the mail itself, in the answer to whoever asked for it and nowhere else."""
    edition, back = waiting.edition, reverse("mails", args=[waiting.edition.slug])
    page = {"edition": edition, "mail": waiting.mail, "back": back}
    if request.method != "POST":
        return render(request, "editions/mail.html", page | {"can": not server.is_there()})
    this = sent(request, Nothing(request.POST))
    try:
        with submitted(this):
            mailing.hand_over(Secretary(signed_in(request)), edition, waiting.mail)
    except Refused as refused:
        messages.error(request, str(refused.message))
        return redirect(back)
    if this and this.before:
        messages.info(request, str(_("This mail has been shown already.")))
        return redirect(back)
    return render(request, "editions/mail.html", page | {"is_shown": True})
