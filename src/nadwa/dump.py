"""A database in one file and back, by PostgreSQL's own tools in the version that its server has.

Newer tools than the server write what the server itself cannot take back; older ones refuse to work with it.
"""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg
from psycopg import conninfo

from nadwa import cluster


class CannotDump(Exception):
    """The database was not written or not taken back; the message is one line for the person at the terminal."""


def write(url: str, file: Path) -> None:
    _run(url, "pg_dump", "--format=custom", "--no-owner", "--file", str(file))


def take_back(url: str, file: Path) -> None:
    """Roles have other names on another server: what is taken back is the asking one's, and wall.py sets the rights."""
    _run(url, "pg_restore", "--exit-on-error", "--single-transaction", "--no-owner", "--no-privileges", str(file))


def tables(url: str) -> str:
    """The statements that make the tables of a database, with nothing in them."""
    return _run(url, "pg_dump", "--schema-only", "--no-owner", "--no-privileges")


def version_of(url: str) -> int:
    """The server's major version, such as 15."""
    with psycopg.connect(url) as connection:
        return connection.info.server_version // 10_000


def _run(url: str, name: str, *arguments: str) -> str:
    """The address without its password stands on the command line, where other users of the machine read along."""
    where = conninfo.conninfo_to_dict(url)
    password = {"PGPASSWORD": str(where.pop("password"))} if where.get("password") else {}
    command = [tool_for(name, version_of(url)), "--dbname", conninfo.make_conninfo("", **where), *arguments]
    done = subprocess.run(command, env=os.environ | password, capture_output=True, text=True, check=False)  # noqa: S603 - PostgreSQL's own
    if done.returncode:
        raise CannotDump((done.stderr.strip().splitlines() or [f"{name} failed"])[0])
    return done.stdout


def tool_for(name: str, version: int) -> str:
    found = {}
    for place in _places(version):
        if (tool := place / name).is_file() and tool not in found:
            found[tool] = cluster.version_of(tool)
            if found[tool] == version:
                return str(tool)
    others = ", ".join(str(each) for each in sorted(set(found.values()))) or "none"
    raise CannotDump(
        f"the server is PostgreSQL {version} and needs {name} of that version; found here: {others}."
        f" Install it (Debian: postgresql-client-{version})"
    )


def _places(version: int) -> Iterator[Path]:
    """The folders of tools: those for the version, those beside servers that are installed, the one on the path."""
    yield from (Path(place.format(version)) for place in cluster.OF_A_VERSION)
    yield from cluster.binaries().values()
    if found := shutil.which("pg_dump"):
        yield Path(found).parent
