"""The programme in the form that frab and pretalx write and conference apps read, as JSON and as XML."""

import json
from collections.abc import Iterable
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from lxml import etree

from nadwa import characters
from nadwa.editions.models import Edition
from nadwa.programme import queries
from nadwa.programme.models import Meeting
from nadwa.web.addresses import address
from nadwa.web.figures import duration
from nadwa.web.languages import plain


def schedule(edition: Edition) -> dict[str, Any]:
    """{schedule: {conference: {days: [{rooms: {name: [event]}}]}}}, in the language now active."""
    days = [_day(edition, index, meetings) for index, meetings in enumerate(queries.by_day(edition), 1)]
    conference = {
        "acronym": edition.slug,
        "title": plain(edition.title),
        "start": str(edition.starts_on),
        "end": str(edition.ends_on),
        "daysCount": len(days),
        "timeslot_duration": "00:05",
        "time_zone_name": edition.time_zone,
        "days": days,
    }
    return {"schedule": {"version": "1", "base_url": address("programme", edition.slug), "conference": conference}}


def as_json(edition: Edition) -> bytes:
    return json.dumps(schedule(edition), ensure_ascii=False, indent=1).encode()


def as_xml(edition: Edition) -> bytes:
    conference = schedule(edition)["schedule"]["conference"]
    root = etree.Element("schedule")
    etree.SubElement(root, "version").text = "1"
    described = etree.SubElement(root, "conference")
    for name in ("acronym", "title", "start", "end", "timeslot_duration", "time_zone_name"):
        etree.SubElement(described, name).text = characters.written(str(conference[name]))
    etree.SubElement(described, "days").text = str(conference["daysCount"])
    for day in conference["days"]:
        of_day = etree.SubElement(
            root, "day", index=str(day["index"]), date=day["date"], start=day["day_start"], end=day["day_end"]
        )
        for name, events in day["rooms"].items():
            room = etree.SubElement(of_day, "room", name=characters.written(name))
            for event in events:
                _add_event(room, event)
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return written


def _day(edition: Edition, index: int, meetings: list[Meeting]) -> dict[str, Any]:
    zone = ZoneInfo(edition.time_zone)
    ordered = sorted(meetings, key=lambda meeting: (plain(meeting.room.name), meeting.starts_at))
    rooms = {
        name: [_event(edition, meeting) for meeting in of_room]
        for name, of_room in groupby(ordered, key=lambda meeting: plain(meeting.room.name))
    }
    starts = min(meeting.starts_at for meeting in meetings).astimezone(zone)
    ends = max(meeting.ends_at for meeting in meetings).astimezone(zone)
    return {
        "index": index,
        "date": str(starts.date()),
        "day_start": starts.isoformat(),
        "day_end": ends.isoformat(),
        "rooms": rooms,
    }


def _event(edition: Edition, meeting: Meeting) -> dict[str, Any]:
    starts = meeting.starts_at.astimezone(ZoneInfo(edition.time_zone))
    minutes = int((meeting.ends_at - meeting.starts_at).total_seconds() // 60)
    return {
        "id": meeting.pk,
        "guid": f"{edition.slug}-{meeting.number}",
        "logo": "",
        "date": starts.isoformat(),
        "start": starts.strftime("%H:%M"),
        "duration": duration(minutes),
        "room": plain(meeting.room.name),
        "slug": f"{edition.slug}-{meeting.number}",
        "url": address("programme", edition.slug),
        "title": plain(meeting.title),
        "subtitle": "",
        "track": plain(meeting.topic.title) if meeting.topic else "",
        "type": str(meeting.get_kind_display()),
        "language": ",".join(meeting.interpretation),
        "abstract": "\n".join(f"{item.number}. {plain(item.title)}" for item in meeting.items.all()),
        "description": "",
        "do_not_record": not meeting.public,
        "persons": [{"id": one.pk, "public_name": one.name} for one in meeting.appearances.all()],
        "links": [],
        "attachments": [],
    }


def _add_event(room: Any, event: dict[str, Any]) -> None:
    added = etree.SubElement(room, "event", id=str(event["id"]), guid=event["guid"])
    for name in (
        "date",
        "start",
        "duration",
        "room",
        "slug",
        "url",
        "title",
        "subtitle",
        "track",
        "type",
        "language",
        "abstract",
        "description",
    ):
        etree.SubElement(added, name).text = characters.written(str(event[name]))
    persons = etree.SubElement(added, "persons")
    for person in _persons(event):
        etree.SubElement(persons, "person", id=str(person["id"])).text = characters.written(person["public_name"])


def _persons(event: dict[str, Any]) -> Iterable[dict[str, Any]]:
    found: list[dict[str, Any]] = event["persons"]
    return found
