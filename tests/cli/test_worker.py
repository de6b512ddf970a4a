"""What the platform does by itself, and what monitoring is told of it."""

import os
import signal
import subprocess
import sys
import threading
import time as real_time
from collections.abc import Callable, Iterator
from datetime import timedelta

import psycopg
import pytest
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from nadwa import clock, duties, queued, rooms
from tests.conftest import Clock
from tests.forms import Client
from tests.sites import NADWA, Site

WITHIN_SECONDS = 20
STARTS_WITHIN_SECONDS = 180
A_TASK_ON_THE_QUEUE = """
import sys
from nadwa.cli.platform import platform

with platform():
    from nadwa.consultations.models import SessionStudy
    from patience import wait

    SessionStudy.objects.get_or_create(session=1, states=[], roll_calls=[])
    wait.enqueue(float(sys.argv[1]))
    wait.enqueue(0)
"""
PATIENCE = """
import time
from django_tasks import task

@task()
def wait(seconds):
    time.sleep(seconds)
"""


@task()
def cannot_be_done() -> None:
    raise ValueError("a map of nobody")


def breaks() -> None:
    raise ValueError("a document that cannot be written")


def every_duty_is_done() -> None:
    """With nothing to do, which is not what is looked at here."""
    for duty in (*rooms.duties(), queued.tasks):

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
        duties.name_of(one): 60 for one in (*rooms.duties(), queued.tasks)
    }


def test_a_duty_that_was_not_done_for_long_is_not_well(db: None, time: Clock) -> None:
    never = Client().get("/health/duties/")
    every_duty_is_done()
    time.advance(timedelta(hours=1).total_seconds())

    assert (never.status_code, Client().get("/health/duties/").status_code) == (503, 503)


@pytest.mark.django_db(transaction=True)
def test_monitoring_is_told_when_a_task_of_the_queue_last_failed(time: Clock, caplog: pytest.LogCaptureFixture) -> None:
    every_duty_is_done()
    cannot_be_done.enqueue()
    duties.attempt(queued.tasks)
    DBTaskResult.objects.update(finished_at=clock.now())
    time.advance(60)

    soon = Client().get("/health/duties/")
    time.advance(timedelta(hours=1).total_seconds())
    duties._noted.clear()
    every_duty_is_done()
    later = Client().get("/health/duties/")

    assert (soon.status_code, later.status_code) == (503, 200)
    assert soon.json()["seconds_since_task_failed"] == {"cannot-be-done": 60}
    assert soon.json()["seconds_since_last_success"]["tasks"] == 60
    assert [line.levelname for line in caplog.records if "cannot_be_done" in line.getMessage()] == ["ERROR"]


@pytest.fixture(scope="module")
def site(new_site: Callable[[str], Site], tmp_path_factory: pytest.TempPathFactory) -> Site:
    """An installation in which nothing is served, and a task that takes as long as it is told."""
    folder = tmp_path_factory.mktemp("patience")
    (folder / "patience.py").write_text(PATIENCE)
    made = new_site("worker")
    made.environment |= {"PYTHONPATH": str(folder)}
    return made


@pytest.fixture
def at_work(site: Site) -> Iterator[Callable[..., "subprocess.Popen[bytes]"]]:
    """Start a worker that has begun with a task of so many seconds, behind which another waits."""
    started = []

    def begun(seconds: float, *command: str) -> "subprocess.Popen[bytes]":
        queue = [sys.executable, "-c", A_TASK_ON_THE_QUEUE, str(seconds)]
        subprocess.run(queue, env=site.environment, check=True, timeout=STARTS_WITHIN_SECONDS)
        started.append(subprocess.Popen(command or [*NADWA, "worker"], env=site.environment))
        wait_until(lambda: "RUNNING" in statuses(site), STARTS_WITHIN_SECONDS)
        return started[0]

    yield begun
    for one in started:
        one.kill()
        one.wait()
    statuses(site, "delete from django_tasks_database_dbtaskresult returning status")


def statuses(site: Site, query: str = "select status from django_tasks_database_dbtaskresult") -> list[str]:
    """Of all tasks of the queue, in the order of the alphabet."""
    with psycopg.connect(site.environment["DATABASE_URL"], autocommit=True) as connection:
        return sorted(status for (status,) in connection.execute(query).fetchall())


def wait_until(holds: Callable[[], bool], seconds: float = WITHIN_SECONDS) -> None:
    ends = real_time.monotonic() + seconds
    while not holds():
        assert real_time.monotonic() < ends
        real_time.sleep(0.2)


@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT])
def test_a_worker_that_is_told_to_end_ends_after_the_task_under_way(
    site: Site, at_work: Callable[..., "subprocess.Popen[bytes]"], told: int
) -> None:
    worker = at_work(3)

    os.kill(worker.pid, told)

    assert worker.wait(WITHIN_SECONDS) == 0
    assert statuses(site) == ["READY", "SUCCESSFUL"]


def test_a_task_that_takes_too_long_ends_with_the_worker_and_waits_for_the_next(
    site: Site, at_work: Callable[..., "subprocess.Popen[bytes]"]
) -> None:
    worker = at_work(10 * queued.LAST_TASK_SECONDS)
    begun = real_time.monotonic()

    worker.terminate()

    assert worker.wait(queued.LAST_TASK_SECONDS + WITHIN_SECONDS) == 0
    assert real_time.monotonic() - begun >= queued.LAST_TASK_SECONDS - 1
    assert statuses(site) == ["READY", "READY"]


def test_a_worker_whose_parent_is_killed_leaves_its_task_to_the_next(
    site: Site, at_work: Callable[..., "subprocess.Popen[bytes]"]
) -> None:
    worker = [*NADWA, "worker", "--while-parent-lives"]
    parent = at_work(10 * queued.LAST_TASK_SECONDS, sys.executable, "-c", f"import subprocess as s; s.run({worker!r})")

    parent.kill()

    wait_until(lambda: statuses(site) == ["READY", "READY"])
