from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from nadwa.editions.models import Edition
from nadwa.editions.queries import edition as find_edition
from nadwa.press import queries
from nadwa.programme.queries import by_day
from nadwa.web.access import rule


@rule("editions.view", find=find_edition, signed_in=False)
@require_safe
def front(request: HttpRequest, edition: Edition) -> HttpResponse:
    """The edition's front page: its announcement, its topics and its days."""
    page = {
        "edition": edition,
        "announcement": queries.announcement(edition, request.user),
        "hosts": edition.hosts.all(),
        "topics": edition.topics.all(),
        "days": by_day(edition),
    }
    return render(request, "press/front.html", page)
