"""The signer: holds the key, extends its own copy of the tree, and refuses what does not extend it."""

import os
import tempfile
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from nadwa.record import notes
from nadwa.record.merkle import Frontier


class RecordBroken(Exception):
    """What is stored is not what was signed; nothing more is signed until a person has looked."""


class Signer:
    """Signs checkpoints of logs, in a folder of its own with its key and the last checkpoint it gave of each."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.key = self._load_or_make_key()
        self.frontiers: dict[str, Frontier] = {}

    def verifier_key(self, origin: str) -> str:
        return notes.verifier_key(origin, self.key.public_key())

    def knows(self, origin: str) -> bool:
        return origin in self.frontiers

    def load(self, origin: str, leaves: list[bytes]) -> None:
        """Rebuild the tree of a log from its stored leaves; RecordBroken if it contradicts the last signature."""
        remembered = self._remembered(origin)
        if remembered:
            size, root = remembered
            if len(leaves) < size or Frontier().extended(leaves[:size]).root() != root:
                raise RecordBroken(f"{origin}: the stored leaves do not extend the checkpoint signed at size {size}")
        self.frontiers[origin] = Frontier().extended(leaves)

    def propose(self, origin: str, leaves: list[bytes]) -> tuple[Frontier, str]:
        """The tree with `leaves` appended and its signed checkpoint; nothing is remembered before `keep`."""
        frontier = self.frontiers[origin].extended(leaves)
        text = notes.checkpoint_text(origin, frontier.size, frontier.root())
        return frontier, notes.signed(text, origin, self.key)

    def keep(self, origin: str, frontier: Frontier) -> None:
        """Remember a checkpoint once it is committed."""
        self.frontiers[origin] = frontier
        _replace(self._memory(origin), f"{frontier.size} {frontier.root().hex()}\n".encode())

    def _memory(self, origin: str) -> Path:
        return self.folder / f"{file_of(origin)}.last"

    def _remembered(self, origin: str) -> tuple[int, bytes] | None:
        try:
            size, root = self._memory(origin).read_text().split()
        except FileNotFoundError:
            return None
        return int(size), bytes.fromhex(root)

    def _load_or_make_key(self) -> Ed25519PrivateKey:
        path = self.folder / "record.key"
        if not path.exists():
            _replace(path, Ed25519PrivateKey.generate().private_bytes_raw())
        return Ed25519PrivateKey.from_private_bytes(path.read_bytes())


def file_of(origin: str) -> str:
    """A log's origin as the name of a file."""
    return origin.replace("/", "_").replace(":", "_")


def _replace(path: Path, content: bytes) -> None:
    """Write a file so that a crash leaves either the old or the new content."""
    handle, temporary = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    Path(temporary).replace(path)
