"""The signer: holds the keys, extends its own copy of the tree, and refuses what does not extend it."""

import os
import re
import tempfile
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from nadwa.record import notes
from nadwa.record.merkle import Frontier


class RecordBroken(Exception):
    """What is stored is not what was signed; nothing more is signed until a person has looked."""


class NotTheSigner(Exception):
    """The record is signed with a key that is not held here. That says nothing against the record."""

    def __init__(self, folder: Path, named: str, held: Sequence[str]) -> None:
        have = f"in {folder} are {', '.join(held)}" if held else f"in {folder} is no key"
        super().__init__(
            f"I am not the signer of this record: it is signed with {_short(named)}, and {have}. Nothing was changed."
            " Copy the folder of keys from where the record has been signed (or from its backup) and name it in"
            " NADWA_KEYS, or stop this sequencer and leave the record to the one that has the key"
        )


def _short(verifier_key: str) -> str:
    """A key as people compare it: its log and its id."""
    return "+".join(verifier_key.split("+")[:2])


class Signer:
    """Signs checkpoints of logs, in a folder of its own with its keys and the last checkpoint it gave of each."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.frontiers: dict[str, Frontier] = {}
        self.keys: dict[str, Ed25519PrivateKey] = {}

    def make_key(self) -> None:
        """Make a key; logs go on with the one they have until an act on each names the new one."""
        path = self.folder / f"record-{len(self._files()) + 1}.key"
        replace(path, Ed25519PrivateKey.generate().private_bytes_raw())

    def verifier_keys(self, origin: str) -> list[str]:
        """The keys held, as a log of this origin names them, oldest first."""
        return [notes.verifier_key(origin, key.public_key()) for key in self._keys()]

    def _keys(self) -> list[Ed25519PrivateKey]:
        return [Ed25519PrivateKey.from_private_bytes(path.read_bytes()) for path in self._files()]

    def _files(self) -> list[Path]:
        return sorted(self.folder.glob("record*.key"), key=lambda path: (len(path.name), path.name))

    def _key(self, origin: str, verifier_key: str) -> Ed25519PrivateKey:
        if verifier_key not in self.keys:
            self.require(origin, verifier_key)
            self.keys |= dict(zip(self.verifier_keys(origin), self._keys(), strict=True))
        return self.keys[verifier_key]

    def require(self, origin: str, verifier_key: str) -> None:
        """NotTheSigner unless the key is held with which a log of this origin goes on."""
        held = self.verifier_keys(origin)
        if verifier_key not in held:
            raise NotTheSigner(self.folder, verifier_key, [_short(key) for key in held])

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

    def propose(self, origin: str, leaves: list[bytes], verifier_key: str) -> tuple[Frontier, str]:
        """The tree with `leaves` appended and its signed checkpoint; nothing is remembered before `keep`.

        Raises NotTheSigner for a key that is not held.
        """
        frontier = self.frontiers[origin].extended(leaves)
        text = notes.checkpoint_text(origin, frontier.size, frontier.root())
        return frontier, notes.signed(text, origin, self._key(origin, verifier_key))

    def keep(self, origin: str, frontier: Frontier) -> None:
        """Remember a checkpoint once it is committed."""
        self.frontiers[origin] = frontier
        replace(self._memory(origin), f"{frontier.size} {frontier.root().hex()} {origin}\n".encode())

    def origins(self) -> set[str]:
        """The logs of which a checkpoint has been signed."""
        return {origin for path in self.folder.glob("*.last") for origin in path.read_text().split()[2:]}

    def _memory(self, origin: str) -> Path:
        return file_of(origin, self.folder, ".last")

    def _remembered(self, origin: str) -> tuple[int, bytes] | None:
        path = self._memory(origin)
        if not path.exists():
            return None
        size, root, *named = path.read_text().split()
        if named != [origin]:
            raise RecordBroken(f"{origin}: what was signed last is to stand in {path}, which is of another log")
        return int(size), bytes.fromhex(root)


def file_of(origin: str, folder: Path, ending: str) -> Path:
    """Where something about a log is kept: no two logs have one file.

    They could, under the names that were given before; what is there is taken over by the log that it names.
    """
    path = folder / f"{quote(origin, safe='')}{ending}"
    before = folder / f"{origin.replace('/', '_').replace(':', '_')}{ending}"
    if not path.exists() and before.exists() and is_of(origin, before):
        before.replace(path)
    return path


def is_of(origin: str, path: Path) -> bool:
    """Whether what is kept there, a memory, checkpoint or key, says that it is about this log."""
    return origin in re.split(r"[\s+]+", path.read_text())[:3]


def replace(path: Path, content: bytes) -> None:
    """Write a file so that a crash leaves either the old or the new content."""
    handle, temporary = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    Path(temporary).replace(path)
