"""An installation as it stands on a server: every service a process of its own, kept running, on a real PostgreSQL."""

import os
import signal
import subprocess
import threading
import time
from contextlib import suppress
from pathlib import Path

import psutil
import psycopg
from psycopg import conninfo

from nadwa import postgres
from nadwa.demo.serving import NADWA, free_port, wait_for

SERVICES = ("web", "live", "sequencer", "worker")
WITH_PORT = {"web", "live"}
KEEP_SECONDS = 0.1


class Database:
    """PostgreSQL from the wheel, with fsync on, as a set of processes that can be killed and frozen."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.address = postgres.start(folder)

    def processes(self) -> list[psutil.Process]:
        try:
            postmaster = psutil.Process(int((self.folder / "postmaster.pid").read_text().split()[0]))
            return [postmaster, *postmaster.children()]
        except (FileNotFoundError, psutil.NoSuchProcess):
            return []

    def signal(self, what: signal.Signals) -> None:
        for process in self.processes():
            with suppress(psutil.NoSuchProcess):
                process.send_signal(what)

    def kill(self) -> None:
        killed = self.processes()
        self.signal(signal.SIGKILL)
        psutil.wait_procs(killed, 10)

    def start(self) -> None:
        """Start it again, however long its recovery takes."""
        postgres.start(self.folder)

    def set(self, **settings: str) -> None:
        with psycopg.connect(self.address, autocommit=True) as connection:
            for name, value in settings.items():
                connection.execute(f"alter system set {name} = '{value}'")
            connection.execute("select pg_reload_conf()")
        time.sleep(1)

    def rows(self, query: str, *arguments: object) -> list[tuple[object, ...]]:
        with psycopg.connect(self.address) as connection:
            return list(connection.execute(query, arguments))


class Installation:
    """The demo edition, served by four services that are started again when they die."""

    def __init__(self, folder: Path, data: Path | None = None, processes: int = 1, **environment: str) -> None:
        folder.chmod(0o755)
        self.folder, self.processes = folder, processes
        self.database = Database(data or folder / "postgres")
        self.port, self.live_port = free_port(), free_port()
        self.site = f"http://127.0.0.1:{self.port}"
        self.environment = os.environ | {
            "NADWA_VAR": str(folder),
            "DATABASE_URL": self.database.address,
            "NADWA_ADDRESS": self.site,
            **environment,
        }
        self.more: dict[str, dict[str, str]] = {}
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        self.keeping = threading.Event()

    def __enter__(self) -> "Installation":
        loading = subprocess.Popen([*NADWA, "demo", "--port", str(self.port)], env=self.environment, stdout=-3)
        wait_for(self.site)
        loading.terminate()
        loading.wait(30)
        self.environment["NADWA_DEMO"] = "1"
        self.keeping.set()
        self.keeper = threading.Thread(target=self._keep)
        self.keeper.start()
        wait_for(self.site)
        return self

    def __exit__(self, *_: object) -> None:
        self.keeping.clear()
        self.keeper.join()
        for name in self.running:
            self.kill(name)
        self.database.kill()

    def _keep(self) -> None:
        """As an init system does: what has died is started again."""
        while self.keeping.is_set():
            for name in SERVICES:
                if name not in self.running or self.running[name].poll() is not None:
                    self.running[name] = self._start(name)
            time.sleep(KEEP_SECONDS)

    def _start(self, name: str) -> "subprocess.Popen[bytes]":
        url = conninfo.make_conninfo(self.database.address, application_name=name)
        command = [*NADWA, name, *(["--processes", str(self.processes)] if name == "web" else [])]
        if name in WITH_PORT:
            command += ["--port", str(self.port if name == "web" else self.live_port)]
        environment = self.environment | {"DATABASE_URL": url} | self.more.get(name, {})
        log = (self.folder / f"{name}.log").open("ab")
        return subprocess.Popen(command, env=environment, stdout=log, stderr=log, start_new_session=True)

    def kill(self, name: str) -> None:
        """SIGKILL the service and all it has started."""
        with suppress(ProcessLookupError):
            os.killpg(self.running[name].pid, signal.SIGKILL)
        self.running[name].wait()

    def restart(self, name: str, **environment: str) -> None:
        self.more[name] = environment
        self.kill(name)
        wait_for(self.site)

    def is_connected(self, name: str) -> bool:
        """Whether the service talks to the database (again)."""
        found = "select count(*) from pg_stat_activity where application_name = %s"
        with suppress(psycopg.Error):
            return self.database.rows(found, name) != [(0,)]
        return False

    def command(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run([*NADWA, *arguments], env=self.environment, capture_output=True, text=True, check=False)
