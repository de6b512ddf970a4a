"""Reading the programme."""

from itertools import groupby
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.http import Http404

from nadwa.editions.models import Edition
from nadwa.programme.models import Meeting


def meetings(edition: Edition) -> QuerySet[Meeting]:
    return Meeting.objects.filter(edition=edition).prefetch_related("items").order_by("starts_at", "number")


def by_day(edition: Edition) -> list[list[Meeting]]:
    """The meetings of each day, in the edition's own time."""
    zone = ZoneInfo(edition.time_zone)
    days = groupby(meetings(edition), key=lambda meeting: meeting.starts_at.astimezone(zone).date())
    return [list(of_day) for _, of_day in days]


def meeting(edition: str, number: int) -> Meeting:
    found = Meeting.objects.select_related("edition").filter(edition__slug=edition, number=number).first()
    if found is None:
        raise Http404
    return found
