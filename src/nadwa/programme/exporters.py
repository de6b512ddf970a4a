"""The programme as a calendar."""

from icalendar import Calendar, Event

from nadwa.editions.models import Edition
from nadwa.programme import queries
from nadwa.web.addresses import address
from nadwa.web.languages import plain


def calendar(edition: Edition) -> bytes:
    """All meetings as iCalendar (RFC 5545), in the language now active."""
    made = Calendar()
    made.add("prodid", "-//Nadwa//programme//")
    made.add("version", "2.0")
    made.add("x-wr-calname", plain(edition.title))
    made.add("x-wr-timezone", edition.time_zone)
    for meeting in queries.meetings(edition):
        event = Event()
        event.add("uid", f"{edition.slug}-meeting-{meeting.number}@nadwa")
        event.add("dtstamp", meeting.starts_at)
        event.add("dtstart", meeting.starts_at)
        event.add("dtend", meeting.ends_at)
        event.add("summary", plain(meeting.title))
        event.add("location", f"{plain(meeting.room)}, {plain(edition.city)}")
        event.add("description", "\n".join(f"{item.number}. {plain(item.title)}" for item in meeting.items.all()))
        event.add("url", address("programme", edition.slug))
        made.add_component(event)
    content: bytes = made.to_ical()
    return content
