"""The record of an edition as one file that anybody can verify."""

import struct
import zlib
from hashlib import sha256
from pathlib import Path

import rfc8785

from nadwa.record.models import Act, Checkpoint, Log, Packet

# What every header of the archive begins with: signature, versions, flags, method and a date that says nothing
LOCAL = bytes.fromhex("504b0304 1400 0000 0800 0000 2100")
ENTRY = bytes.fromhex("504b0102 1403 1400 0000 0800 0000 2100")
END = bytes.fromhex("504b0506 0000 0000")
OWNER_MAY = 0o600 << 16


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
    named = [facts["packet"] for facts in acts.values_list("facts", flat=True) if "packet" in facts]
    for packet in Packet.objects.filter(sha256__in=named):
        members[f"packets/{packet.sha256}.json"] = bytes(packet.content)
    listed = {name: sha256(content).hexdigest() for name, content in members.items()}
    members["manifest.json"] = rfc8785.dumps({"format": "nadwa-record/1", "sha256": listed})
    return packed(members)


def packed(members: dict[str, bytes]) -> bytes:
    """The archive in the only form that the verifiers read: byte by byte as docs/record.md has it."""
    contents, directory = b"", b""
    for name, content in sorted(members.items()):
        deflated = _deflated(content)
        facts = struct.pack("<IIIHH", zlib.crc32(content), len(deflated), len(content), len(name), 0)
        directory += ENTRY + facts + struct.pack("<HHHII", 0, 0, 0, OWNER_MAY, len(contents)) + name.encode()
        contents += LOCAL + facts + name.encode() + deflated
    end = struct.pack("<HHIIH", len(members), len(members), len(directory), len(contents), 0)
    return contents + directory + END + end


def _deflated(content: bytes) -> bytes:
    stream = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return stream.compress(content) + stream.flush()


def schema() -> bytes:
    """What acts say, for the verifier and for other programs (`nadwa.acts`)."""
    return (Path(__file__).parent / "static" / "record" / "acts.schema.json").read_bytes()


def verifier() -> bytes:
    """The source of the stand-alone verifier, for download."""
    return (Path(__file__).parent / "nadwa_verify.py").read_bytes()
