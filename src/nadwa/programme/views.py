from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from nadwa.editions.models import Edition
from nadwa.editions.queries import edition as find_edition
from nadwa.programme import exporters, queries
from nadwa.web.access import rule
from nadwa.web.downloads import download


@rule("programme.view", find=find_edition, signed_in=False)
@require_safe
def programme(request: HttpRequest, edition: Edition) -> HttpResponse:
    return render(request, "programme/programme.html", {"edition": edition, "days": queries.by_day(edition)})


@rule("programme.view", find=find_edition, signed_in=False)
@require_safe
def calendar(request: HttpRequest, edition: Edition) -> HttpResponse:
    """The meetings, for one's own calendar."""
    return download(exporters.calendar(edition), f"{edition.slug}.ics", "text/calendar; charset=utf-8")
