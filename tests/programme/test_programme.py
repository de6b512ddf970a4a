"""The programme is arranged by the secretariat, shows its conflicts, and is read by day, topic and person."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse
from icalendar import Calendar

from nadwa.editions.capacities import Chair, Secretary
from nadwa.floor.commands import speakers
from nadwa.floor.queries import run_of_show
from nadwa.programme import queries
from nadwa.programme.commands import meetings
from nadwa.programme.models import Meeting, Room
from nadwa.record.acts import Refused
from nadwa.record.models import Act
from tests.factories import House, sitting, words
from tests.forms import Client

E = "beijing-2016"
START = datetime(2016, 7, 12, 1, tzinfo=UTC)


def by(house: House) -> Secretary:
    return Secretary(house.secretariat)


def scheduled(house: House, hours: float = 0, room: Room | None = None, title: str = "Side event") -> Meeting:
    fields: dict[str, Any] = {
        "kind": "side",
        "title": words(title),
        "starts_at": START + timedelta(hours=hours),
        "ends_at": START + timedelta(hours=hours + 2),
        "room": room or house.edition.rooms.earliest("pk"),
        "topic": house.edition.topics.get(),
        "organiser": house.delegations["aldora"].body,
        "interpretation": ["fr"],
        "public": True,
    }
    meetings.schedule(by(house), house.edition, [], **fields)
    return Meeting.objects.latest("pk")


def page(house: House, query: str) -> str:
    return Client().get(f"{reverse('programme', args=[E])}?{query}").content.decode()


def test_an_agenda_item_is_entered_behind_the_others_and_changed(beijing: House) -> None:
    client = Client()
    client.force_login(beijing.secretariat)
    typed = {"original": "fr", "title_fr": "Renforcement des capacités"}
    client.post(reverse("enter-item", args=[E]), typed)
    client.post(reverse("change-item", args=[E, 3]), {**typed, "title_en": "Capacity building", "high_level": "on"})

    item = beijing.edition.agenda.get(number=3)
    assert (item.title["versions"]["en"]["text"], item.high_level) == ("Capacity building", True)
    kinds = Act.objects.filter(kind__startswith="programme.item").order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["programme.item-entered", "programme.item-changed"]


def test_a_topic_is_entered_and_offered_for_meetings(beijing: House) -> None:
    client = Client()
    client.force_login(beijing.secretariat)
    client.post(reverse("enter-topic", args=[E]), {"original": "en", "title_en": "Undersea cables"})

    assert "Undersea cables" in client.get(reverse("schedule", args=[E])).content.decode()


def test_the_secretariat_schedules_a_meeting_in_the_time_of_the_edition(beijing: House) -> None:
    client = Client()
    client.force_login(beijing.secretariat)
    typed = {
        "kind": "side",
        "starts_at": "2016-07-12T09:00",
        "ends_at": "2016-07-12T10:30",
        "room": beijing.edition.rooms.get().pk,
        "original": "en",
        "title_en": "Networks for all",
        "public": "on",
    }

    client.post(reverse("schedule", args=[E]), typed)

    assert Meeting.objects.get(kind="side").starts_at == datetime(2016, 7, 12, 1, tzinfo=UTC)


def test_a_meeting_ends_after_it_begins(beijing: House) -> None:
    client = Client()
    client.force_login(beijing.secretariat)
    typed = {"kind": "side", "starts_at": "2016-07-12T09:00", "ends_at": "2016-07-12T08:00", "original": "en"}
    answer = client.post(reverse("schedule", args=[E]), typed | {"title_en": "Networks"})

    assert "It ends after it begins." in answer.content.decode()


def test_two_meetings_in_one_room_at_once_are_in_conflict(beijing: House) -> None:
    scheduled(beijing)
    scheduled(beijing, 1)

    assert [conflict.what for conflict in queries.conflicts(queries.meetings(beijing.edition))] == ["room"]


def test_meetings_one_after_the_other_are_not_in_conflict(beijing: House) -> None:
    scheduled(beijing)
    scheduled(beijing, 2)

    assert queries.conflicts(queries.meetings(beijing.edition)) == []


def test_a_person_in_two_rooms_at_once_is_a_conflict(beijing: House) -> None:
    other = Room.objects.create(edition=beijing.edition, name=words("Room 2"))
    for meeting in (scheduled(beijing), scheduled(beijing, 1, other)):
        meetings.set_appearance(by(beijing), meeting, "R. Talvena", "Director", "speaker")

    assert [conflict.what for conflict in queries.conflicts(queries.meetings(beijing.edition))] == ["R. Talvena"]


def test_a_cancelled_meeting_is_marked_and_no_longer_in_the_way(beijing: House) -> None:
    first = scheduled(beijing)
    scheduled(beijing, 1)
    meetings.cancel(by(beijing), first, "The hall is needed")

    assert queries.conflicts(queries.meetings(beijing.edition)) == []
    assert "cancelled" in page(beijing, "by=day")


def test_a_person_finds_all_meetings_to_appear_in(beijing: House) -> None:
    for hours in (0, 5):
        meeting = scheduled(beijing, hours, title=f"Event at {hours}")
        meetings.set_appearance(by(beijing), meeting, "R. Talvena", "", "speaker")

    found = page(beijing, "by=person")
    assert found.count("R. Talvena") == 1
    assert ("Event at 0" in found, "Event at 5" in found) == (True, True)


def test_by_topic_what_has_none_comes_last(beijing: House) -> None:
    scheduled(beijing)

    assert [topic and topic.position for topic, _ in queries.by_topic(beijing.edition)] == [1, None]


def test_the_calendar_of_a_topic_has_its_meetings_only(beijing: House) -> None:
    scheduled(beijing)
    content = Client().get(f"{reverse('calendar', args=[E])}?topic=1").content
    [event] = Calendar.from_ical(content).walk("VEVENT")

    assert (str(event["SUMMARY"]), event["DTSTART"].dt, str(event["STATUS"])) == (
        "Side event [en]",
        START,
        "CONFIRMED",
    )


@pytest.mark.parametrize("language", ["ar", "zh-hans", "en"])
def test_the_calendar_speaks_the_language_of_its_reader(beijing: House, language: str) -> None:
    events = Calendar.from_ical(Client().get(f"/{language}/{E}/programme/calendar/").content).walk("VEVENT")

    assert {str(event["SUMMARY"]).rpartition("[")[2] for event in events} == {f"{language}]"}


def run_of(house: House) -> list[bool]:
    return [done for _step, done in run_of_show(house.meeting)]


def test_a_step_is_done_by_the_act_that_it_awaits(beijing: House) -> None:
    for awaits, item in (("open", None), ("item", 1), ("item", 2), ("adjourn", None)):
        meetings.add_step(by(beijing), beijing.meeting, words("Step"), 5, awaits, item)
    before = run_of(beijing)
    sitting(beijing, item=2)

    assert (before, run_of(beijing)) == ([False] * 4, [True, False, True, False])


def test_an_act_in_another_meeting_does_no_step_of_this_one(beijing: House) -> None:
    meetings.add_step(by(beijing), beijing.closed_meeting, words("Open"), 5, "open", None)
    sitting(beijing)

    assert [done for _step, done in run_of_show(beijing.closed_meeting)] == [False]


def test_a_step_that_awaits_nothing_is_done_when_the_chair_says_so(beijing: House) -> None:
    meetings.add_step(by(beijing), beijing.meeting, words("Welcome"), 5, "", None)
    meetings.finish_step(Chair(beijing.chair), beijing.meeting.steps.get())

    assert run_of(beijing) == [True]


def test_a_step_that_awaits_an_act_is_not_done_by_hand(beijing: House) -> None:
    meetings.add_step(by(beijing), beijing.meeting, words("Open"), 5, "open", None)

    with pytest.raises(Refused, match="done by the act"):
        meetings.finish_step(Chair(beijing.chair), beijing.meeting.steps.get())


def test_the_podium_shows_the_run_of_show(beijing: House) -> None:
    meetings.add_step(by(beijing), beijing.meeting, words("Welcome the ministers"), 5, "", None)
    client = Client()
    client.force_login(beijing.chair)

    assert "Welcome the ministers" in client.get(reverse("podium", args=[E, 1])).content.decode()


def test_the_act_of_the_list_being_opened_is_seen_too(beijing: House) -> None:
    meetings.add_step(by(beijing), beijing.meeting, words("List"), 5, "open-list", None)
    sitting(beijing, list_open=False)
    speakers.open_list(Chair(beijing.chair), beijing.meeting)

    assert run_of(beijing) == [True]
