"""The texts of statements: for accredited press under embargo if their delegation says so, for all once delivered."""

import re
from threading import Thread
from typing import Any

import pytest
from django.db import IntegrityError, connections, transaction
from django.urls import reverse

from nadwa.acts.facts import Audience
from nadwa.editions.capacities import Chair, Secretary
from nadwa.floor.commands import sittings, speakers, statements
from nadwa.floor.models import Request, SpeakersList, Statement
from nadwa.press.queries import statement_page
from nadwa.programme.commands import meetings
from nadwa.programme.models import Meeting
from nadwa.record.acts import Refused
from nadwa.record.models import Act
from tests.factories import House, house, sitting, words
from tests.forms import Client

E = "beijing-2016"


def filed(house: House, *, for_press: bool) -> Statement:
    delegation = house.delegations["aldora"]
    statements.file_statement(house.delegate("aldora"), house.meeting, 2, "en", "Our words", for_press)
    return Statement.objects.get(delegation=delegation)


def opened(house: House, viewer: str | None, statement: Statement) -> int:
    client = Client()
    if viewer:
        client.force_login(house.people[viewer])
    return client.get(statement_page(statement)).status_code


@pytest.mark.parametrize(("for_press", "expected"), [(True, 200), (False, 404)])
def test_accredited_press_reads_before_delivery_what_is_given_to_it(
    beijing: House, for_press: bool, expected: int
) -> None:
    assert opened(beijing, "press", filed(beijing, for_press=for_press)) == expected


@pytest.mark.parametrize("viewer", [None, "belmara", "spokesperson"])
def test_nobody_else_reads_it_before_delivery(beijing: House, viewer: str | None) -> None:
    assert opened(beijing, viewer, filed(beijing, for_press=True)) == 404


def test_everybody_reads_what_has_been_delivered_in_public(beijing: House) -> None:
    statement = filed(beijing, for_press=False)
    deliver(beijing, beijing.meeting)

    assert opened(beijing, None, statement) == 200


SECRET = "Our words behind closed doors"


def file_for(house: House, meeting: Any, text: str = SECRET) -> Statement:
    statements.file_statement(house.delegate("aldora"), meeting, 2, "en", text, True)
    return Statement.objects.latest("pk")


@pytest.mark.parametrize("viewer", [None, "press", "spokesperson", "belmara"])
def test_nobody_outside_reads_what_was_delivered_behind_closed_doors(beijing: House, viewer: str | None) -> None:
    statement = file_for(beijing, beijing.closed_meeting)
    deliver(beijing, beijing.closed_meeting)

    assert Statement.objects.get().released_at is not None
    assert opened(beijing, viewer, statement) == 404


@pytest.mark.parametrize("order", ["closed first", "public first"])
@pytest.mark.parametrize("viewer", [None, "press", "belmara"])
def test_speaking_in_public_on_the_same_item_opens_nothing_that_was_said_behind_closed_doors(
    beijing: House, viewer: str | None, order: str
) -> None:
    """By no page: not its own, not the press page, the search, the meeting or the interface for programs."""
    private, public = beijing.closed_meeting, beijing.meeting
    closed, spoken = file_for(beijing, private), file_for(beijing, public, "Our words to all")
    for meeting in (private, public) if order == "closed first" else (public, private):
        deliver(beijing, meeting)
        speakers.end_speech(Chair(beijing.chair), meeting)
    client = Client()
    if viewer:
        client.force_login(beijing.people[viewer])
    pages = {
        name: client.get(address).content.decode()
        for name, address in {
            "press": reverse("press-page", args=[E]),
            "search": f"{reverse('search', args=[E])}?words=words",
            "feed": reverse("feed", args=[E]),
            "now": reverse("now", args=[E, public.number]),
            "screen": reverse("screen", args=[E, public.number]),
            "api": f"/api/v1/editions/{E}/meetings",
        }.items()
    }

    assert opened(beijing, viewer, closed) == 404
    assert opened(beijing, viewer, spoken) == 200
    assert [name for name, page in pages.items() if SECRET in page] == []
    assert "Our words to all" in pages["search"]


def test_a_text_is_released_at_the_meeting_for_which_it_was_filed_and_at_no_other(beijing: House) -> None:
    statement = file_for(beijing, beijing.closed_meeting)
    deliver(beijing, beijing.meeting)

    statement.refresh_from_db()
    assert (statement.released_at, opened(beijing, None, statement)) == (None, 404)


def test_what_was_filed_for_another_meeting_can_be_filed_again_as_it_was(beijing: House) -> None:
    file_for(beijing, beijing.closed_meeting)
    client = Client()
    client.force_login(beijing.aldora)
    page = client.get(reverse("statement", args=[E, beijing.meeting.number])).content.decode()

    assert "For another meeting:" in page
    assert re.search(rf"<textarea[^>]*>\s*{SECRET}</textarea>", page)


def test_no_address_tells_how_many_texts_were_filed_and_not_given(beijing: House) -> None:
    pages = []
    for unheard in (False, True):
        with transaction.atomic():
            if unheard:
                statements.file_statement(beijing.delegate("belmara"), beijing.meeting, 2, "en", "Not said")
            filed(beijing, for_press=False)
            deliver(beijing, beijing.meeting)
            page = Client().get(reverse("press-page", args=[E])).content.decode()
            pages.append(re.findall(r'href="([^"]*/press/statements/[^"]*)"', page))
            transaction.set_rollback(True)

    assert pages == [[f"/en/{E}/press/statements/1/2/aldora/"]] * 2
    assert Client().get(f"/en/{E}/press/statements/1/").status_code == 404


def opened_to_the_public(house: House) -> Meeting:
    meeting = house.closed_meeting
    meetings.change(Secretary(house.secretariat), meeting, list(meeting.items.all()), public=True)
    return Meeting.objects.select_related("edition").get(pk=meeting.pk)


def test_what_was_filed_for_a_closed_meeting_does_not_become_public_with_it(beijing: House) -> None:
    """One officer can open the meeting to the public before it begins; the text was not written for that."""
    statement = file_for(beijing, beijing.closed_meeting)
    deliver(beijing, opened_to_the_public(beijing))

    statement.refresh_from_db()
    assert (statement.released_at, opened(beijing, None, statement)) == (None, 404)


def test_its_delegation_is_told_to_file_it_again_and_then_it_is_released(beijing: House) -> None:
    statement = file_for(beijing, beijing.closed_meeting)
    meeting = opened_to_the_public(beijing)
    client = Client()
    client.force_login(beijing.aldora)
    page = client.get(reverse("statement", args=[E, meeting.number])).content.decode()
    assert "This text was filed when the meeting was closed." in page
    assert re.search(rf"<textarea[^>]*>\s*{SECRET}</textarea>", page)

    file_for(beijing, meeting)
    deliver(beijing, meeting)

    assert "This text was filed when" not in client.get(reverse("statement", args=[E, meeting.number])).content.decode()
    assert opened(beijing, None, statement) == 200


@pytest.mark.parametrize(
    ("becomes", "said"),
    [(True, [("public", {"public": True})]), (False, [("public", {"public": False}), ("edition", {"public": False})])],
)
def test_the_record_says_what_became_of_publicity(beijing: House, becomes: bool, said: list[Any]) -> None:
    """To those who could read of the meeting before, too; how it changed otherwise is for those who still can."""
    meeting = beijing.closed_meeting if becomes else beijing.meeting
    meetings.change(Secretary(beijing.secretariat), meeting, list(meeting.items.all()), public=becomes)

    acts = [(act.log.audience, act.facts) for act in Act.objects.filter(kind="programme.changed").order_by("pk")]
    assert [(log, {"public": body["public"]}) for log, body in acts] == said
    assert [log for log, body in acts if "from" in body] == [said[-1][0]]


@pytest.mark.parametrize("was", [True, False])
def test_whether_a_meeting_is_public_stays_as_it_was_once_it_has_been_opened(beijing: House, was: bool) -> None:
    """Else all that was said there would follow: texts, speakers, votes, its screen, the programme's files."""
    meeting = beijing.meeting if was else beijing.closed_meeting
    by, items = Secretary(beijing.secretariat), list(meeting.items.all())
    meetings.change(by, meeting, items, public=not was)
    meeting.refresh_from_db()
    meetings.change(by, meeting, items, public=was)
    meeting.refresh_from_db()
    deliver(beijing, meeting)

    with pytest.raises(Refused, match="whether it is public stays as it was"):
        meetings.change(by, meeting, items, public=not was)
    meetings.change(by, meeting, items, public=was, title=words("Another title"))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("first", ["opened", "changed"])
def test_what_is_said_stands_where_the_programme_says_whoever_comes_first(first: str) -> None:
    made = house(E)
    meeting, by = made.closed_meeting, Secretary(made.secretariat)
    for sent in made.delegations.values():
        sittings.record_presence(by, meeting, sent)
    items, said = list(meeting.items.all()), []

    def change() -> None:
        meetings.change(by, meeting, items, public=True)

    def opening() -> None:
        sittings.open_meeting(Chair(made.chair), Meeting.objects.select_related("edition").get(pk=meeting.pk))

    def second() -> None:
        try:
            (change if first == "opened" else opening)()
        except Refused as refused:
            said.append(str(refused.message))
        finally:
            connections.close_all()

    with transaction.atomic():
        (opening if first == "opened" else change)()
        waiting = Thread(target=second, daemon=True)
        waiting.start()
        waiting.join(1)
        waited = waiting.is_alive()
    waiting.join(30)

    public = Meeting.objects.get(pk=meeting.pk).public
    opened = Act.objects.select_related("log").get(kind="floor.meeting-opened")
    assert waited
    assert (opened.log.audience == Audience.PUBLIC) == public == (first == "changed")
    assert ["whether it is public stays" in one for one in said] == [True] * (first == "opened")


def test_the_database_holds_to_it(beijing: House) -> None:
    statement = file_for(beijing, beijing.closed_meeting)

    with pytest.raises(IntegrityError), transaction.atomic():
        Statement.objects.filter(pk=statement.pk).update(public=True)


def deliver(house: House, meeting: Any) -> None:
    house.meeting = meeting
    sitting(house, list_open=not SpeakersList.objects.filter(is_open=True).exists())
    speakers.ask_for_floor(house.delegate("aldora"), meeting)
    speakers.call_speaker(Chair(house.chair), meeting, Request.objects.get(state="waiting"))
