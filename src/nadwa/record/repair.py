"""Bringing back acts that a log has lost, from a bundle that somebody has kept."""

import json
from base64 import b64decode
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.db.models import F

from nadwa.acts.record import KeyChanged
from nadwa.record import nadwa_verify
from nadwa.record.models import Act, Checkpoint, Log, Packet, SigningKey
from nadwa.record.sequencer import stored_leaves
from nadwa.record.signer import RecordBroken, Signer


class NotRepaired(Exception):
    """The bundle cannot make the log whole; the message is one line for the person at the terminal."""


def repair(path: Path, signer: Signer) -> list[Act]:
    """Append to a log what the bundle has beyond it, if that makes it the log that was signed; gives what was lost.

    The acts come back to the record; what they did on the platform has to be done again by hand.
    """
    try:
        nadwa_verify.verify(path)  # type: ignore[no-untyped-call]
    except nadwa_verify.Failed as failed:
        raise NotRepaired(f"{path}: check {failed.number} of the verifier failed: {failed}") from failed
    members = nadwa_verify.read_members(path)  # type: ignore[no-untyped-call]
    keys = members["key.vkey"].decode().splitlines()
    leaves = members["leaves.jsonl"].split(b"\n")[:-1]
    origin = keys[0].split("+")[0]
    log = Log.objects.filter(origin=origin).first()
    if log is None or not set(keys) & set(signer.verifier_keys(origin)):
        raise NotRepaired(f"{path}: its log {origin} is not signed here")
    stored = stored_leaves(log)
    if stored != leaves[: len(stored)]:
        raise NotRepaired(f"{path}: the database has acts of {origin} that the bundle has not")
    try:
        signer.load(origin, leaves)
    except RecordBroken as broken:
        raise NotRepaired(f"{path} is not enough: {broken}") from broken
    return _brought_back(log, members, keys, leaves[len(stored) :], len(stored))


@transaction.atomic
def _brought_back(log: Log, members: dict[str, bytes], keys: list[str], lost: list[bytes], start: int) -> list[Act]:
    acts = [_act(log, index, leaf) for index, leaf in enumerate(lost, start)]
    Act.objects.bulk_create(acts)
    for name, content in members.items():
        if name.startswith("checkpoints/"):
            _keep_checkpoint(log, content.decode())
        if name.startswith("packets/"):
            Packet.objects.get_or_create(sha256=name[8:-5], defaults={"content": content})
    _keep_checkpoint(log, members["checkpoint"].decode())
    changes = Act.objects.filter(log=log, kind=KeyChanged.KIND.name, index__isnull=False).order_by("index")
    sinces = [0, *changes.values_list(F("index") + 1, flat=True)]
    for since, vkey in zip(sinces, keys, strict=True):
        SigningKey.objects.get_or_create(log=log, since=since, defaults={"vkey": vkey})
    Log.objects.filter(pk=log.pk).update(alarm="")
    return acts


def _act(log: Log, index: int, leaf: bytes) -> Act:
    said = json.loads(leaf)
    at = datetime.fromisoformat(said["t"])
    return Act(log=log, index=index, leaf=leaf, kind=said["kind"], facts=said["body"], at=at)


def _keep_checkpoint(log: Log, note: str) -> None:
    _, size, root = note.split("\n")[:3]
    latest = Act.objects.filter(log=log, index=int(size) - 1).get()
    values = {"root": b64decode(root), "note": note, "at": latest.at}
    Checkpoint.objects.get_or_create(log=log, size=int(size), defaults=values)
