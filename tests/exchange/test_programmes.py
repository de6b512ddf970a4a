"""A schedule is read with a preview: what is known comes back as it is, what is new is scheduled, all or nothing."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from nadwa.editions.capacities import Secretary
from nadwa.exchange import imports, programmes, schedules
from nadwa.exchange.commands import importing
from nadwa.programme.models import Meeting
from nadwa.record.acts import Refused
from nadwa.web.tables import BadUpload
from tests.factories import House
from tests.forms import Client

E = "beijing-2016"
EVENT = {
    "guid": "from-elsewhere",
    "title": "Networks for all",
    "room": "Room 2",
    "date": "2016-07-12T09:00:00+08:00",
    "duration": "1:30",
    "persons": [{"public_name": "R. Talvena"}],
}


def schedule(*events: dict[str, Any]) -> bytes:
    return json.dumps({"schedule": {"conference": {"days": [{"rooms": {"any": list(events)}}]}}}).encode()


def carry_out(house: House, content: bytes) -> None:
    planned = imports.kept(house.edition, house.secretariat, "programme", content, [])
    importing.carry_out(Secretary(house.secretariat), planned)


def states(house: House, content: bytes) -> list[str]:
    return [row["state"] for row in programmes.read(content, house.edition, "en")]


def test_what_this_site_wrote_comes_back_as_it_is(beijing: House) -> None:
    assert states(beijing, schedules.as_json(beijing.edition)) == ["same", "same"]


def test_a_new_event_is_scheduled_with_its_room_and_its_persons(beijing: House) -> None:
    carry_out(beijing, schedule(EVENT))
    meeting = Meeting.objects.get(number=3)

    assert (meeting.starts_at, meeting.ends_at) == (
        datetime(2016, 7, 12, 1, tzinfo=UTC),
        datetime(2016, 7, 12, 2, 30, tzinfo=UTC),
    )
    assert [one.name for one in meeting.appearances.all()] == ["R. Talvena"]


def test_a_meeting_that_is_moved_keeps_its_titles(beijing: House) -> None:
    carry_out(beijing, schedule({**EVENT, "guid": f"{E}-1"}))
    beijing.meeting.refresh_from_db()

    assert beijing.meeting.title["versions"]["ar"]["text"] == f"Meeting 1 of {E} [ar]"
    assert beijing.meeting.starts_at == datetime(2016, 7, 12, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("wrong", "column"),
    [
        ({"date": "tomorrow"}, "starts_at"),
        ({"duration": "long"}, "ends_at"),
        ({"title": " "}, "title"),
        ({"duration": "0:00"}, "ends_at"),
    ],
)
def test_one_bad_event_changes_nothing_and_is_named(beijing: House, wrong: dict[str, str], column: str) -> None:
    content = schedule(EVENT, {**EVENT, **wrong})
    refused = [row for row in programmes.read(content, beijing.edition, "en") if row["problems"]]

    assert [(row["line"], row["problems"][0][0]) for row in refused] == [(2, column)]
    with pytest.raises(Refused, match="nothing was imported: 2"):
        carry_out(beijing, content)
    assert Meeting.objects.filter(edition=beijing.edition).count() == 2


@pytest.mark.parametrize("content", [b"{", b"[]", b'{"schedule": 3}', schedule("no event")])  # type: ignore[arg-type]
def test_what_is_no_schedule_is_refused(beijing: House, content: bytes) -> None:
    with pytest.raises(BadUpload, match="no schedule"):
        programmes.read(content, beijing.edition, "en")


def test_the_secretariat_imports_on_the_page_after_a_preview(beijing: House) -> None:
    client = Client()
    client.force_login(beijing.secretariat)
    upload = SimpleUploadedFile("schedule.json", schedule(EVENT))
    answer = client.post(reverse("import-file", args=[E, "programme"]), {"file": upload, "language": "en"}, follow=True)

    assert "1 new, 0 changed, 0 as they are, 0 refused." in answer.content.decode()
    assert Meeting.objects.filter(edition=beijing.edition).count() == 2
