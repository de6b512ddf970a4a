"""Rooms, topics and agenda items are corrected by acts, put in another order, and removed where nothing needs them."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from icalendar import Calendar

from nadwa.accounts.models import Person
from nadwa.acts.by import Function
from nadwa.editions.capacities import Chair, Officer
from nadwa.editions.models import Edition, Membership, Series, Topic
from nadwa.floor.commands import speakers
from nadwa.floor.models import Sitting, SpeakersList
from nadwa.programme.commands import agenda, meetings
from nadwa.programme.models import AgendaItem, Appearance, Room, Step
from nadwa.record.acts import Refused
from nadwa.record.models import Act
from nadwa.web.languages import plain
from tests.factories import House, sitting, words
from tests.forms import Client

E = "beijing-2016"
PROGRAMME = f"/en/{E}/programme/"


@pytest.fixture
def secretariat(beijing: House) -> Client:
    client = Client()
    client.force_login(beijing.people["secretariat"])
    return client


def titles(edition: Edition) -> list[str]:
    return [plain(item.title, "en") for item in edition.agenda.all()]


def events(client: Client) -> list[Any]:
    return list(Calendar.from_ical(client.get(f"{PROGRAMME}calendar/").content).walk("VEVENT"))


@pytest.mark.django_db(transaction=True)
def test_on_an_empty_database_what_was_entered_by_mistake_is_corrected_and_removed() -> None:
    doha = Edition.objects.create(
        series=Series.objects.create(slug="doha", name=words("Doha")),
        slug="doha-2028",
        title=words("Doha"),
        city=words("Doha"),
        time_zone="Asia/Qatar",
        starts_on=date(2028, 3, 1),
        ends_on=date(2028, 3, 2),
        announced_at=datetime(2016, 1, 1, tzinfo=UTC),
    )
    officer = Person.objects.create(username="officer", name="Officer")
    Membership.objects.create(edition=doha, person=officer, role="secretariat")
    client, place = Client(), "/en/doha-2028/programme/"
    client.force_login(officer)
    client.post(f"{place}rooms/new/", {"original": "en", "name_en": "Hal", "seats": 10})
    for title in ("Rules", "Trade", "Skills"):
        client.post(f"{place}agenda/new/", {"original": "en", "title_en": title})
        client.post(f"{place}topics/new/", {"original": "en", "title_en": title})
    room = Room.objects.get()

    client.post(f"{place}rooms/{room.pk}/", {"name_en": "Hall", "name_fr": "Salle", "seats": 100})
    client.post(f"{place}agenda/3/", {"number": 1, "title_en": "Skills for all"})
    client.post(f"{place}topics/1/", {"place": 3})
    client.post(f"{place}agenda/2/remove/")
    client.post(f"{place}topics/2/remove/")

    room.refresh_from_db()
    assert (plain(room.name, "fr"), room.seats) == ("Salle", 100)
    assert list(zip(titles(doha), doha.agenda.values_list("number", flat=True), strict=True)) == [
        ("Skills for all", 1),
        ("Trade", 2),
    ]
    assert [plain(topic.title) for topic in doha.topics.all()] == ["Trade", "Rules"]
    client.post(f"{place}rooms/{room.pk}/remove/")
    assert not Room.objects.exists()
    kinds = Act.objects.exclude(kind__endswith="-entered").order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == [
        "programme.room-changed",
        "programme.item-changed",
        "programme.topic-changed",
        "programme.item-removed",
        "programme.topic-removed",
        "programme.room-removed",
    ]


def test_an_item_gets_another_number_and_the_run_of_show_follows(beijing: House, secretariat: Client) -> None:
    step = Step.objects.create(meeting=beijing.meeting, position=1, text=words("First"), awaits="item", item=1)
    secretariat.post(f"{PROGRAMME}agenda/1/", {"number": 2})

    step.refresh_from_db()
    assert (titles(beijing.edition), step.item) == (["Item 2 [en]", "Item 1 [en]"], 2)
    act = Act.objects.get(kind="programme.item-changed")
    assert (act.facts["item"], act.facts["before"]) == (2, 1)


def test_an_item_keeps_its_number_where_only_its_title_is_corrected(beijing: House, secretariat: Client) -> None:
    secretariat.post(f"{PROGRAMME}agenda/1/", {"title_en": "Rules"})

    assert "before" not in Act.objects.get(kind="programme.item-changed").facts


def test_once_a_meeting_has_been_opened_items_keep_their_numbers(beijing: House, secretariat: Client) -> None:
    sitting(beijing)
    answer = secretariat.post(f"{PROGRAMME}agenda/1/", {"number": 2})

    assert (answer.status_code, titles(beijing.edition)) == (422, ["Item 1 [en]", "Item 2 [en]"])
    assert "the items keep their numbers" in answer.content.decode()
    secretariat.post(f"{PROGRAMME}agenda/1/", {"number": 1, "title_en": "Rules"})
    assert titles(beijing.edition) == ["Rules", "Item 2 [en]"]


@pytest.mark.parametrize("path", ["agenda/1/remove/", "topics/1/remove/", "rooms/ROOM/remove/"])
def test_what_is_used_is_not_removed(beijing: House, secretariat: Client, path: str) -> None:
    beijing.meeting.topic = beijing.edition.topics.get()
    beijing.meeting.save()
    secretariat.post(PROGRAMME + path.replace("ROOM", str(beijing.meeting.room_id)))

    here = {"edition": beijing.edition}
    found = [model.objects.filter(**here).count() for model in (AgendaItem, Topic, Room)]
    assert found == [2, 1, 1]


def test_an_item_on_which_a_statement_has_been_filed_stays(beijing: House, secretariat: Client) -> None:
    from nadwa.floor.models import Statement

    item = AgendaItem.objects.create(edition=beijing.edition, number=3, title=words("Item 3"))
    Statement.objects.create(
        meeting=beijing.meeting,
        item=item,
        delegation=beijing.delegations["aldora"],
        text=words("Secret"),
        filed_at=datetime(2016, 7, 11, tzinfo=UTC),
    )
    secretariat.post(f"{PROGRAMME}agenda/3/remove/")

    assert beijing.edition.agenda.count() == 3


def test_a_list_of_speakers_that_nobody_is_on_holds_no_item(beijing: House, secretariat: Client) -> None:
    """It was opened before the meeting, and the meeting has got another item since."""
    first, second = beijing.edition.agenda.all()
    beijing.meeting.items.set([first])
    speakers.open_list(Chair(beijing.chair), beijing.meeting)
    speakers.set_time_limit(Chair(beijing.chair), beijing.meeting, 5)
    beijing.closed_meeting.items.remove(first)
    beijing.text.item = second
    beijing.text.save()
    secretariat.post(f"{PROGRAMME}agenda/1/remove/")
    assert (beijing.edition.agenda.count(), SpeakersList.objects.count()) == (2, 1), "the meeting has the item"

    beijing.meeting.items.set([second])
    secretariat.post(f"{PROGRAMME}agenda/1/remove/")

    assert titles(beijing.edition) == ["Item 2 [en]"]
    assert Sitting.objects.get(meeting=beijing.meeting).item == second
    speakers.open_list(Chair(beijing.chair), beijing.meeting)
    assert SpeakersList.objects.get(is_open=True).item == second


def test_an_item_on_whose_list_somebody_waits_stays(beijing: House, secretariat: Client) -> None:
    first, second = beijing.edition.agenda.all()
    beijing.meeting.items.set([first])
    speakers.open_list(Chair(beijing.chair), beijing.meeting)
    speakers.ask_for_floor(beijing.delegate("aldora"), beijing.meeting)
    for meeting in (beijing.meeting, beijing.closed_meeting):
        meeting.items.set([second])
    beijing.text.item = second
    beijing.text.save()
    secretariat.post(f"{PROGRAMME}agenda/1/remove/")

    assert beijing.edition.agenda.count() == 2
    assert Sitting.objects.get(meeting=beijing.meeting).item == first
    assert SpeakersList.objects.filter(item=first, is_open=True).exists()


def gone(row: Any) -> Any:
    """A row as somebody's page still has it, after it was removed."""
    type(row)._default_manager.filter(pk=row.pk).delete()
    return row


def test_what_was_removed_meanwhile_is_neither_changed_nor_removed_again(beijing: House) -> None:
    edition, by = beijing.edition, Officer(beijing.secretariat, Function.SECRETARIAT)
    item = gone(AgendaItem.objects.create(edition=edition, number=3, title=words("Item 3")))
    topic = gone(Topic.objects.create(edition=edition, position=9, title=words("Topic 9")))
    room = gone(Room.objects.create(edition=edition, name=words("Room"), seats=1))
    step = gone(Step.objects.create(meeting=beijing.meeting, position=1, text=words("First")))
    appearance = gone(Appearance.objects.create(meeting=beijing.meeting, name="A", function="", role="moderator"))
    tried = (
        lambda: agenda.change_item(by, item, words("Item")),
        lambda: agenda.remove_item(by, item),
        lambda: agenda.change_topic(by, topic, words("Topic"), 1),
        lambda: agenda.remove_topic(by, topic),
        lambda: meetings.change_room(by, room, words("Room"), 2),
        lambda: meetings.remove_room(by, room),
        lambda: meetings.remove_step(by, step),
        lambda: meetings.end_appearance(by, appearance),
    )

    for act in tried:
        with pytest.raises(Refused, match="removed meanwhile"):
            act()
    assert not Act.objects.filter(kind__startswith="programme.").exists()


def test_calendars_are_told_that_a_meeting_is_newer(beijing: House, secretariat: Client) -> None:
    before = {event["uid"]: int(event["sequence"]) for event in events(secretariat)}
    room = beijing.meeting.room
    secretariat.post(f"{PROGRAMME}rooms/{room.pk}/", {"name_en": "Great Hall"})
    secretariat.post(f"{PROGRAMME}1/cancel/", {"reason": "The hall is not ready."})

    [first, second] = sorted(events(secretariat), key=lambda event: event["uid"])
    assert "Great Hall" in first["location"]
    assert (int(first["sequence"]), int(second["sequence"])) == (before[first["uid"]] + 2, before[second["uid"]] + 1)
    assert first["last-modified"].dt == Act.objects.get(kind="programme.cancelled").at.replace(microsecond=0)


def test_nobody_but_the_secretariat_corrects(beijing: House) -> None:
    client = Client()
    client.force_login(beijing.people["aldora"])

    for path in ("agenda/1/remove/", "topics/1/", "topics/1/remove/", f"rooms/{beijing.meeting.room_id}/remove/"):
        assert client.forged(PROGRAMME + path, {"place": 1}).status_code == 404, path
