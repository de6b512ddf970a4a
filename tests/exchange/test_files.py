"""The programme and what happened, in forms that other programs read."""

import json
from typing import Any

from django.urls import reverse
from lxml import etree

from nadwa.editions.capacities import Chair, Secretary
from nadwa.floor.commands import motions, speakers, voting
from nadwa.floor.models import Request
from nadwa.programme.commands import meetings
from tests.factories import House, sitting
from tests.forms import Client

E = "beijing-2016"


def exported(name: str) -> bytes:
    return Client().get(reverse("export", args=[E, name])).content


def test_the_programme_as_json_has_its_days_rooms_and_persons(beijing: House) -> None:
    meetings.set_appearance(Secretary(beijing.secretariat), beijing.meeting, "R. Talvena", "", "speaker")
    conference = json.loads(exported("schedule.json"))["schedule"]["conference"]
    [event, _second] = conference["days"][0]["rooms"]["Hall [en]"]

    assert (conference["daysCount"], event["start"], event["duration"]) == (1, "14:00", "3:00")
    assert event["persons"][0]["public_name"] == "R. Talvena"


def test_the_programme_as_xml_says_the_same(beijing: House) -> None:
    root = etree.fromstring(exported("schedule.xml"))

    assert root.xpath("//day/room/event/title/text()") == [f"Meeting {n} of beijing-2016 [en]" for n in (1, 2)]


def test_popolo_has_the_speeches_of_public_meetings_and_no_other(beijing: House, time: Any) -> None:
    for meeting, list_open in ((beijing.meeting, True), (beijing.closed_meeting, False)):
        beijing.meeting = meeting
        sitting(beijing, list_open=list_open)
        speakers.ask_for_floor(beijing.delegate("aldora"), meeting)
        speakers.call_speaker(Chair(beijing.chair), meeting, Request.objects.get(state="waiting"))
        time.advance(60)
        speakers.end_speech(Chair(beijing.chair), meeting)

    speeches = json.loads(exported("popolo.json"))["speeches"]
    assert [(one["creator_id"], one["event_id"]) for one in speeches] == [("aldora", "meeting-1")]


def test_popolo_has_roll_calls_with_each_vote(beijing: House) -> None:
    sitting(beijing)
    motions.move(beijing.delegate("aldora"), beijing.meeting, "suspend")
    voting.put_to_vote(Chair(beijing.chair), beijing.meeting, "roll-call", "A")
    for who, choice in (("aldora", "yes"), ("belmara", "no"), ("corvia", "yes")):
        voting.answer_roll_call(beijing.delegate(who), beijing.meeting, choice)
    voting.close_roll_call(Chair(beijing.chair), beijing.meeting)

    [vote] = json.loads(exported("popolo.json"))["vote_events"]
    assert (vote["result"], len(vote["votes"])) == ("pass", 3)


def test_no_address_is_in_what_everybody_may_take(beijing: House) -> None:
    beijing.aldora.email = "head@aldora.example"
    beijing.aldora.save()

    assert b"head@aldora.example" not in exported("popolo.json")
