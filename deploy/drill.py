"""Try a backup, its restoration elsewhere, a new key and a lost one: .venv/bin/python deploy/drill.py [ELSEWHERE]

On an installation of its own: in the empty database that DATABASE_URL names and, for the restoration, in the one at
ELSEWHERE, on another server; where these are not named, on servers of the wheel. Follows docs/operations.md, and prints
for each of its paragraphs whether it holds and how long it took, up to the first that does not; then it ends with 1.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

LOG = "lagoon"
ACT = f"""
from nadwa.cli.platform import platform
with platform():
    from django.conf import settings
    from django.db import transaction
    from nadwa.acts.by import By
    from nadwa.record.acts import log_for, append
    from nadwa.record.sequencer import sequence
    from nadwa.record.signer import Signer
    with transaction.atomic():
        append(log_for("{LOG}"), "programme.topic-entered", {{"title": "Lagoon"}}, By(None, "platform"))
    signer = Signer(settings.KEYS)
    while sequence(signer):
        pass
"""


class Fails(Exception):
    """What the book says does not hold."""


class Installation(NamedTuple):
    folder: Path
    address: str

    @property
    def keys(self) -> Path:
        return self.folder / "keys"

    def run(self, *words: object) -> "subprocess.CompletedProcess[str]":
        own = {"NADWA_VAR": str(self.folder), "NADWA_KEYS": str(self.keys), "NADWA_RECORD_NAME": "drill.example"}
        environment = os.environ | own | {"DATABASE_URL": self.address}
        command = [sys.executable, *map(str, words)]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    def do(self, *words: object) -> str:
        done = self.run(*words)
        if done.returncode:
            raise Fails(f"{' '.join(map(str, words[:4]))}: {(done.stdout + done.stderr).strip()}")
        return done.stdout

    def nadwa(self, *words: object) -> str:
        return self.do("-m", "nadwa", *words)

    def act(self) -> None:
        self.do("-c", ACT)

    def is_verified_with(self, acts: int) -> None:
        bundle = self.folder / "bundle.zip"
        bundle.unlink(missing_ok=True)
        self.nadwa("record", "export", LOG, "--out", bundle)
        verifier = str(files("nadwa") / "record" / "nadwa_verify.py")
        said = self.do("-I", "-S", verifier, bundle)
        if f"\n{acts} acts, " not in said:
            raise Fails(f"the record should have {acts} acts: {said}")


def main() -> int:
    elsewhere = sys.argv[1] if len(sys.argv) > 1 else ""
    with tempfile.TemporaryDirectory(prefix="nadwa-") as folder:
        place = Path(folder)
        place.chmod(0o711)
        one = Installation(place / "one", os.environ.get("DATABASE_URL", ""))
        other = Installation(place / "other", elsewhere)
        tried = {
            "backup": lambda: back_up(one, place),
            "restore elsewhere": lambda: restore(other, place),
            "key rotation": lambda: change_key(one, place),
            "key loss": lambda: lose_key(one, place),
        }
        return int(not all(holds(name, does) for name, does in tried.items()))


def holds(name: str, does: Callable[[], None]) -> bool:
    begun = time.monotonic()
    try:
        does()
    except Fails as failed:
        print(f"NO  {name}: {failed}")
        return False
    print(f"yes {name}: {time.monotonic() - begun:.0f} s")
    return True


def back_up(one: Installation, place: Path) -> None:
    one.act()
    one.nadwa("backup", place / "backup", "--keys", place / "backup-keys")


def restore(other: Installation, place: Path) -> None:
    other.nadwa("restore", place / "backup", "--keys", place / "backup-keys")
    other.act()
    other.is_verified_with(acts=2)


def change_key(one: Installation, place: Path) -> None:
    """The act that names the new key is one more; the new key is backed up."""
    one.nadwa("record", "new-key")
    one.act()
    one.is_verified_with(acts=3)
    one.nadwa("backup", place / "changed", "--keys", place / "changed-keys")


def lose_key(one: Installation, place: Path) -> None:
    """Without its keys nothing goes on; with a copy it does."""
    shutil.rmtree(one.keys)
    refused = one.run("-c", ACT)
    if not refused.returncode or "not the signer of this record" not in refused.stderr:
        raise Fails(f"an act without keys was not refused for want of them: {refused.stderr}")
    shutil.copytree(place / "changed-keys/keys", one.keys, dirs_exist_ok=True)
    one.act()
    one.is_verified_with(acts=5)  # the act that was not signed has waited


if __name__ == "__main__":
    sys.exit(main())
