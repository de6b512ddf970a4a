"""A database that cannot hold an installation is named in one line, with what to do, and nothing is written to it."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import conninfo, sql

from tests.cli.test_demo_command import nadwa

Make = Callable[..., str]
NAME = "nadwa_odd"
START = "from nadwa.cli.platform import platform\nwith platform(): pass"
BROKEN_OFF = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "nadwa.settings"
import django
django.setup()
from django.core.management import call_command
call_command("migrate", "accounts", "0001", verbosity=0)
"""


@pytest.fixture
def database() -> Iterator[Make]:
    """A database of its own on the tests' server, made as one says; and what its address is."""
    server = conninfo.make_conninfo(os.environ["DATABASE_URL"], dbname="postgres")

    def dropped(connection: psycopg.Connection) -> None:
        connection.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(NAME)))
        connection.execute("drop role if exists nadwa_newcomer")

    def made(options: str = "", *statements: str, **address: str) -> str:
        with psycopg.connect(server, autocommit=True) as connection:
            dropped(connection)
            connection.execute("create role nadwa_newcomer login")
            connection.execute(f"create database {NAME} template template0 {options}")  # type: ignore[arg-type]
        own = conninfo.make_conninfo(server, dbname=NAME)
        with psycopg.connect(own, autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement)  # type: ignore[arg-type]
        return conninfo.make_conninfo(own, **address)

    yield made
    with psycopg.connect(server, autocommit=True) as connection:
        dropped(connection)


def tables(address: str) -> list[str]:
    owner = str(conninfo.conninfo_to_dict(os.environ["DATABASE_URL"]).get("user", ""))
    with psycopg.connect(conninfo.make_conninfo(address, user=owner)) as one:
        return [name for (name,) in one.execute("select tablename from pg_tables where schemaname = 'public'")]


@pytest.mark.parametrize("command", ["serve", "check"])
@pytest.mark.parametrize(
    ("options", "statement", "said"),
    [
        (
            "encoding 'LATIN1' locale 'C'",
            "",
            "the database is in LATIN1, which cannot hold all languages; make it anew: createdb --encoding=UTF8",
        ),
        ("encoding 'SQL_ASCII' locale 'C'", "", "the database is in SQL_ASCII, which cannot hold all languages"),
        ("", "create table invoices ()", "the database holds tables that are not Nadwa’s (invoices)"),
        ("", "create table django_migrations (app text)", "the database holds tables that are not Nadwa’s"),
    ],
    ids=["latin 1", "ascii", "somebody’s table", "another Django’s"],
)
def test_a_database_that_is_not_fit_is_refused_and_left_as_it_was(
    database: Make, tmp_path: Path, command: str, options: str, statement: str, said: str
) -> None:
    address = database(options, *filter(None, [statement]))
    before = tables(address)

    status, answer = nadwa(*told(command), DATABASE_URL=address, NADWA_VAR=str(tmp_path / "var"))

    assert (status, answer.startswith(f"nadwa: {said}"), answer.count("nadwa: ")) == (1, True, 1), answer
    assert (tables(address), list(tmp_path.iterdir())) == (before, [])


def test_a_role_that_may_not_take_that_of_the_pages_is_told_how(database: Make, tmp_path: Path) -> None:
    address = database("owner nadwa_newcomer", user="nadwa_newcomer")

    status, answer = nadwa("serve", DATABASE_URL=address, NADWA_VAR=str(tmp_path))

    assert (status, "psql -c 'grant nadwa_pages to \"nadwa_newcomer\"'" in answer) == (1, True), answer
    assert tables(address) == []


def test_a_start_that_was_broken_off_goes_on(database: Make, tmp_path: Path) -> None:
    """Nothing but its first tables stands there. Of two that start at once the second waits for the first."""
    address = database()
    environment = os.environ | {"DATABASE_URL": address, "NADWA_VAR": str(tmp_path), "NADWA_SECRET_KEY": "x"}
    started = [sys.executable, "-c", BROKEN_OFF]
    subprocess.run(started, env=environment, check=True, capture_output=True, timeout=300)
    assert "record_act" not in tables(address)

    both = [subprocess.Popen([sys.executable, "-c", START], env=environment) for _ in range(2)]

    assert [one.wait(300) for one in both] == [0, 0]
    assert "record_act" in tables(address)


def test_a_role_that_may_not_make_tables_is_told_how_it_may(database: Make, tmp_path: Path) -> None:
    address = database(user="nadwa_newcomer")

    status, answer = nadwa("serve", "--port", "0", DATABASE_URL=address, NADWA_VAR=str(tmp_path / "var"))

    assert status == 1
    assert answer.startswith("nadwa: nadwa_newcomer may not make tables in the database; make nadwa_newcomer its owner")
    assert "grant create on schema public to nadwa_newcomer" in answer


@pytest.mark.parametrize("address", ["mysql://x", "sqlite:///x.db", "postgresql//x", "nonsense"])
@pytest.mark.parametrize("command", ["serve", "check"])
def test_what_is_no_address_of_a_database_is_answered_with_what_is_expected(command: str, address: str) -> None:
    status, answer = nadwa(*told(command), DATABASE_URL=address)

    assert (status, "Traceback" in answer) == (1, False)
    assert answer.startswith("nadwa: DATABASE_URL is no address of a PostgreSQL database; expected: postgresql://user@")


def test_a_look_at_an_empty_database_leaves_it_empty(database: Make, tmp_path: Path) -> None:
    address = database()

    status, answer = nadwa("check", DATABASE_URL=address, NADWA_VAR=str(tmp_path / "var"))

    assert (status, tables(address)) == (1, [])
    assert answer == "nadwa: the database is empty; nadwa serve, or the services, make an installation in it"


@pytest.mark.parametrize(
    "command",
    [
        ["check"],
        ["backup", "copy"],
        ["record", "export", "beijing-2016", "--out", "bundle.zip"],
        ["person", "show", "somebody", "--out", "held.json"],
    ],
    ids=" ".join,
)
def test_in_a_folder_without_an_installation_none_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    monkeypatch.delenv("DATABASE_URL")
    monkeypatch.delenv("NADWA_VAR", raising=False)
    monkeypatch.chdir(tmp_path)

    status, answer = nadwa(*command)

    assert (status, list(tmp_path.iterdir())) == (1, [])
    assert answer.startswith(f"nadwa: there is no installation in {tmp_path / 'var'}; go to the folder that holds it")


def told(command: str) -> list[str]:
    return [command, "--port", "0"] if command == "serve" else [command]


@pytest.mark.parametrize("command", ["serve", "demo", "worker", "restore"])
def test_with_neither_an_address_nor_the_wheel_a_command_says_what_to_do(
    command: str, without_the_wheel: dict[str, str], tmp_path: Path
) -> None:
    environment = without_the_wheel | {"DATABASE_URL": "", "NADWA_VAR": str(tmp_path / "var")}
    arguments = {"serve": ["--port", "0"], "demo": ["--port", "0"], "restore": [str(tmp_path)]}.get(command, [])

    status, said = nadwa(command, *arguments, **environment)

    assert (status, "Traceback" in said, (tmp_path / "var").exists()) == (1, False, False)
    assert "set it to the address of a database, or install nadwa[demo]" in said


def test_with_an_address_no_wheel_is_needed(database: Make, without_the_wheel: dict[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", START],
        env=os.environ | without_the_wheel | {"DATABASE_URL": database()},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
