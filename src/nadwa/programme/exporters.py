"""The programme as a calendar."""

from collections.abc import Iterable

from icalendar import Calendar, Event

from nadwa import characters
from nadwa.editions.models import Edition
from nadwa.programme import queries
from nadwa.programme.models import Meeting
from nadwa.programme.revisions import revisions
from nadwa.web.addresses import address
from nadwa.web.languages import plain


def chosen(edition: Edition, topic: str, person: str) -> list[Meeting]:
    """The meetings of a topic, by its number, and of a person, by name; all where neither is given."""
    found = list(queries.meetings(edition))
    if topic:
        found = [meeting for meeting in found if meeting.topic and str(meeting.topic.position) == topic]
    if person:
        found = [meeting for meeting in found if person in {one.name for one in meeting.appearances.all()}]
    return found


def calendar(edition: Edition, meetings: Iterable[Meeting]) -> bytes:
    """Meetings as iCalendar (RFC 5545), in the language now active."""
    made = Calendar()
    made.add("prodid", "-//Nadwa//programme//")
    made.add("version", "2.0")
    made.add("x-wr-calname", characters.written(plain(edition.title)))
    made.add("x-wr-timezone", edition.time_zone)
    revised = revisions(edition)
    for meeting in meetings:
        event, revision = Event(), revised(meeting)
        event.add("uid", f"{edition.slug}-meeting-{meeting.number}@nadwa")
        event.add("dtstamp", revision.at or meeting.starts_at)
        event.add("sequence", revision.sequence)
        if revision.at:
            event.add("last-modified", revision.at)
        event.add("dtstart", meeting.starts_at)
        event.add("dtend", meeting.ends_at)
        place = f"{plain(meeting.room.name)}, {plain(edition.city)}"
        event.add("summary", characters.written(plain(meeting.title)))
        event.add("location", characters.written(place))
        items = "\n".join(f"{item.number}. {plain(item.title)}" for item in meeting.items.all())
        event.add("description", characters.written(items))
        event.add("status", "CANCELLED" if meeting.cancelled_at else "CONFIRMED")
        event.add("url", address("programme", edition.slug))
        made.add_component(event)
    content: bytes = made.to_ical()
    return content
