"""How often and when a meeting was changed, by the record: calendars go by that to take what is newer."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from nadwa.acts.editions import ParticularsCorrected
from nadwa.acts.programme import Cancelled, Changed, Imported, ItemChanged, ItemRemoved, RoomChanged
from nadwa.editions.models import Edition
from nadwa.programme.models import Meeting
from nadwa.record.queries import recorded

OF_ALL = (ParticularsCorrected, Imported, ItemChanged, ItemRemoved, RoomChanged)  # what they change stands in many


@dataclass(frozen=True)
class Revision:
    """`sequence` never becomes less; `at` is nothing before the first change."""

    sequence: int
    at: datetime | None


def revisions(edition: Edition) -> Callable[[Meeting], Revision]:
    """Of each meeting of an edition: changes of its own, and of what stands in all of them."""
    of_all = list(recorded(edition.slug, *OF_ALL).values_list("at", flat=True))
    own: dict[int, list[datetime]] = {}
    for act in recorded(edition.slug, Cancelled, Changed).only("facts", "at"):
        own.setdefault(act.facts["meeting"], []).append(act.at)

    def of(meeting: Meeting) -> Revision:
        moments = [*of_all, *own.get(meeting.number, [])]
        return Revision(len(moments), max(moments, default=None))

    return of
