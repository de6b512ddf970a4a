"""Voting on opinion statements, and the result that is published."""

import json
from hashlib import sha256

import pytest
from django.test import Client

from nadwa.consultations import commands, queries
from nadwa.consultations.models import Vote
from nadwa.consultations.votes import cast
from nadwa.record.acts import By, Refused
from nadwa.record.models import Act
from tests.factories import House

pytestmark = pytest.mark.django_db
BY = By(None, "test")
PAGE = "/en/beijing-2016/consultations/views/vote/"


def answer_all(house: House, *states: str) -> None:
    for state in states:
        for statement in house.consultation.statements.all():
            cast(house.people[state], house.consultation, statement, 1 if statement.number % 2 else -1)


def test_statements_come_one_at_a_time(beijing: House) -> None:
    client = Client()
    client.force_login(beijing.aldora)

    client.post(PAGE, {"statement": "1", "value": "1"})

    page = client.get(PAGE).content.decode()
    assert '<h2 class="statement">Opinion 2 [en]</h2>' in page
    assert "1 of 8 answered" in page


def test_a_vote_can_be_changed_and_the_last_counts(beijing: House) -> None:
    statement = beijing.consultation.statements.get(number=1)
    for value in (1, 0, -1):
        cast(beijing.aldora, beijing.consultation, statement, value)

    assert [vote.value for vote in Vote.objects.all()] == [-1]


def test_a_closed_consultation_takes_no_vote(beijing: House) -> None:
    commands.close_consultation(BY, beijing.consultation)

    with pytest.raises(Refused, match="The consultation is closed"):
        answer_all(beijing, "aldora")


def test_a_statement_of_another_consultation_cannot_be_voted_on(beijing: House, elsewhere: House) -> None:
    elsewhere.consultation.statements.filter(number=1).update(number=99)
    client = Client()
    client.force_login(beijing.aldora)

    client.post(PAGE, {"statement": "99", "value": "1"})

    assert Vote.objects.count() == 0


def test_a_vote_is_no_act(beijing: House) -> None:
    answer_all(beijing, "aldora")

    assert Act.objects.count() == 0


def test_the_published_result_is_a_packet_whose_hash_is_on_the_record(beijing: House) -> None:
    answer_all(beijing, "aldora", "belmara", "corvia")

    act = commands.publish_result(BY, beijing.consultation)

    packet = Client().get("/en/beijing-2016/consultations/views/packet.json").content
    assert sha256(packet).hexdigest() == act.body["packet"]
    counts = {row["statement"]: (row["agree"], row["disagree"]) for row in json.loads(packet)["statements"]}
    assert counts["1"] == (3, 0)
    assert counts["2"] == (0, 3)


def test_a_packet_of_private_votes_names_no_participant(beijing: House) -> None:
    answer_all(beijing, "aldora", "belmara", "corvia")

    commands.publish_result(BY, beijing.consultation)

    assert "participants" not in queries.published(beijing.consultation)  # type: ignore[operator]


def test_without_votes_there_is_no_result(beijing: House) -> None:
    with pytest.raises(Refused, match="too few votes"):
        commands.publish_result(BY, beijing.consultation)
