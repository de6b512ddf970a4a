"""Many meetings at once: all of them or none."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.db.models import Max

from nadwa.acts.by import By
from nadwa.acts.programme import Imported
from nadwa.editions.commands.approving import hold
from nadwa.editions.models import Edition
from nadwa.programme.models import Appearance, Meeting, Room
from nadwa.record.acts import command, log_for, record
from nadwa.record.models import Act
from nadwa.web.languages import plain, written


@dataclass(frozen=True)
class Planned:
    """A meeting as a schedule names one; without a `number` it is new."""

    number: int | None
    title: str
    language: str
    room: str
    starts_at: datetime
    ends_at: datetime
    persons: tuple[str, ...]


@command
def import_meetings(by: By, edition: Edition, planned: Sequence[Planned], source: bytes) -> Act:
    """Schedule those that are new, move those that are there; what a meeting is called in other languages stays."""
    edition = hold(edition)
    last = edition.meetings.aggregate(last=Max("number"))["last"] or 0
    known = {meeting.number: meeting for meeting in edition.meetings.all()}
    rooms = {plain(room.name, "en"): room for room in edition.rooms.all()}
    for one in planned:
        if one.room not in rooms:
            rooms[one.room] = Room.objects.create(edition=edition, name=written(one.language, one.room))
        times = {"room": rooms[one.room], "starts_at": one.starts_at, "ends_at": one.ends_at}
        if one.number in known:
            meeting = known[one.number]
            Meeting.objects.filter(pk=meeting.pk).update(**times)
        else:
            last += 1
            title = written(one.language, one.title)
            meeting = Meeting.objects.create(edition=edition, number=last, title=title, **times)
        for name in one.persons:
            Appearance.objects.get_or_create(meeting=meeting, name=name)
    imported = Imported(meetings=len(planned), file_sha256=sha256(source).hexdigest())
    return record(log_for(edition.slug), imported, by)
