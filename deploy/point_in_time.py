"""Try going back to a moment: .venv/bin/python deploy/point_in_time.py [TOOLS]

On servers of PostgreSQL's programmes in TOOLS, such as /usr/lib/postgresql/15/bin; else of the wheel's newest, or the
system's. A database that archives its write-ahead log is copied while it runs (pg_basebackup); acts are done before a
moment and after it; then the copy is recovered to that moment from the archive, as docs/operations.md says. It has to
hold just the acts from before the moment.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from nadwa import cluster, postgres
from nadwa.demo.player import Browser
from nadwa.demo.serving import free_port, wait_for

TOOLS = Path(sys.argv[1]) if len(sys.argv) > 1 else max(cluster.binaries().items())[1]
USER = None if os.geteuid() else "nobody"
ARCHIVING = "wal_level = replica\narchive_mode = on\narchive_command = 'cp %p {archive}/%f'\n"
RECOVERING = (
    "restore_command = 'cp {archive}/%f %p'\nrecovery_target_time = '{moment}'\nrecovery_target_action = 'promote'\n"
)
ACTS = "select count(*) from record_act where index is not null"


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="nadwa-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        archive, source, copy, socket = parts = [folder / part for part in ("archive", "source", "copy", "socket")]
        for each in parts:
            each.mkdir(mode=0o700)
            shutil.chown(each, USER or os.geteuid())
        run("initdb", "-D", source, "-U", "nadwa", "-A", "trust", "-E", "UTF8", "--locale=C")
        set_up(source, ARCHIVING.format(archive=archive))
        with serving(source, socket) as address:
            postgres.create_if_missing(f"{address} dbname=postgres", "nadwa")
            os.environ["NADWA_VAR"] = str(folder / "var")
            do_acts(["aldora-head"])
            run("pg_basebackup", "-c", "fast", "-D", copy, "-d", f"{address} dbname=postgres")
            do_acts(["belmara-head"])
            kept, moment = ask(ACTS), ask("select now()::text")
            time.sleep(2)
            do_acts(["brivonia-head", "celandra-head"])
            after = ask(ACTS)
            ask("select pg_switch_wal()")
            time.sleep(2)
        set_up(copy, RECOVERING.format(archive=archive, moment=moment))
        (copy / "recovery.signal").touch()
        with serving(copy, socket):
            recovered = ask(ACTS)
    print(f"{kept} acts at {moment}, {after} later, {recovered} after going back")
    return int(not kept == recovered < after)


def run(tool: str, *words: str | Path) -> None:
    done = subprocess.run([TOOLS / tool, *words], user=USER, cwd="/", capture_output=True, text=True, check=False)
    if done.returncode:
        said = [file.read_text() for file in Path(words[1]).glob("log")] if tool == "pg_ctl" else []
        sys.exit("\n".join([tool, done.stdout, done.stderr, *said]))


def set_up(folder: Path, settings: str) -> None:
    with (folder / "postgresql.auto.conf").open("a") as file:
        file.write(settings)


@contextmanager
def serving(folder: Path, socket: Path) -> Iterator[str]:
    """A server on the folder, with its socket in another; its address without a database."""
    settings = f"-c listen_addresses='' -c unix_socket_directories='{socket}'"
    run("pg_ctl", "-D", folder, "-w", "-t", "300", "-l", folder / "log", "-o", settings, "start")
    os.environ["DATABASE_URL"] = f"host={socket} user=nadwa dbname=nadwa"
    try:
        yield f"host={socket} user=nadwa"
    finally:
        run("pg_ctl", "-D", folder, "-w", "-m", "fast", "stop")


def do_acts(personas: list[str]) -> None:
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
        server.wait(60)


def ask(query: str) -> object:
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        [(value,)] = connection.execute(query).fetchall()  # type: ignore[arg-type]
    return value


if __name__ == "__main__":
    sys.exit(main())
