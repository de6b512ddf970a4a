"""How the pages of the programme ask with a form, and who acts there."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise

from nadwa.acts.by import By
from nadwa.editions.capacities import officer
from nadwa.editions.models import Edition, Membership, Topic
from nadwa.programme.models import AgendaItem, Meeting, Room
from nadwa.record.models import Act
from nadwa.web.acting import perform
from nadwa.web.forms import Form


def with_form(
    request: HttpRequest,
    form_class: type[Form],
    command: Callable[..., Act],
    subject: Edition | Meeting | AgendaItem | Topic | Room,
    back: str,
    title: Promise | str,
    **options: Any,
) -> HttpResponse:
    """Ask with a form, or perform what it asks for."""
    if request.method != "POST":
        page = {"form": form_class(**options), "title": title, "back": back}
        return render(request, "web/form_page.html", page)
    edition = subject if isinstance(subject, Edition) else subject.edition
    form = form_class(request.POST, **options)
    return perform(request, form, command, by_officer(request, edition), subject, back=back, title=title)


def by_officer(request: HttpRequest, edition: Edition) -> By:
    return officer(
        request.user, edition, Membership.Role.CHAIR, Membership.Role.VICE_CHAIR, Membership.Role.SECRETARIAT
    )


def arranging(edition: Edition) -> str:
    return reverse("arrangement", args=[edition.slug])
