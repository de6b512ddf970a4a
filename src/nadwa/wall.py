"""The second wall: while a page is made, PostgreSQL itself withholds what is private to delegations not the viewer's.

Pages work as a role that owns nothing and may neither sign nor change what was signed; what it may do with which table
stands here, and is set whenever the tables were made or brought up to date. Policies in the migrations of the rooms say
which rows it finds, by the person who asks. A view or query that forgets to ask whose something is then finds nothing.
Sequencer, worker, event streams and commands work as the owner of the tables.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import OperationalError, connection, transaction
from django.http import HttpRequest, HttpResponse
from psycopg import sql
from psycopg.pq import TransactionStatus

from nadwa import clock
from nadwa.acts.by import Somebody

ROLE = "nadwa_pages"
ALL = {"SELECT", "INSERT", "UPDATE", "DELETE"}
RIGHTS: dict[str, set[str]] = {  # of pages; all four with tables that are not named
    "accounts_charge": {"SELECT"},
    "delegations_badge": {"SELECT"},
    "django_migrations": {"SELECT"},
    "django_session": set(),
    "mail_mail": {"SELECT"},
    "mail_server": set(),
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
BECOME = """
select set_config('role', %s, false), set_config('nadwa.person', %s, false), set_config('nadwa.now', %s, false)
"""


def set_rights() -> None:
    """Let the role of the pages do with the tables there are what it may, and nothing else."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select current_database(), current_schema()")
        place = dict(zip(("database", "schema"), map(sql.Identifier, cursor.fetchone()), strict=True))
        cursor.execute(GIVEN, [ROLE])
        for table, given in cursor.fetchall():
            rights = RIGHTS.get(table, ALL)
            if set(given) != rights:
                _set_rights(cursor, sql.Identifier(table), rights)
        cursor.execute(sql.SQL("grant usage on all sequences in schema {schema} to nadwa_pages").format(**place))
        cursor.execute(sql.SQL("revoke temporary on database {database} from public").format(**place))


def _set_rights(cursor: Any, table: sql.Identifier, rights: set[str]) -> None:
    cursor.execute(sql.SQL("revoke all on {} from nadwa_pages").format(table))
    if rights:
        given = sql.SQL(", ").join(map(sql.SQL, sorted(rights)))
        cursor.execute(sql.SQL("grant {} on {} to nadwa_pages").format(given, table))


_is_behind: ContextVar[bool] = ContextVar("behind the wall", default=False)


@contextmanager
def seen_by(person: Somebody) -> Iterator[None]:
    """Find only what the person may see; nobody's private rows if `person` is not signed in."""
    with connection.cursor() as cursor:
        cursor.execute(BECOME, [ROLE, str(person.pk or ""), clock.now().isoformat()])
    token = _is_behind.set(True)
    try:
        yield
    finally:
        _is_behind.reset(token)
        _step_out()


@contextmanager
def over_the_wall() -> Iterator[None]:
    """Look at all rows, where the answer does not depend on who looks: what is approved, which number is free."""
    if not _is_behind.get():
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("reset role")
    token = _is_behind.set(False)
    try:
        yield
    finally:
        _is_behind.reset(token)
        if not _waits_for_rollback():
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
