"""The record of an edition as one file that anybody can verify."""

import io
import zipfile
from hashlib import sha256
from pathlib import Path

import rfc8785

from nadwa.record.models import Act, Checkpoint, Log, Packet


class NothingSigned(Exception):
    """The log has no checkpoint yet."""


def bundle(log: Log) -> bytes:
    """The zip archive described in docs/record.md. Raises NothingSigned for a log without a checkpoint."""
    checkpoint = Checkpoint.objects.filter(log=log).order_by("-size").first()
    if checkpoint is None:
        raise NothingSigned(log.origin)
    acts = Act.objects.filter(log=log, index__lt=checkpoint.size).order_by("index")
    keys = log.signing_keys.filter(since__lte=checkpoint.size).order_by("since")
    members = {
        "leaves.jsonl": b"".join(bytes(leaf or b"") + b"\n" for leaf in acts.values_list("leaf", flat=True)),
        "checkpoint": checkpoint.note.encode(),
        "key.vkey": b"".join(vkey.encode() + b"\n" for vkey in keys.values_list("vkey", flat=True)),
    }
    changes = keys.exclude(since=0).values("since")
    for at_change in Checkpoint.objects.filter(log=log, size__in=changes):
        members[f"checkpoints/{at_change.size}"] = at_change.note.encode()
    named = [body["packet"] for body in acts.values_list("body", flat=True) if "packet" in body]
    for packet in Packet.objects.filter(sha256__in=named):
        members[f"packets/{packet.sha256}.json"] = bytes(packet.content)
    listed = {name: sha256(content).hexdigest() for name, content in members.items()}
    members["manifest.json"] = rfc8785.dumps({"format": "nadwa-record/1", "sha256": listed})
    return _zipped(members)


def _zipped(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(members):
            archive.writestr(zipfile.ZipInfo(name), members[name], zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def verifier() -> bytes:
    """The source of the stand-alone verifier, for download."""
    return (Path(__file__).parent / "nadwa_verify.py").read_bytes()
