"""The sequencer: gives committed acts their place in the log, one batch at a time."""

import json
import logging
import threading
from collections import defaultdict

import rfc8785
from django.db import DatabaseError, connection, transaction

from nadwa import clock
from nadwa.record.merkle import Frontier
from nadwa.record.models import Act, Checkpoint, Log
from nadwa.record.signer import RecordBroken, Signer

BATCH = 1000
PAUSE_SECONDS = 0.02
PAUSE_AFTER_FAILURE_SECONDS = 1.0
LOCK = 0x4E616477
LIVE_CHANNEL = "nadwa_live"
NOTIFY_LIMIT = 7000

logger = logging.getLogger(__name__)


def leaf(act: Act, origin: str, index: int) -> bytes:
    """The bytes that stand in the log for an act (design §5)."""
    at = act.at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    return rfc8785.dumps({"v": 1, "log": origin, "i": index, "t": at, "kind": act.kind, "body": act.body})


def sequence(signer: Signer) -> int:
    """Give every committed act an index, a leaf and a checkpoint over it; the number of acts placed."""
    with transaction.atomic():
        waiting: dict[int, list[Act]] = defaultdict(list)
        for act in Act.objects.filter(index=None, log__alarm="").order_by("id")[:BATCH]:
            waiting[act.log_id].append(act)
        logs = Log.objects.select_for_update(no_key=True).filter(pk__in=waiting).order_by("pk")
        kept = [(log.origin, _append(signer, log, waiting[log.pk])) for log in logs]
        _notify([act for log_acts in waiting.values() for act in log_acts])
    for origin, frontier in kept:
        signer.keep(origin, frontier)
    return sum(len(acts) for acts in waiting.values())


def _append(signer: Signer, log: Log, acts: list[Act]) -> Frontier:
    if not signer.knows(log.origin):
        try:
            signer.load(log.origin, stored_leaves(log))
        except RecordBroken as broken:
            raise _Alarm(log, str(broken)) from broken
    start = signer.frontiers[log.origin].size
    for index, act in enumerate(acts, start):
        act.index, act.leaf = index, leaf(act, log.origin, index)
    Act.objects.bulk_update(acts, ["index", "leaf"])
    frontier, note = signer.propose(log.origin, [bytes(act.leaf or b"") for act in acts])
    Checkpoint.objects.create(log=log, size=frontier.size, root=frontier.root(), note=note, at=clock.now())
    return frontier


class _Alarm(Exception):
    def __init__(self, log: Log, reason: str) -> None:
        super().__init__(reason)
        self.log, self.reason = log, reason


def stored_leaves(log: Log) -> list[bytes]:
    rows = Act.objects.filter(log=log, index__isnull=False).order_by("index").values_list("index", "leaf")
    leaves = []
    for expected, (index, stored) in enumerate(rows.iterator()):
        if index != expected:
            break
        leaves.append(bytes(stored or b""))
    return leaves


def _notify(acts: list[Act]) -> None:
    """Tell the hubs what changed. Only the sequencer notifies: NOTIFY would serialise all writers."""
    topics = sorted({topic for act in acts for topic in act.topics})
    with connection.cursor() as cursor:
        while topics:
            batch: list[str] = []
            while topics and len(json.dumps([*batch, topics[-1]])) < NOTIFY_LIMIT:
                batch.append(topics.pop())
            cursor.execute("select pg_notify(%s, %s)", [LIVE_CHANNEL, json.dumps(batch)])


def run(signer: Signer, stop: threading.Event) -> None:
    """Sequence until told to stop; at most one sequencer of an installation is at work at a time."""
    leading = False
    while not stop.is_set():
        try:
            if not leading and _take_lead():
                leading = True
                signer.frontiers.clear()
            placed = sequence(signer) if leading else 0
        except _Alarm as alarm:
            logger.error("the record is broken: %s", alarm.reason)
            Log.objects.filter(pk=alarm.log.pk).update(alarm=alarm.reason)
            continue
        except DatabaseError as error:
            logger.error("the sequencer lost the database, trying again: %s", error)
            connection.close()
            leading = False
            signer.frontiers.clear()
            stop.wait(PAUSE_AFTER_FAILURE_SECONDS)
            continue
        if not placed:
            stop.wait(PAUSE_SECONDS)
    connection.close()


def _take_lead() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_lock(%s)", [LOCK])
        row = cursor.fetchone()
    return bool(row and row[0])
