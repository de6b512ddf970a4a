"""The second wall: while a page is made, PostgreSQL itself withholds what is private to delegations not the viewer's.

Pages work as a role that owns nothing and may neither sign nor change what was signed; what it may do with which table
stands here, and is set whenever the tables were made or brought up to date. Policies in the migrations of the rooms say
which rows it finds, by the person who asks. A view or query that forgets to ask whose something is then finds nothing.
Sequencer, worker, event streams and commands work as the owner of the tables.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import OperationalError, connection, transaction
from django.http import HttpRequest, HttpResponse
from psycopg.pq import TransactionStatus

ROLE = "nadwa_pages"
ALL = {"SELECT", "INSERT", "UPDATE", "DELETE"}
RIGHTS: dict[str, set[str]] = {  # of pages; all four with tables that are not named
    "django_migrations": {"SELECT"},
    "record_act": {"SELECT"},
    "record_checkpoint": {"SELECT"},
    "record_log": {"SELECT"},
    "record_packet": {"SELECT"},
    "record_pseudonym": set(),
    "record_signingkey": {"SELECT"},
    "record_submission": {"SELECT", "INSERT", "DELETE"},
}
GIVEN = """
select relname, array(
    select privilege_type from aclexplode(relacl) where grantee = %s::regrole and privilege_type is not null
)
from pg_class where relkind = 'r' and relnamespace = current_schema()::regnamespace
"""
BECOME = "select set_config('role', %s, false), set_config('nadwa.person', %s, false)"


def set_rights() -> None:
    """Let the role of the pages do with the tables there are what it may, and nothing else."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(GIVEN, [ROLE])
        for table, given in cursor.fetchall():
            rights = RIGHTS.get(table, ALL)
            if set(given) != rights:
                cursor.execute(f'revoke all on "{table}" from {ROLE}')
            if set(given) != rights and rights:
                cursor.execute(f'grant {", ".join(sorted(rights))} on "{table}" to {ROLE}')
        cursor.execute("select current_database(), current_schema()")
        database, schema = cursor.fetchone()
        cursor.execute(f'grant usage on all sequences in schema "{schema}" to {ROLE}')
        cursor.execute(f'revoke temporary on database "{database}" from public')


@contextmanager
def seen_by(person: Any) -> Iterator[None]:
    """Find only what the person may see; nobody's private rows if `person` is not signed in."""
    with connection.cursor() as cursor:
        cursor.execute(BECOME, [ROLE, str(person.pk or "")])
    try:
        yield
    finally:
        _step_out()


@contextmanager
def over_the_wall() -> Iterator[None]:
    """Look at all rows, where the answer does not depend on who looks: what is approved, which number is free."""
    with connection.cursor() as cursor:
        cursor.execute("select current_user")
        [role] = cursor.fetchone() or [""]
        cursor.execute("reset role")
    try:
        yield
    finally:
        if role == ROLE and not _waits_for_rollback():
            with connection.cursor() as cursor:
                cursor.execute("select set_config('role', %s, false)", [ROLE])


def _waits_for_rollback() -> bool:
    """After an error in a transaction nothing can be asked. Rolling back undoes `reset role` too, which came within."""
    return bool(connection.connection.info.transaction_status == TransactionStatus.INERROR)


def _step_out() -> None:
    if connection.connection is None:
        return
    try:
        with connection.cursor() as cursor:
            cursor.execute("reset role")
    except OperationalError:
        connection.close()


class BehindTheWall:
    """Middleware: everything after it happens as the viewer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with seen_by(request.user):
            return self.get_response(request)
