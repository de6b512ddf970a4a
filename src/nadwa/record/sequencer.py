"""The sequencer: gives committed acts their place in the log, one batch at a time."""

import logging
import threading
from collections import defaultdict

import rfc8785
from django.conf import settings
from django.db import DatabaseError, connection, transaction

from nadwa import clock
from nadwa.acts.facts import Audience
from nadwa.acts.record import KeyChanged
from nadwa.record.merkle import Frontier
from nadwa.record.models import Act, Checkpoint, Log, SigningKey
from nadwa.record.notices import publish
from nadwa.record.signer import RecordBroken, Signer

BATCH = 1000
PAUSE_SECONDS = 0.02
PAUSE_AFTER_FAILURE_SECONDS = 1.0
LOCK = 0x4E616477

logger = logging.getLogger(__name__)


def leaf(act: Act, origin: str, index: int) -> bytes:
    """The bytes that stand in the log for an act."""
    at = act.at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    return rfc8785.dumps({"v": 1, "log": origin, "i": index, "t": at, "kind": act.kind, "body": act.facts})


def sequence(signer: Signer) -> int:
    """Give every committed act an index, a leaf and a checkpoint over it; the number of acts placed."""
    with transaction.atomic():
        waiting: dict[int, list[Act]] = defaultdict(list)
        for act in Act.objects.filter(index=None, log__alarm="").order_by("id")[:BATCH]:
            waiting[act.log_id].append(act)
        logs = Log.objects.select_for_update(no_key=True).filter(pk__in=waiting).order_by("pk")
        batches = [(log, _under_one_key(waiting[log.pk])) for log in logs]
        kept = [(log.origin, _append(signer, log, acts)) for log, acts in batches]
        # No command publishes by itself: NOTIFY would serialise all writers.
        publish({topic for _, acts in batches for act in acts for topic in act.topics})
    for origin, frontier in kept:
        signer.keep(origin, frontier)
    return sum(len(acts) for _, acts in batches)


def _under_one_key(acts: list[Act]) -> list[Act]:
    """The first of them, up to one that changes the key: what comes after is for the new key to sign."""
    changes = [number for number, act in enumerate(acts, 1) if act.kind == KeyChanged.KIND.name]
    return acts[: changes[0]] if changes else acts


def _append(signer: Signer, log: Log, acts: list[Act]) -> Frontier:
    try:
        if not signer.knows(log.origin):
            signer.load(log.origin, stored_leaves(log))
        start = signer.frontiers[log.origin].size
        for index, act in enumerate(acts, start):
            act.index, act.leaf = index, leaf(act, log.origin, index)
        frontier, note = signer.propose(log.origin, [bytes(act.leaf or b"") for act in acts], _key_of(signer, log))
        _change_key(signer, log, acts[-1], frontier.size)
    except RecordBroken as broken:
        raise _Alarm(log, str(broken)) from broken
    Act.objects.bulk_update(acts, ["index", "leaf"])
    Checkpoint.objects.create(log=log, size=frontier.size, root=frontier.root(), note=note, at=clock.now())
    return frontier


def _key_of(signer: Signer, log: Log) -> str:
    """The key that signs this log now; a new log takes the newest there is. The first of a record is made here."""
    latest = log.signing_keys.order_by("since").last()
    if latest is None:
        require_own(signer)
        if not signer.verifier_keys(log.origin):
            signer.make_key()
        latest = SigningKey.objects.create(log=log, vkey=signer.verifier_keys(log.origin)[-1], since=0)
    return latest.vkey


def require_own(signer: Signer) -> None:
    """NotTheSigner unless every log that goes on does so with a key that is held here; of a record that has no key yet
    anybody may be the signer."""
    latest = SigningKey.objects.filter(log__alarm="").order_by("log", "-since").distinct("log").select_related("log")
    for key in latest:
        signer.require(key.log.origin, key.vkey)


def _change_key(signer: Signer, log: Log, last: Act, size: int) -> None:
    if last.kind == KeyChanged.KIND.name:
        verifier_key = KeyChanged.of(last).key
        signer.require(log.origin, verifier_key)
        SigningKey.objects.create(log=log, vkey=verifier_key, since=size)


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


def run(signer: Signer, stop: threading.Event) -> None:
    """Sequence until told to stop; at most one sequencer of an installation is at work at a time. NotTheSigner ends it
    at once, without a trace in the record."""
    try:
        _run(signer, stop)
    finally:
        connection.close()  # with it goes the lead


def _run(signer: Signer, stop: threading.Event) -> None:
    leading = False
    while not stop.is_set():
        try:
            if not leading and _take_lead():
                leading = True
                require_own(signer)
                signer.frontiers.clear()
                look(signer)
            placed = sequence(signer) if leading else 0  # busy or not, a pause gathers what comes into one batch
        except _Alarm as alarm:
            _raise_alarm(alarm.log, alarm.reason)
            continue
        except DatabaseError:
            logger.exception("the sequencer lost the database, trying again")
            connection.close()
            leading = False
            signer.frontiers.clear()
            stop.wait(PAUSE_AFTER_FAILURE_SECONDS)
            continue
        if placed < BATCH:
            stop.wait(PAUSE_SECONDS)


def look(signer: Signer) -> None:
    """Compare all that is stored with what was signed. A log that is not whole is read-only from then on."""
    for log in Log.objects.filter(alarm=""):
        try:
            signer.load(log.origin, stored_leaves(log))
        except RecordBroken as broken:
            _raise_alarm(log, str(broken))
    for origin in sorted(signer.origins() - set(Log.objects.values_list("origin", flat=True))):
        edition, _, audience = origin.removeprefix(f"{settings.RECORD_NAME}/").partition("/")
        log = Log.objects.create(origin=origin, edition=edition, audience=audience.replace("/", ":") or Audience.PUBLIC)
        _raise_alarm(log, f"{origin}: the log was signed and is not in the database")


def _raise_alarm(log: Log, reason: str) -> None:
    logger.error("the record is broken: %s", reason)
    Log.objects.filter(pk=log.pk).update(alarm=reason)


def _take_lead() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_lock(%s)", [LOCK])
        row = cursor.fetchone()
    return bool(row and row[0])
