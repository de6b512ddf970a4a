"""What monitoring is told, and what stands in the logs of services."""

import json
import logging
import sys
from collections.abc import Callable

import pytest
from django.test import RequestFactory

from nadwa.logs import Formatter
from nadwa.record.models import Log
from tests.factories import House, sitting
from tests.forms import Client

TOKEN = {"Authorization": "Bearer watch"}


@pytest.mark.parametrize(("placed", "status"), [(True, 200), (False, 503)])
def test_the_platform_is_well_while_acts_get_their_place(
    beijing: House, sequenced: Callable[[], int], time: object, placed: bool, status: int
) -> None:
    sitting(beijing)
    if placed:
        sequenced()
    time.advance(6)  # type: ignore[attr-defined]

    assert Client().get("/health/").status_code == status


def test_a_log_that_is_not_whole_is_not_well(beijing: House, sequenced: Callable[[], int]) -> None:
    sitting(beijing)
    sequenced()
    Log.objects.update(alarm="the stored leaves do not extend the checkpoint")

    answer = Client().get("/health/")

    assert (answer.status_code, answer.json()["alarmed_logs"]) == (503, Log.objects.count())


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
