"""Voting on opinion statements, and the result that is published."""

import json
from hashlib import sha256

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult

from nadwa import queued
from nadwa.acts.by import Unnamed
from nadwa.consultations import queries
from nadwa.consultations.commands import running
from nadwa.consultations.models import Exposure, OpinionVote, Participant, Signal
from nadwa.consultations.snapshots import take_snapshot
from nadwa.consultations.votes import cast, shown, skip
from nadwa.record.acts import Refused
from nadwa.record.models import Act
from tests.factories import House
from tests.forms import Client

pytestmark = pytest.mark.django_db
BY = Unnamed("test")
PAGE = "/en/beijing-2016/consultations/views/vote/"


def answer_all(house: House, *states: str) -> None:
    for state in states:
        for statement in house.consultation.statements.all():
            cast(house.people[state], house.consultation, statement, 1 if statement.number % 2 else -1)


def test_statements_come_one_at_a_time(beijing: House) -> None:
    client = Client()
    client.force_login(beijing.aldora)

    client.post(PAGE, {"value": "1"})

    page = client.get(PAGE).content.decode()
    assert page.count('<h2 class="statement"') == 1
    assert "1 of 8 answered" in page


SAID = [
    ({"value": "-1"}, "Your answer to statement %s: Disagree."),
    ({"signal": "badly-worded"}, "Noted on statement %s: Badly worded."),
    ({"signal": "skip"}, "Statement %s will be shown again later."),
]


@pytest.mark.parametrize(("answer", "said"), SAID)
def test_no_session_holds_what_was_answered(beijing: House, answer: dict[str, str], said: str) -> None:
    client = Client()
    client.force_login(beijing.aldora)
    statement = shown(beijing.aldora, beijing.consultation)
    assert statement is not None
    client.get(PAGE)
    before = Session.objects.get().session_data

    with CaptureQueriesContext(connection) as asked:
        sent = client.post(PAGE, {"statement": statement.number, **answer}, page=PAGE)
        page = client.get(sent["Location"]).content.decode()

    assert said % statement.number in page
    assert [one["sql"] for one in asked if 'UPDATE "django_session"' in one["sql"]] == []
    assert Session.objects.get().session_data == before


@pytest.mark.parametrize("address", ["?voted=2", "?noted=2", "?noted=x", "?noted=99999999999999999999", "?voted="])
def test_a_link_makes_the_page_say_nothing_that_is_not_so(beijing: House, address: str) -> None:
    client = Client()
    client.force_login(beijing.aldora)

    assert "data-answer" not in client.get(PAGE + address).content.decode().partition("<template")[0]


def test_a_vote_can_be_changed_and_the_last_counts(beijing: House) -> None:
    statement = beijing.consultation.statements.get(number=1)
    for value in (1, 0, -1):
        cast(beijing.aldora, beijing.consultation, statement, value)

    assert [vote.value for vote in OpinionVote.objects.all()] == [-1]


def test_a_closed_consultation_takes_no_vote(beijing: House) -> None:
    running.close_consultation(BY, beijing.consultation)

    with pytest.raises(Refused, match="The consultation is closed"):
        answer_all(beijing, "aldora")


def test_a_statement_of_another_consultation_cannot_be_voted_on(beijing: House, elsewhere: House) -> None:
    elsewhere.consultation.statements.filter(number=1).update(number=99)
    client = Client()
    client.force_login(beijing.aldora)

    client.forged(PAGE, {"statement": "99", "value": "1"})

    assert OpinionVote.objects.count() == 0


def test_a_vote_is_no_act(beijing: House) -> None:
    answer_all(beijing, "aldora")

    assert Act.objects.count() == 0


def test_the_published_result_is_a_packet_whose_hash_is_on_the_record(beijing: House) -> None:
    answer_all(beijing, "aldora", "belmara", "corvia")
    take_snapshot(beijing.consultation)

    act = running.publish_result(BY, beijing.consultation)

    packet = Client().get("/en/beijing-2016/consultations/views/packet.json").content
    assert sha256(packet).hexdigest() == act.facts["packet"]
    counts = {row["statement"]: (row["agree"], row["disagree"]) for row in json.loads(packet)["statements"]}
    assert counts["1"] == (3, 0)
    assert counts["2"] == (0, 3)


def test_a_packet_of_private_votes_names_no_participant(beijing: House) -> None:
    answer_all(beijing, "aldora", "belmara", "corvia")

    snapshot = take_snapshot(beijing.consultation)

    assert snapshot is not None
    assert "participants" not in json.loads(snapshot.packet)


def test_without_votes_there_is_no_result(beijing: House) -> None:
    assert take_snapshot(beijing.consultation) is None
    with pytest.raises(Refused, match="There is no map yet"):
        running.publish_result(BY, beijing.consultation)


def test_closing_commits_to_the_votes(beijing: House) -> None:
    answer_all(beijing, "aldora")

    act = running.close_consultation(BY, beijing.consultation)

    salt, _, digest = act.facts["votes"].partition(":")
    participant = Participant.objects.get().pk
    lines = "".join(f"{n}\t{participant}\t{1 if n % 2 else -1}\n" for n in range(1, 9))
    assert digest == sha256(f"{salt}{lines}".encode()).hexdigest()


def test_a_statement_stays_in_front_until_it_is_answered_or_put_off(beijing: House) -> None:
    first, again = (shown(beijing.aldora, beijing.consultation) for _ in range(2))
    assert first is not None
    skip(beijing.aldora, beijing.consultation, first)

    assert again == first
    assert shown(beijing.aldora, beijing.consultation) != first


def test_what_was_put_off_comes_back_at_the_end(beijing: House) -> None:
    put_off = shown(beijing.aldora, beijing.consultation)
    assert put_off is not None
    skip(beijing.aldora, beijing.consultation, put_off)
    for statement in beijing.consultation.statements.exclude(pk=put_off.pk):
        cast(beijing.aldora, beijing.consultation, statement, 1)

    assert shown(beijing.aldora, beijing.consultation) == put_off


def test_every_exposure_is_noted_with_its_probability(beijing: House) -> None:
    statement = shown(beijing.aldora, beijing.consultation)

    exposure = Exposure.objects.get()
    assert exposure.statement == statement
    assert exposure.probability == pytest.approx(1 / 8)


def test_a_signal_is_no_vote_and_the_statement_does_not_come_back(beijing: House) -> None:
    statement = shown(beijing.aldora, beijing.consultation)
    assert statement is not None
    client = Client()
    client.force_login(beijing.aldora)

    client.post(PAGE, {"statement": statement.number, "signal": "badly-worded"})

    assert (OpinionVote.objects.count(), Signal.objects.get().kind) == (0, "badly-worded")
    assert shown(beijing.aldora, beijing.consultation) != statement


@pytest.mark.django_db(transaction=True)
def test_votes_ask_once_for_a_map_and_the_worker_draws_it(beijing: House) -> None:
    answer_all(beijing, "aldora", "belmara", "corvia")
    asked = DBTaskResult.objects.count()

    queued.tasks()

    snapshot = queries.snapshot(beijing.consultation)
    assert asked == 1
    assert snapshot is not None
    assert snapshot.votes == 24


def test_a_rejected_statement_counts_no_more(beijing: House) -> None:
    answer_all(beijing, "aldora", "belmara", "corvia")
    beijing.consultation.statements.filter(number=8).update(state="rejected")

    snapshot = take_snapshot(beijing.consultation)

    assert snapshot is not None
    content = json.loads(snapshot.packet)
    assert (content["input"]["statements"], content["input"]["withdrawn"], snapshot.votes) == (7, 1, 21)
