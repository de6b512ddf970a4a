"""A server of one's own through DATABASE_URL; for laptops, demo and tests PostgreSQL from the wheel (nadwa[demo])."""

import os
import shlex
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from psycopg import conninfo, sql

from nadwa import cluster, keeper
from nadwa.cluster import CannotStart

__all__ = ["CannotStart"]  # which those who ask for a database have from here
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
NO_ROLE = """the database role {} needs the role of the pages, and may not take it; as postgres: {}psql -c {}"""
MEMBERSHIP = """
select current_user, count(*), coalesce(bool_or(pg_has_role(oid, 'member')), false)
from pg_roles where rolname = 'nadwa_pages'
"""


NO_DATABASE = (
    "DATABASE_URL is not set, and PostgreSQL is not installed with Nadwa: set it to the address of a database, or"
    " install nadwa[demo], which brings PostgreSQL along"
)
NO_ANSWER = "the database does not answer: {}"
OLDEST = 15
MIGRATING = 0x4E616478
MADE_BY_NADWA = "record_act"
BEGUN_BY_NADWA = (
    "select app = 'accounts' from django_migrations order by ctid limit 1"  # whose persons all else refers to
)
TABLES = """
select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
where n.nspname = current_schema() and c.relkind in ('r', 'p', 'v', 'm', 'f') order by 1
"""
MAY_CREATE = "select current_user, current_schema(), has_schema_privilege(current_schema(), 'create')"


def ensure(folder: Path) -> str:
    """Return the address of the database: DATABASE_URL if set, else a server started under `folder`."""
    if url := os.environ.get("DATABASE_URL"):
        return url
    if not cluster.of_the_wheel():
        raise CannotStart(NO_DATABASE)
    url = start(folder)
    os.environ["DATABASE_URL"] = url
    return url


def examine(address: str) -> bool:
    """Whether the database holds an installation, or is empty; CannotStart where it can hold none. It only looks."""
    try:
        connection = psycopg.connect(_readable(address), autocommit=True)
    except psycopg.OperationalError as error:
        raise CannotStart(NO_ANSWER.format(str(error).splitlines()[0])) from error
    with connection:
        _require_version_and_encoding(connection.info)
        connection.execute("select pg_advisory_lock_shared(%s)", [MIGRATING])  # who makes the tables ends first
        tables = [name for (name,) in connection.execute(TABLES)]
        if tables and MADE_BY_NADWA not in tables and not _is_begun(connection, tables):
            message = "the database holds tables that are not Nadwa’s ({}); give Nadwa a database of its own"
            raise CannotStart(message.format(", ".join(tables[:3]) + (", …" if tables[3:] else "")))
        role, schema, may_create = connection.execute(MAY_CREATE).fetchone() or ("", None, False)
        if not tables and not may_create:
            message = "{} may not make tables in the database; make {} its owner, or as its owner: {}"
            grant = f"grant create on schema {schema or 'public'} to {role}"
            raise CannotStart(message.format(role, role, grant))
    return bool(tables)


def _is_begun(connection: psycopg.Connection, tables: list[str]) -> bool:
    """Whether the making of an installation was broken off here: it goes on where it was."""
    if "django_migrations" not in tables:
        return False
    try:
        return connection.execute(BEGUN_BY_NADWA).fetchone() == (True,)
    except psycopg.errors.UndefinedColumn:
        return False


def _readable(address: str) -> str:
    try:
        conninfo.conninfo_to_dict(address)
    except psycopg.ProgrammingError as error:
        expected = "postgresql://user@host:5432/database, or host=… dbname=… user=…"
        raise CannotStart(f"DATABASE_URL is no address of a PostgreSQL database; expected: {expected}") from error
    return address


def _require_version_and_encoding(server: psycopg.ConnectionInfo) -> None:
    if server.server_version < OLDEST * 10_000:
        raise CannotStart(f"the server is PostgreSQL {server.server_version // 10_000}; Nadwa needs {OLDEST} or newer")
    if (encoding := server.parameter_status("server_encoding")) != "UTF8":
        remedy = f"createdb --encoding=UTF8 --template=template0 {server.dbname}"
        raise CannotStart(f"the database is in {encoding}, which cannot hold all languages; make it anew: {remedy}")


def start(folder: Path, database: str = "nadwa") -> str:
    """Start a server on the folder, unless one runs there, and make the database, unless there is one; its address."""
    free = shutil.disk_usage(cluster.nearest(folder)).free
    if free < NEEDED_BYTES:
        raise CannotStart(
            f"only {free // 2**20} MB are free on the disk of {folder}; {NEEDED_BYTES // 2**20} MB are needed"
        )
    address = keeper.start(folder)
    create_if_missing(conninfo.make_conninfo(**address, dbname="postgres"), database)
    return conninfo.make_conninfo(**address, dbname=database)


@contextmanager
def for_trial(folder: Path) -> Iterator[str]:
    """The address of an empty database on a server of its own under `folder`; afterwards neither is there.

    Its role is no superuser: what is restored into it came from a database whose owner may write functions there, and
    is not to run programmes as whoever tries it, who may hold the keys.
    """
    try:
        address = keeper.start(folder / "postgres")
        admin = conninfo.make_conninfo(**address, dbname="postgres")
        with psycopg.connect(admin, autocommit=True) as connection:
            make_role_of_pages(connection.cursor())
            connection.execute("create role trial login")
            connection.execute("grant nadwa_pages to trial")
            connection.execute("create database trial owner trial")
        yield conninfo.make_conninfo(**address | {"user": "trial", "dbname": "trial"})
    finally:
        keeper.leave(folder / "postgres")
        shutil.rmtree(folder, ignore_errors=True)


def create_if_missing(admin: str, database: str) -> None:
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute("select pg_advisory_lock(%s)", [MIGRATING])  # of several who start at once, one makes it
        found = connection.execute("select 1 from pg_database where datname = %s", [database]).fetchone()
        if not found:
            connection.execute(sql.SQL("create database {}").format(sql.Identifier(database)))


def make_role_of_pages(cursor: Any) -> None:
    """The role as which pages work (nadwa/wall.py), one for all databases of a server."""
    cursor.execute(ROLE_OF_PAGES)
    cursor.execute(MEMBERSHIP)
    role, there, is_member = cursor.fetchone()
    if not is_member:
        grant = shlex.quote(f'grant nadwa_pages to "{role}"')
        raise CannotStart(NO_ROLE.format(role, "" if there else "createuser --no-login nadwa_pages; ", grant))


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
