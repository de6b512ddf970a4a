"""The databases of a process that runs tests: one with nothing in it, one with the edition that most tests begin with.

Tables are laid once for each state of what lays them, in a database that stays; the others are copies of it.
"""

import hashlib
import os
import pickle
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from importlib.metadata import version
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.core.cache import caches
from django.core.management import call_command
from django.db import connections
from django.utils.translation import override
from psycopg import sql
from psycopg.errors import InvalidCatalogName, ObjectInUse

import nadwa
from nadwa import wall
from tests.factories import House, house

SOURCE = Path(nadwa.__file__).parent
WITH_TABLES_OF_THEIR_OWN = ("django", "django-allauth", "django-tasks-db")
TABLES, RUN = "tables_", "test_"
UNFINISHED = f"{TABLES}unfinished"
NAMED = "select datname from pg_database where starts_with(datname, %s)"
TURN = "select pg_advisory_lock(hashtext('the databases of tests'))"
CREATE, DROP, RENAME = map(
    sql.SQL, ("create database {} template {}", "drop database {}", "alter database {} rename to {}")
)


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: Any) -> Iterator[None]:
    """In place of the fixture of pytest-django, which would lay the tables anew."""
    with ExitStack() as kept:
        with django_db_blocker.unblock():
            kept.enter_context(working_in(kept.enter_context(copied("empty"))))
        yield


@pytest.fixture(scope="session")
def inhabited(django_db_setup: None, django_db_blocker: Any) -> Iterator[tuple[Any, bytes]]:
    """A database in which the edition stands, and the edition."""
    with ExitStack() as kept:
        with django_db_blocker.unblock(), override("en"):
            place = kept.enter_context(copied("inhabited"))
            with working_in(place):
                made = pickle.dumps(house("beijing-2016"))
        yield place, made


@pytest.fixture
def in_the_house(inhabited: tuple[Any, bytes]) -> Iterator[House]:
    """Work where the edition stands; whatever becomes of it there is undone with the transaction of the test."""
    place, made = inhabited
    caches["fragments"].clear()  # which are named by numbers that are the same in every test
    with working_in(place):
        yield pickle.loads(made)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Before its transaction begins, a test that begins with the edition goes where the edition stands."""
    for item in items:
        names = getattr(item, "fixturenames", [])
        if "beijing" in names and "in_the_house" not in names and is_undone(item):
            names.insert(names.index("_django_db_marker"), "in_the_house")


def is_undone(item: pytest.Item) -> bool:
    marked = item.get_closest_marker("django_db")
    return "transactional_db" not in item.fixturenames and not (marked and marked.kwargs.get("transaction"))  # type: ignore[attr-defined]


@contextmanager
def copied(kind: str) -> Iterator[Any]:
    """A connection to a copy that is this process's own."""
    name, address = f"{RUN}{os.getpid()}_{kind}", os.environ["DATABASE_URL"]
    with psycopg.connect(address, autocommit=True) as server:
        server.execute(TURN)
        for left in left_by_the_dead(server):
            drop(server, left)
        server.execute(named(CREATE, name, with_tables(server)))
    place = connected(name)
    try:
        with working_in(place):
            wall.set_rights()  # also those on the database, which no copy has
        yield place
    finally:
        place.close()
        with psycopg.connect(address, autocommit=True) as server:
            server.execute(named(DROP, name) + sql.SQL(" with (force)"))  # threads may be slow to end


def with_tables(server: psycopg.Connection) -> str:
    """The name of the database that has the tables of now; it is made if there is none, and older ones go."""
    name = TABLES + state()
    there = [one for (one,) in server.execute(NAMED, [TABLES])]
    if name not in there:
        for old in there:
            drop(server, old)
        server.execute(named(CREATE, UNFINISHED, "template1"))
        place = connected(UNFINISHED)
        with working_in(place):
            call_command("migrate", verbosity=0, run_syncdb=True)
        place.close()
        server.execute(named(RENAME, UNFINISHED, name))
    return name


def state() -> str:
    """Of all that makes the tables: migrations, ours and of others, and the rights on them."""
    read = hashlib.sha256(" ".join(version(name) for name in WITH_TABLES_OF_THEIR_OWN).encode())
    for path in sorted([*SOURCE.glob("*/migrations/*.py"), SOURCE / "tables.sql", SOURCE / "wall.py"]):
        read.update(path.name.encode() + path.read_bytes())
    return read.hexdigest()[:16]


def left_by_the_dead(server: psycopg.Connection) -> Iterator[str]:
    """Databases of runs that were broken off."""
    for (name,) in server.execute(NAMED, [RUN]):
        process = name.removeprefix(RUN).partition("_")[0]
        if process.isdecimal() and not is_alive(int(process)):
            yield name


def is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True


def drop(server: psycopg.Connection, name: str) -> None:
    with suppress(ObjectInUse, InvalidCatalogName):  # somebody works in it, or was quicker
        server.execute(named(DROP, name))


def named(statement: sql.SQL, *names: str) -> sql.Composed:
    return statement.format(*map(sql.Identifier, names))


def connected(name: str) -> Any:
    """Another connection of Django's, to that database."""
    place = connections["default"].copy()
    place.settings_dict["NAME"] = name
    return place


@contextmanager
def working_in(place: Any) -> Iterator[None]:
    """All that asks for the database has this one meanwhile; what is open in the one before stays as it is."""
    before = connections["default"], settings.DATABASES["default"]
    connections["default"], settings.DATABASES["default"] = place, place.settings_dict
    try:
        yield
    finally:
        connections["default"], settings.DATABASES["default"] = before
