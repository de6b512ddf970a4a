"""What monitoring is told, and what stands in the logs of services."""

import json
import logging
import subprocess
import sys
from collections.abc import Callable

import httpx
import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import RequestFactory

from nadwa.demo.serving import NADWA, wait_for
from nadwa.logs import Formatter
from nadwa.record.models import Log
from tests.conftest import Clock
from tests.factories import House, sitting
from tests.forms import Client
from tests.sites import Site

TOKEN = {"Authorization": "Bearer watch"}


@pytest.mark.parametrize(("placed", "status"), [(True, 200), (False, 503)])
def test_the_record_is_well_while_acts_get_their_place(
    beijing: House, sequenced: Callable[[], int], time: Clock, placed: bool, status: int
) -> None:
    sitting(beijing)
    if placed:
        sequenced()
    time.advance(6)

    assert Client().get("/health/record/").status_code == status


def test_a_log_that_is_not_whole_is_not_well(beijing: House, sequenced: Callable[[], int]) -> None:
    sitting(beijing)
    sequenced()
    Log.objects.update(alarm="the stored leaves do not extend the checkpoint")

    answer = Client().get("/health/record/")

    assert (answer.status_code, answer.json()["alarmed_logs"]) == (503, Log.objects.count())


def test_what_is_wrong_with_the_record_takes_no_process_away(beijing: House, time: Clock) -> None:
    """A fault that all nodes share would take all of them from the load balancer."""
    sitting(beijing)
    Log.objects.update(alarm="the stored leaves do not extend the checkpoint")
    time.advance(3600)

    answer = Client().get("/health/")

    assert (answer.status_code, answer.json()) == (200, {"serves": True})


def test_a_process_whose_tables_are_not_all_there_does_not_serve(db: None) -> None:
    MigrationRecorder.Migration.objects.filter(app="record").latest("id").delete()

    assert Client().get("/health/").status_code == 503


def test_a_process_before_tables_of_a_later_version_serves(db: None) -> None:
    """Else the first process of an upgrade would take away all others."""
    MigrationRecorder(connection).record_applied("record", "9999_later")

    assert Client().get("/health/").status_code == 200


def test_a_process_of_streams_alone_says_that_it_serves_and_has_no_other_page(new_site: Callable[[str], Site]) -> None:
    site = new_site("streams")
    live = subprocess.Popen([*NADWA, "live", "--port", str(site.port)], env=site.environment)
    try:
        wait_for(site.address)
        said = {path: httpx.get(site.address + path).status_code for path in ("/health/", "/health/record/", "/en/")}
    finally:
        live.terminate()
        live.wait(30)

    assert said == {"/health/": 200, "/health/record/": 503, "/en/": 503}


def test_figures_are_for_those_with_the_token(beijing: House, sequenced: Callable[[], int], settings: object) -> None:
    settings.METRICS_TOKEN = "watch"  # type: ignore[attr-defined]
    sitting(beijing)
    placed = sequenced()

    told = Client(headers=TOKEN).get("/metrics/").content.decode()

    assert f"nadwa_acts {placed}.0" in told
    assert "nadwa_logs_alarmed 0.0" in told
    assert "nadwa_acts" not in Client().get("/metrics/", follow=True).content.decode()


def test_without_a_token_in_the_settings_nobody_gets_figures(beijing: House) -> None:
    assert Client(headers={"Authorization": "Bearer "}).get("/metrics/").status_code == 302


def logged(message: str, **more: object) -> dict[str, object]:
    record = logging.LogRecord("django.request", logging.ERROR, __file__, 1, message, (), None)
    vars(record).update(more)
    entry: dict[str, object] = json.loads(Formatter().format(record))
    return entry


def test_the_address_of_a_request_is_not_logged() -> None:
    request = RequestFactory().get("/en/account/enrol/MQ/abc-secret/")

    entry = logged("Not Found: /en/account/enrol/MQ/abc-secret/", request=request, status_code=404)

    assert (entry["status"], "secret" in json.dumps(entry)) == (404, False)


def test_of_an_exception_its_type_and_place_are_logged_and_not_its_words() -> None:
    try:
        raise ValueError("Leyla Quvarenda")
    except ValueError:
        entry = logged("failed", exc_info=sys.exc_info())

    assert (entry["exception"], "Leyla" in json.dumps(entry)) == ("ValueError", False)
    assert "test_health.py" in str(entry["at"])
