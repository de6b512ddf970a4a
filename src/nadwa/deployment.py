"""What an installation needs before strangers may rely on it, in plain words: `nadwa check --deploy`."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection
from psycopg.conninfo import conninfo_to_dict

from nadwa.mail import server
from nadwa.record.sequencer import LOCK
from nadwa.wall import ROLE

OLDEST_POSTGRESQL = 150000
FREE_BYTES = 2**30
DURABLE = {"fsync": "on", "full_page_writes": "on", "synchronous_commit": "on"}


@dataclass(frozen=True)
class Need:
    """`holds` or not, and what to do where it does not."""

    what: str
    holds: bool
    remedy: str


def needs() -> list[Need]:
    return [*_settings(), *_database(), *_disk(), *_keys(), *_processes()]


def _settings() -> Iterator[Need]:
    host = urlsplit(settings.ADDRESS).hostname or ""
    yield Need("the demo is off", not settings.DEMO, "unset NADWA_DEMO: in the demo one can enter as anybody")
    yield Need(
        "pages are served over HTTPS only", settings.SECURE, "set NADWA_HTTPS=1, behind a proxy that speaks HTTPS"
    )
    yield Need(
        "links in mails lead to the address that people use",
        settings.ADDRESS.startswith("https://") and host in settings.ALLOWED_HOSTS,
        "set NADWA_ADDRESS=https://NAME and NADWA_HOSTS=NAME with the name of the server",
    )
    yield Need(
        "sessions are signed with a secret of this installation",
        len(settings.SECRET_KEY) >= 50,
        "set NADWA_SECRET_KEY to at least 50 random characters, the same for all its processes",
    )
    yield Need(
        "the record has a name of its own",
        settings.RECORD_NAME != "nadwa.local" and settings.RECORD_NAME.isascii() and settings.RECORD_NAME.isprintable(),
        "set NADWA_RECORD_NAME to the server's name, before the first act: it begins the origin of every log",
    )
    yield Need(
        "mails are encrypted on their way",
        settings.EMAIL_USE_SSL or settings.EMAIL_USE_TLS,
        "let NADWA_SMTP begin with smtps:// or smtp+starttls://",
    )
    yield Need(
        "nobody between platform and database can listen",
        _reached_safely(settings.DATABASE_ADDRESS),
        "reach it over a socket (host=/var/run/postgresql), or add sslmode=verify-full to DATABASE_URL",
    )
    yield Need("mails leave", server.is_there(), "set the mail server on its page, or NADWA_SMTP and NADWA_MAIL_FROM")


def _reached_safely(address: str) -> bool:
    parts = conninfo_to_dict(address)
    return str(parts.get("host", "/")).startswith("/") or parts.get("sslmode") == "verify-full"


def _database() -> Iterator[Need]:
    with connection.cursor() as cursor:
        cursor.execute("select current_setting('server_version_num')::int, current_setting('server_encoding')")
        version, encoding = cursor.fetchone() or (0, "")
        cursor.execute("select name, setting from pg_settings where name = any(%s)", [list(DURABLE)])
        durable = dict(cursor.fetchall())
        cursor.execute("select abs(extract(epoch from clock_timestamp()) - %s)", [_now()])
        [ahead] = cursor.fetchone() or [0]
        cursor.execute("select rolsuper from pg_roles where rolname = current_user")
        [superuser] = cursor.fetchone() or [True]
        cursor.execute("select from pg_roles where rolname = %s and not (rolsuper or rolbypassrls)", [ROLE])
        walled = cursor.fetchone() is not None
    yield Need("PostgreSQL is 15 or newer", version >= OLDEST_POSTGRESQL, f"upgrade PostgreSQL; it is {version}")
    yield Need(
        "the database holds every script", encoding == "UTF8", f"its encoding is {encoding}; create it with UTF8"
    )
    yield Need(
        "what is acknowledged is on the disk",
        durable == DURABLE,
        f"set {', '.join(f'{name}={value}' for name, value in DURABLE.items())}; now {durable}",
    )
    yield Need(
        "the database role is no superuser",
        not superuser,
        "let the platform connect as a role that owns its database and nothing else",
    )
    yield Need(
        "pages work behind the second wall",
        walled,
        f"the role {ROLE} passes over policies; as postgres: alter role {ROLE} nosuperuser nobypassrls",
    )
    yield Need("the clocks of database and platform agree", ahead < 1, f"they differ by {ahead:.0f} s; run NTP on both")


def _now() -> float:
    from nadwa import clock

    return clock.now().timestamp()


def _disk() -> Iterator[Need]:
    free = shutil.disk_usage(settings.VAR).free
    yield Need("there is room on the disk", free > FREE_BYTES, f"only {free // 2**20} MB are free at {settings.VAR}")


def _keys() -> Iterator[Need]:
    reachable = os.access(settings.KEYS, os.R_OK) and any(settings.KEYS.glob("record*.key"))
    yield Need(
        "the signing key is out of reach of the pages",
        not reachable,
        f"this user can read {settings.KEYS}: set NADWA_KEYS to a folder that only the user of `nadwa sequencer` can"
        " read, and check as the user of `nadwa web`",
    )


def _processes() -> Iterator[Need]:
    with connection.cursor() as cursor:
        cursor.execute("select 1 from pg_locks where locktype = 'advisory' and objid = %s and classid = 0", [LOCK])
        sequenced = cursor.fetchone() is not None
    yield Need(
        "a sequencer is at work", sequenced, "start `nadwa sequencer`: without it acts get no place in the record"
    )
