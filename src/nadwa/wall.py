"""The second wall: while a page is made, PostgreSQL itself withholds what is private to delegations not the viewer's.

Pages work as a role that owns nothing and cannot change what was signed. Policies in the migrations of record,
delegations, texts and cooperation say which rows it finds, by the person who asks. A view or query that forgets to ask
whose something is then finds nothing. Sequencer, worker, event streams and commands work as the owner of the tables.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse
from psycopg.pq import TransactionStatus

ROLE = "nadwa_pages"
BECOME = "select set_config('role', %s, false), set_config('nadwa.person', %s, false)"


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
