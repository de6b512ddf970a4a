"""Programmes that frab or pretalx have written, read with a preview of what each event would do."""

from datetime import datetime, timedelta
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nadwa import characters
from nadwa.acts.by import By
from nadwa.editions.models import Edition
from nadwa.exchange.previews import CHANGED, NEW, REFUSED, SAME, name_of
from nadwa.programme.commands import importing
from nadwa.programme.commands.importing import Planned
from nadwa.record.models import Act
from nadwa.web.languages import plain
from nadwa.web.reading import apart
from nadwa.web.tables import BadUpload, json_of

MOST_EVENTS = 2_000
COLUMNS: dict[str, Promise | str] = {
    "number": gettext_lazy("Meeting"),
    "title": gettext_lazy("Title"),
    "room": gettext_lazy("Room"),
    "starts_at": gettext_lazy("Begins"),
    "ends_at": gettext_lazy("Ends"),
    "persons": gettext_lazy("Who appears"),
}


def read(content: bytes, edition: Edition, _language: str) -> list[dict[str, Any]]:
    """What each event would do: {line, state, values, problems}. Raises BadUpload."""
    no_schedule = _("This is no schedule in JSON as frab and pretalx write it.")
    schedule = apart(json_of, content, no_schedule)
    try:
        days = schedule["schedule"]["conference"]["days"]
        events = [event for day in days for events in day["rooms"].values() for event in events]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise BadUpload([no_schedule]) from error
    if len(events) > MOST_EVENTS or not all(isinstance(event, dict) for event in events):
        raise BadUpload([no_schedule])
    known = {f"{edition.slug}-{meeting.number}": meeting for meeting in edition.meetings.select_related("room")}
    return [_judged(place, event, known) for place, event in enumerate(events, 1)]


def carry_out(by: By, edition: Edition, rows: list[dict[str, Any]], content: bytes, language: str) -> Act:
    planned = [_planned(row["values"], language) for row in rows if row["state"] in {NEW, CHANGED}]
    return importing.import_meetings(by, edition, planned, content)


def _planned(values: dict[str, Any], language: str) -> Planned:
    return Planned(
        number=values["number"],
        title=values["title"],
        language=language,
        room=values["room"],
        starts_at=datetime.fromisoformat(values["starts_at"]),
        ends_at=datetime.fromisoformat(values["ends_at"]),
        persons=tuple(values["persons"]),
    )


def _judged(place: int, event: dict[str, Any], known: dict[str, Any]) -> dict[str, Any]:
    problems: list[list[str]] = []
    meeting = known.get(str(event.get("guid")))
    begins, ends = _times(problems, event)
    persons = event.get("persons")
    people = [one for one in persons if isinstance(one, dict)] if isinstance(persons, list) else []
    names = [str(name) for one in people if (name := one.get("public_name") or one.get("name"))]
    values = {
        "number": meeting.number if meeting else None,
        "title": name_of(problems, "title", event.get("title"), max_length=300),
        "room": name_of(problems, "room", event.get("room"), max_length=300),
        "starts_at": begins.isoformat() if begins else "",
        "ends_at": ends.isoformat() if ends else "",
        "persons": [name_of(problems, "persons", name, max_length=300) for name in names],
    }
    state = REFUSED if problems else _state(meeting, values, begins, ends)
    return {"line": place, "state": state, "values": values, "problems": problems}


def _state(meeting: Any, values: dict[str, Any], begins: datetime | None, ends: datetime | None) -> str:
    if meeting is None:
        return NEW
    there = (meeting.starts_at, meeting.ends_at, plain(meeting.room.name, "en"))
    return SAME if there == (begins, ends, values["room"]) else CHANGED


def _times(problems: list[list[str]], event: dict[str, Any]) -> tuple[datetime | None, datetime | None]:
    try:
        begins = datetime.fromisoformat(str(event.get("date")))
        if begins.tzinfo is None:
            raise ValueError
    except ValueError:
        problems.append(["starts_at", _("“%(given)s” is no time with its zone") % {"given": event.get("date")}])
        return None, None
    hours, minutes = map(characters.number, str(event.get("duration")).partition(":")[::2])
    if hours is None or minutes is None:
        problems.append(
            ["ends_at", _("“%(given)s” is no duration in hours and minutes") % {"given": event.get("duration")}]
        )
        return begins, None
    length = timedelta(hours=min(hours, 48), minutes=min(minutes, 59))
    if not length:
        problems.append(["ends_at", _("It ends after it begins.")])
        return begins, None
    return begins, begins + length
