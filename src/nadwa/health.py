"""Whether the platform is well: a page for load balancers, one about the record, and figures for Prometheus."""

from collections.abc import Iterator
from datetime import datetime
from hmac import compare_digest

from django.conf import settings
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

from nadwa import clock, duties, queued, tables
from nadwa.mail import queries as mail
from nadwa.record import queries as record
from nadwa.rooms import duties as every_duty
from nadwa.web.access import rule

UNPLACED_SECONDS = 5
UNDONE_SECONDS = 900


class Figures:
    """Read from the database when they are asked for, so that any process may answer for all."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        yield _gauge("acts", "Acts that stand in the logs.", record.placed_acts())
        yield _gauge("acts_unplaced", "Acts that wait for the sequencer.", record.unplaced_acts())
        yield _gauge("acts_unplaced_seconds", "How long the oldest of them waits.", record.longest_wait())
        yield _gauge("logs_alarmed", "Logs that are not what was signed.", len(record.alarmed()))
        yield _gauge("mails_waiting", "Mails that have not left yet.", mail.unsent())
        yield _gauge("mails_failing", "Those of them that have been tried in vain.", mail.failing())
        yield _gauge("database_bytes", "Size of the database.", _database_bytes())


def _gauge(name: str, what: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"nadwa_{name}", what, value)


def _database_bytes() -> int:
    with connection.cursor() as cursor:
        cursor.execute("select pg_database_size(current_database())")
        [size] = cursor.fetchone() or [0]
    return int(size)


@rule("health.ask", signed_in=False)
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """Whether this process can serve, for load balancers: 200 while it reaches a database with all tables, else 503.
    What is wrong with the record is wrong on every node, and takes none of them away."""
    serves = tables.are_of_this_version()
    return _told({"serves": serves}, holds=serves)


@rule("health.ask", signed_in=False)
@require_safe
def record_health(request: HttpRequest) -> HttpResponse:
    """Whether the record is whole and goes on, for people: 200 while acts get their place and no log is alarmed."""
    waits, alarmed = record.longest_wait(), len(record.alarmed())
    well = waits < UNPLACED_SECONDS and not alarmed
    return _told({"well": well, "oldest_unplaced_act_seconds": round(waits, 1), "alarmed_logs": alarmed}, holds=well)


@rule("health.ask", signed_in=False)
@require_safe
def duties_health(request: HttpRequest) -> HttpResponse:
    """Whether what the platform does by itself gets done, for people: 200 while each duty has succeeded lately, and no
    task of the queue has failed lately."""
    last = {duties.name_of(duty): duties.last_success(duty) for duty in (*every_duty(), queued.tasks)}
    ages = {name: None if at is None else _seconds_since(at) for name, at in last.items()}
    failures = {name: _seconds_since(at) for name, at in queued.last_failures().items()}
    well = all(age is not None and age < UNDONE_SECONDS for age in ages.values())
    well = well and all(age >= UNDONE_SECONDS for age in failures.values())
    told = {"well": well, "seconds_since_last_success": ages, "seconds_since_task_failed": failures}
    return _told(told, holds=well)


def _seconds_since(at: datetime) -> int:
    return int((clock.now() - at).total_seconds())


def _told(state: dict[str, object], *, holds: bool) -> HttpResponse:
    return JsonResponse(state, status=200 if holds else 503, headers={"Cache-Control": "no-store"})


@rule("health.ask", signed_in=False)
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """For whoever has the token of NADWA_METRICS_TOKEN; without it there is no such page."""
    told = request.headers.get("Authorization", "").encode()
    if not settings.METRICS_TOKEN or not compare_digest(told, f"Bearer {settings.METRICS_TOKEN}".encode()):
        raise Http404
    registry = CollectorRegistry()
    registry.register(Figures())
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_PLAIN_0_0_4)
