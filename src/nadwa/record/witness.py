"""A witness: keeps the last checkpoint it has seen of a log, and cosigns only what extends it (C2SP tlog-cosignature).

Whoever runs one needs neither an account nor the platform's word: the whole record is fetched and checked.
"""

import struct
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from nadwa.record import nadwa_verify
from nadwa.record.signer import file_of, is_of, replace

COSIGNATURE = b"\x04"


class Contradiction(Exception):
    """What is shown now does not extend what was shown before; the message names the evidence."""


class Witness:
    """In a folder of its own: its key, the first key it saw of each log, and the last checkpoint it cosigned."""

    def __init__(self, folder: Path, name: str) -> None:
        self.folder, self.name = folder, name
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = folder / "witness.key"
        if not path.exists():
            replace(path, Ed25519PrivateKey.generate().private_bytes_raw())
        self.key = Ed25519PrivateKey.from_private_bytes(path.read_bytes())

    def verifier_key(self) -> str:
        public = COSIGNATURE + self.key.public_key().public_bytes_raw()
        return f"{self.name}+{self._key_id().hex()}+{b64encode(public).decode()}"

    def look(self, bundle: Path, now: int) -> str:
        """Check a bundle against what was seen before and cosign its checkpoint; `now` in Unix seconds.

        Gives the cosigned note, which is also kept. Contradiction: it is another history; both are kept as evidence.
        """
        try:
            members = nadwa_verify.read_members(bundle)  # type: ignore[no-untyped-call]
            [first, *_] = members["key.vkey"].decode().splitlines()
            origin = first.split("+")[0]
            kept, pinned = (file_of(origin, self.folder, ending) for ending in (".checkpoint", ".vkey"))
            if any(path.exists() and not is_of(origin, path) for path in (kept, pinned)):
                raise ValueError(f"what was seen of {origin} before is to stand in {kept}, which is of another log")
            nadwa_verify.verify(bundle, [kept.read_bytes()] if kept.exists() else [])  # type: ignore[no-untyped-call]
            if pinned.exists() and pinned.read_text().strip() != first:
                raise ValueError("the log began with another key than the one seen first")
        except (nadwa_verify.Failed, KeyError, ValueError) as failed:
            evidence = self.folder / f"evidence-{now}.zip"
            replace(evidence, bundle.read_bytes())
            raise Contradiction(f"{failed}. What was shown is kept in {evidence}") from failed
        note = self._cosigned(members["checkpoint"].decode(), now)
        replace(pinned, f"{first}\n".encode())
        replace(kept, note.encode())
        return note

    def _cosigned(self, note: str, now: int) -> str:
        text = note.partition("\n\n")[0] + "\n"
        signature = self.key.sign(f"cosignature/v1\ntime {now}\n{text}".encode())
        line = b64encode(self._key_id() + struct.pack(">Q", now) + signature).decode()
        return f"{note}\u2014 {self.name} {line}\n"

    def _key_id(self) -> bytes:
        public = self.key.public_key().public_bytes_raw()
        return sha256(self.name.encode() + b"\n" + COSIGNATURE + public).digest()[:4]


def contradiction(first: bytes, second: bytes, verifier_keys: bytes) -> str:
    """What two checkpoints of one log, both validly signed, say against one another; empty if they may both be true.

    Of different sizes they can only be compared with the record at hand: nadwa_verify.py, --checkpoint twice.
    """
    keys = nadwa_verify.check_keys(verifier_keys)  # type: ignore[no-untyped-call]
    seen = [nadwa_verify.check_checkpoint(9, note, keys) for note in (first, second)]  # type: ignore[no-untyped-call]
    (size, root, _), (other_size, other_root, _) = seen
    if size == other_size and root != other_root:
        return f"two different records of {size} acts are signed with the same key: the log was forked"
    return ""
