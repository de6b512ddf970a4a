"""What all processes have to know for a while: which one-time codes were used, how often somebody has tried.

A cache in the sense of Django, kept in a table of ours. Nothing goes before its time, however much there is, and of two
who add the same, one is told that it was there.
"""

import json
from datetime import datetime, timedelta
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.db import connection
from django.utils.crypto import salted_hmac

from nadwa import clock

ADD = """
insert into accounts_remembered as kept (key, value, until) values (%s, %s::jsonb, %s)
on conflict (key) do update set value = excluded.value, until = excluded.until where kept.until <= %s
"""
SET = """
insert into accounts_remembered (key, value, until) values (%s, %s::jsonb, %s)
on conflict (key) do update set value = excluded.value, until = excluded.until
"""
GET = "select value::text from accounts_remembered where key = %s and until > %s"
DELETE = "delete from accounts_remembered where key = %s"


class SharedByAll(BaseCache):
    def __init__(self, _location: str, params: dict[str, Any]) -> None:
        super().__init__(params)

    def add(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        return _done(ADD, [self._key(key, version), json.dumps(value), self._until(timeout), clock.now()])

    def set(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        _done(SET, [self._key(key, version), json.dumps(value), self._until(timeout)])

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        with connection.cursor() as cursor:
            cursor.execute(GET, [self._key(key, version), clock.now()])
            found = cursor.fetchone()
        return json.loads(found[0]) if found else default

    def delete(self, key: str, version: int | None = None) -> bool:
        return _done(DELETE, [self._key(key, version)])

    def clear(self) -> None:
        _done("delete from accounts_remembered", [])

    def _key(self, key: str, version: int | None) -> str:
        """Keys hold addresses, names and codes; of these the table says nothing to who has it alone."""
        return salted_hmac("nadwa.remembered", self.make_key(key, version), algorithm="sha256").hexdigest()

    def _until(self, timeout: Any) -> datetime:
        seconds: float = self.default_timeout if timeout is DEFAULT_TIMEOUT else timeout  # type: ignore[assignment]
        return clock.now() + timedelta(seconds=seconds)


def forget_what_is_over() -> None:
    """What has had its time counts no more, and is thrown away."""
    _done("delete from accounts_remembered where until <= %s", [clock.now()])


def _done(statement: str, values: list[Any]) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return bool(cursor.rowcount)
