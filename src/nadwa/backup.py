"""A backup of an installation in one folder, and its restoration elsewhere, checked against the signed record.

The folder holds `database.dump` (pg_dump's custom format), `checkpoints/` with the last checkpoint of each log from
before the dump, and `manifest.json` with the SHA-256 of each. The keys go into a folder of their own, so that whoever
keeps the backup cannot sign. A backup is there whole or not at all, and only once it was restored for trial into a
server of its own, where its record extends its checkpoints. Nobody but who made it can read it.
"""

import fcntl
import json
import os
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import file_digest
from importlib.metadata import version
from itertools import permutations
from pathlib import Path
from typing import Any

import psycopg

from nadwa import cluster, dump, postgres
from nadwa.folders import folder_of_keys
from nadwa.postgres import CannotStart, make_role_of_pages
from nadwa.record.extending import contradiction, is_signed, origin_of
from nadwa.record.signer import Signer, file_of

FORMAT = "nadwa-backup/1"
DUMP, MANIFEST, CHECKPOINTS = "database.dump", "manifest.json", "checkpoints"
KEYS, SECRET = "keys", "secret"
UNFINISHED, TRIAL, LOCK = ".unfinished", "trial", "backup.lock"
MOMENT, DATED = "%Y-%m-%dT%H%M%SZ", re.compile(r"\d{4}-\d\d-\d\dT\d{6}Z")
NOTES = """select distinct on (log_id) origin, note from record_checkpoint join record_log on record_log.id = log_id
           order by log_id, size desc"""
VERIFIER_KEYS = """select vkey from record_signingkey join record_log on record_log.id = log_id
                   where origin = %s order by since"""
LEAVES = """select leaf from record_act join record_log on record_log.id = log_id
            where origin = %s and index is not null order by index"""


class Unusable(Exception):
    """A backup cannot be made or used; the message is one line for the person at the terminal."""


def write(url: str, var: Path, folder: Path, keys: Path | None) -> list[str]:
    """Back up the database at `url`, and the keys under `var` if a folder for them is named; gives the logs kept."""
    _require_apart(var, folder, keys)
    _require_server_for_trial(dump.version_of(url))
    with _alone(var), _whole(folder) as begun:
        if keys:
            _require_empty(keys)
        (begun / CHECKPOINTS).mkdir()
        with psycopg.connect(url) as connection:
            notes: dict[str, str] = dict(connection.execute(NOTES).fetchall())
        for origin, note in notes.items():
            file_of(origin, begun / CHECKPOINTS, "").write_text(note)
        _said(dump.write, url, begun / DUMP)
        manifest = {
            "format": FORMAT,
            "version": version("nadwa"),
            "made": datetime.now(UTC).isoformat(timespec="seconds"),
            "server": dump.version_of(url),
            "sha256": {str(file.relative_to(begun)): _hash(file) for file in _files(begun)},
        }
        (begun / MANIFEST).write_text(json.dumps(manifest, indent=1, sort_keys=True) + "\n")
        _try(begun, var / TRIAL)
        if keys:
            with _whole(keys) as begun_keys:
                _copy_keys(folder_of_keys(var), begun_keys / KEYS, _secret(var), begun_keys / SECRET)
    return sorted(notes)


def dated(folder: Path) -> Path:
    """Where in a folder of backups the one of this moment goes."""
    return folder / datetime.now(UTC).strftime(MOMENT)


def forget_all_but(var: Path, folder: Path, kept: int, latest: Path) -> list[Path]:
    """Remove the oldest of the dated backups in the folder, until as many are left, and those that were broken off;
    gives what was removed. The latest stays, whatever dates the clock has given to others."""
    with _alone(var):
        of_ours = sorted(one for one in folder.iterdir() if DATED.fullmatch(one.name) and not one.is_symlink())
        whole = [one for one in of_ours if (one / MANIFEST).is_file()]
        older = [one for one in whole if one != latest]
        removed = [*older[: max(0, len(whole) - kept)], *(one for one in of_ours if (one / UNFINISHED).is_dir())]
        for one in removed:
            shutil.rmtree(one)
    return removed


def restore(url: str, var: Path, folder: Path, keys: Path | None, outside: Sequence[bytes] = ()) -> None:
    """Bring the backup into the empty database at `url`, and its keys under `var`. All that is given is looked at
    before: the backup, the keys, and checkpoints that were kept `outside`."""
    _require_empty_database(url, var)
    made_on = int(check(folder).get("server", 0))
    if made_on > (here := dump.version_of(url)):
        raise Unusable(
            f"the backup is of PostgreSQL {made_on}, and this server is {here}; restore into {made_on} or newer"
        )
    own = folder_of_keys(var)
    there = any(own.glob("record*.key"))
    if not keys and not there:
        raise Unusable(f"there is no key under {own}; name the folder with --keys, or the record cannot go on")
    if keys and there:
        raise Unusable(f"{own} is there already; move it away, or restore without --keys")
    secret = _kept_secret(keys) if keys else ""
    held = Signer(keys / KEYS if keys else own)
    for note in checkpoints(folder):
        if not is_signed(note, held.verifier_keys(origin_of(note))):
            raise Unusable(
                f"the backup is signed with a key that is not in {held.folder}; name the keys that belong to it"
            )
    if not all(is_signed(note, held.verifier_keys(origin_of(note))) for note in outside):
        raise Unusable("what --checkpoint names is no checkpoint, or of a record that was signed with other keys")
    _take_back(url, folder)
    if keys:
        with _readable_by_nobody_else():
            _copy_keys(keys / KEYS, own, secret, var / SECRET)


def is_secret_of_another(var: Path) -> bool:
    """Whether the services are given another secret than the one that was restored: everybody has to sign in anew."""
    given, restored = os.environ.get("NADWA_SECRET_KEY"), var / SECRET
    return bool(given and restored.exists() and restored.read_text() != given)


def check(folder: Path) -> dict[str, Any]:
    """The manifest, if every file of the backup is what it says; Unusable otherwise."""
    try:
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text())
        listed = dict(manifest["sha256"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Unusable(f"{folder} is no backup: {MANIFEST} cannot be read") from error
    if manifest.get("format") != FORMAT:
        raise Unusable(f"{folder} has the format {manifest.get('format')!r}; expected {FORMAT!r}")
    there = {str(file.relative_to(folder)): _hash(file) for file in _files(folder)}
    for name in sorted(listed.keys() | there.keys()):
        if listed.get(name) != there.get(name):
            raise Unusable(f"{folder / name} is missing, added or changed since the backup was made")
    return manifest


def checkpoints(folder: Path) -> list[bytes]:
    return [file.read_bytes() for file in sorted((folder / CHECKPOINTS).iterdir())]


@contextmanager
def _alone(var: Path) -> Iterator[None]:
    """One backup at a time; it ends with its process."""
    with _readable_by_nobody_else():  # or anybody could hold it
        opened = (var / LOCK).open("a")
    with opened as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Unusable("another backup of this installation is being made; wait until it is done") from error
        shutil.rmtree(var / TRIAL, ignore_errors=True)  # of one that was killed
        yield


def _try(folder: Path, place: Path) -> None:
    """Restore the backup into a server of its own and hold its record against its checkpoints; Unusable if it fails."""
    with postgres.for_trial(place) as url:
        _take_back(url, folder)
        with psycopg.connect(url) as connection:
            for note in checkpoints(folder):
                log = [origin_of(note)]
                keys = [key for (key,) in connection.execute(VERIFIER_KEYS, log)]
                leaves = [bytes(leaf) for (leaf,) in connection.execute(LEAVES, log)]
                if problem := contradiction(note, keys, leaves):
                    raise Unusable(f"the backup was restored for trial, and is not what was signed: {problem}")


def _require_apart(var: Path, folder: Path, keys: Path | None) -> None:
    """Whoever keeps the backup is not to have the keys, nor is an installation to keep its own backups."""
    places = [place.resolve() for place in (var, folder, keys) if place]
    for one, other in permutations(places, 2):
        if one.is_relative_to(other):
            raise Unusable(f"{one} lies in {other}; keep the installation, its backup and its keys in folders apart")


def _require_server_for_trial(version: int) -> None:
    if (newest := max(cluster.binaries(), default=0)) < version:
        found = f"there is only {newest}" if newest else "there is none"
        raise Unusable(
            f"a backup is restored for trial at once, which needs the programmes of a server of PostgreSQL {version} or"
            f" newer here, and {found}; install them (Debian: postgresql-{version}), or nadwa[demo]"
        )


def _require_empty_database(url: str, var: Path) -> None:
    with psycopg.connect(url) as connection:
        if connection.execute(postgres.TABLES).fetchone():
            raise Unusable(
                "the database is not empty; restore into one that nothing has been put into. If a restoration was"
                f" broken off here, make the database anew (dropdb, createdb; or remove {var / 'postgres'}), and move"
                f" {folder_of_keys(var)} away"
            )


def _take_back(url: str, folder: Path) -> None:
    with psycopg.connect(url) as connection:
        try:
            make_role_of_pages(connection.cursor())
        except CannotStart as error:
            raise Unusable(str(error)) from error
    _said(dump.take_back, url, folder / DUMP)


def _said(does: Callable[[str, Path], None], url: str, file: Path) -> None:
    try:
        does(url, file)
    except dump.CannotDump as error:
        raise Unusable(str(error)) from error


@contextmanager
def _whole(folder: Path) -> Iterator[Path]:
    """A place whose files come into `folder` when all are written, the manifest last; else nothing is left."""
    _require_empty(folder)
    with _readable_by_nobody_else():
        was_there = folder.exists()
        begun = folder / UNFINISHED
        begun.mkdir(parents=True)
        try:
            yield begun
            for one in sorted(begun.iterdir(), key=lambda one: one.name == MANIFEST):
                one.rename(folder / one.name)
        finally:
            shutil.rmtree(begun)
            if not was_there and not any(folder.iterdir()):
                folder.rmdir()


@contextmanager
def _readable_by_nobody_else() -> Iterator[None]:
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)


def _files(folder: Path) -> Iterator[Path]:
    return (file for file in sorted(folder.rglob("*")) if file.is_file() and file.name != MANIFEST)


def _hash(file: Path) -> str:
    with file.open("rb") as content:
        return file_digest(content, "sha256").hexdigest()


def _require_empty(folder: Path) -> None:
    """What a backup that was broken off has left is none."""
    shutil.rmtree(folder / UNFINISHED, ignore_errors=True)
    if folder.exists() and any(folder.iterdir()):
        raise Unusable(f"{folder} is not empty; name a folder that is")


def _secret(var: Path) -> str:
    """The secret that the services work with: that of their environment, else the one made in the folder."""
    return os.environ.get("NADWA_SECRET_KEY") or (var / SECRET).read_text()


def _kept_secret(keys: Path) -> str:
    """The secret in what a backup has written under --keys, which has to be there with a signing key."""
    if not any((keys / KEYS).glob("record*.key")) or not (keys / SECRET).is_file():
        raise Unusable(f"{keys} holds no keys; name the folder that nadwa backup --keys has written")
    return (keys / SECRET).read_text()


def _copy_keys(folder: Path, to_folder: Path, secret: str, to_secret: Path) -> None:
    try:
        to_secret.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(folder, to_folder, dirs_exist_ok=True)
        to_secret.write_text(secret)
    except shutil.Error as error:
        raise Unusable(f"the keys cannot be copied: {error.args[0][0][2]}") from error
    except OSError as error:
        raise Unusable(f"the keys cannot be copied: {error}") from error
