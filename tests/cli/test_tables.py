"""A new installation begins with tables that were written down; they are those that the migrations make."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator

import psycopg
import pytest
from psycopg import conninfo, sql

from nadwa import dump

MIGRATED = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "nadwa.settings"
import django
django.setup()
from django.core.management import call_command
from django.core.management.commands.migrate import Command
call_command(Command() if sys.argv[1] == "alone" else "migrate", verbosity=0)
"""
WORD, CAST = re.compile(r"'[^']*'::character varying"), r"(\g<0>)::text"
LIST = re.compile(rf"\(ARRAY\[((?:{WORD.pattern}(?:, )?)+)\]\)::text\[\]")
ROWS = {
    "migrations": "select app, name from django_migrations order by 1, 2",
    "first": "select app from django_migrations order by ctid limit 1",
    "types": "select app_label, model from django_content_type order by 1, 2",
    "rights": "select p.codename, t.app_label, t.model from auth_permission p "
    "join django_content_type t on t.id = p.content_type_id order by 1, 2, 3",
}


@pytest.fixture
def new() -> Iterator[Callable[[str], str]]:
    """A new database with tables made in that way; its address."""
    server = conninfo.make_conninfo(os.environ["DATABASE_URL"], dbname="postgres")
    names = []

    def made(how: str) -> str:
        names.append(sql.Identifier(f"nadwa_{how}"))
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(sql.SQL("drop database if exists {} with (force)").format(names[-1]))
            connection.execute(sql.SQL("create database {}").format(names[-1]))
        address = conninfo.make_conninfo(server, dbname=f"nadwa_{how}")
        subprocess.run(
            [sys.executable, "-c", MIGRATED, how], env=os.environ | {"DATABASE_URL": address}, check=True, timeout=300
        )
        return address

    yield made
    with psycopg.connect(server, autocommit=True) as connection:
        for name in names:
            connection.execute(sql.SQL("drop database if exists {} with (force)").format(name))


def test_what_was_written_down_is_what_the_migrations_make(new: Callable[[str], str]) -> None:
    written, migrated = new("written"), new("alone")

    assert statements(written) == statements(migrated)
    for what, query in ROWS.items():
        assert rows(written, query) == rows(migrated, query), what


def statements(address: str) -> str:
    """PostgreSQL reads a list that was cast as one of words that are cast, and says so from then on."""
    said = re.sub(r"\\(un)?restrict .*", "", dump.tables(address))
    return LIST.sub(lambda found: f"ARRAY[{WORD.sub(CAST, found[1])}]", said)


def rows(address: str, query: str) -> list[tuple[object, ...]]:
    with psycopg.connect(address) as connection:
        return connection.execute(query).fetchall()  # type: ignore[arg-type]
