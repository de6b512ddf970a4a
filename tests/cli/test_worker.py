"""What the platform does by itself, and what monitoring is told of it."""

import threading
from datetime import timedelta

import pytest

from nadwa import duties, rooms
from tests.conftest import Clock
from tests.forms import Client

WITHIN_SECONDS = 20


def breaks() -> None:
    raise ValueError("a document that cannot be written")


def every_duty_is_done() -> None:
    """With nothing to do, which is not what is looked at here."""
    for duty in (*rooms.duties(), duties.tasks):

        def done() -> None:
            pass

        done.__name__ = duty.__name__
        duties.attempt(done)


@pytest.fixture(autouse=True)
def nothing_noted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(duties, "_noted", {})


@pytest.mark.django_db(transaction=True)
def test_a_duty_that_fails_is_tried_again_and_ends_nothing() -> None:
    duties.attempt(breaks)
    duties.attempt(breaks)

    assert duties.last_success(breaks) is None


@pytest.mark.django_db(transaction=True)
def test_a_duty_that_is_slow_keeps_no_other_back() -> None:
    begun, over, went_on = threading.Event(), threading.Event(), threading.Event()

    def slow() -> None:
        begun.set()
        over.wait(WITHIN_SECONDS)

    def other() -> None:
        if begun.is_set():
            went_on.set()

    stop = threading.Event()
    threads = duties.attend_to([slow, breaks, other], stop)
    try:
        assert went_on.wait(WITHIN_SECONDS)
    finally:
        stop.set()
        over.set()
        for thread in threads:
            thread.join(WITHIN_SECONDS)


def test_monitoring_is_told_when_each_duty_was_last_done(db: None, time: Clock) -> None:
    every_duty_is_done()
    time.advance(60)

    answer = Client().get("/health/duties/")

    assert answer.status_code == 200
    assert answer.json()["seconds_since_last_success"] == {
        duties.name_of(one): 60 for one in (*rooms.duties(), duties.tasks)
    }


def test_a_duty_that_was_not_done_for_long_is_not_well(db: None, time: Clock) -> None:
    never = Client().get("/health/duties/")
    every_duty_is_done()
    time.advance(timedelta(hours=1).total_seconds())

    assert (never.status_code, Client().get("/health/duties/").status_code) == (503, 503)
