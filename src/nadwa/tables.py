"""The tables of a new installation, laid at once: as the migrations made them one after another up to some day.

`make tables` writes tables.sql; whatever migrations have come since then are carried out upon it.
"""

import re
from functools import cache
from pathlib import Path

import psycopg
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from nadwa import dump, postgres

FILE = Path(__file__).with_name("tables.sql")
BEGINNING = "set local check_function_bodies = off;\n"
APPLIED = "select app, name from django_migrations order by id"
LEFT_OUT = re.compile(r"^(SET .*;|SELECT pg_catalog\.set_config.*|\\(un)?restrict .*|--.*|)\n", re.MULTILINE)


def are_of_this_version() -> bool:
    """Whether all that this code knows of was carried out on the tables."""
    return _known() <= set(MigrationRecorder(connection).applied_migrations())


@cache
def _known() -> set[tuple[str, str]]:
    return set(MigrationLoader(None).disk_migrations)


def lay() -> None:
    """Lay the tables if there are none. They stand in the schema public, so for another one the migrations go alone."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select current_schema()")
        [schema] = cursor.fetchone()
        cursor.execute(postgres.TABLES)
        if schema == "public" and cursor.fetchone() is None:
            postgres.make_role_of_pages(cursor)
            psycopg.ClientCursor(connection.connection).execute(FILE.read_bytes())


def write(address: str, applied: list[tuple[str, str]]) -> None:
    """Write down the tables of a database in which those migrations were applied."""
    statements = LEFT_OUT.sub("", dump.tables(address))
    rows = ",\n".join(f"('{app}', '{name}', now())" for app, name in applied)
    FILE.write_text(f"{BEGINNING}{statements}insert into django_migrations (app, name, applied) values\n{rows};\n")
