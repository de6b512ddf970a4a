"""Real servers in processes of their own, each with a database and a folder of its own."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import psycopg
import pytest
from psycopg import conninfo, sql

from nadwa.demo.serving import NADWA, free_port, wait_for

LOADED = "loaded"
STUDY_SECONDS = 300  # some seconds on a machine with nothing else to do
COMMAND_SECONDS = 120
LOCK_SECONDS = 500
STOP_SECONDS = 30


class Site:
    """What `nadwa demo` or `nadwa serve` serves, from its own database and folder; it can be killed and started again.
    It begins as another was that has been stopped, whose folder bears the name of its database; or with nothing."""

    def __init__(self, name: str, folder: Path, like: Path | None = None, command: str = "demo") -> None:
        self.folder = folder
        self.serves = command
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        admin = os.environ["DATABASE_URL"]
        template = sql.Identifier(like.name if like else "template1")
        with psycopg.connect(admin, autocommit=True) as connection:
            connection.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))
            connection.execute(sql.SQL("create database {} template {}").format(sql.Identifier(name), template))
        if like:
            shutil.copytree(like, folder, dirs_exist_ok=True)
        url = conninfo.make_conninfo(admin, dbname=name)
        self.environment = os.environ | {"NADWA_VAR": str(folder), "DATABASE_URL": url}
        if command == "serve":
            self.environment.pop("NADWA_DEMO", None)  # of the tests in this process
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = [*NADWA, self.serves, "--port", str(self.port)]
        with (self.folder / "said").open("w") as said:
            self.process = subprocess.Popen(command, env=self.environment, stdout=said)
        wait_for(self.address)

    def said(self) -> str:
        """What it has told whoever started it."""
        return (self.folder / "said").read_text()

    def __enter__(self) -> "Site":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def wait_for_studies(self) -> None:
        """Until the worker has studied the roll calls, which it does first of all."""
        ends = time.monotonic() + STUDY_SECONDS
        while time.monotonic() < ends:
            if "<select" in httpx.get(f"{self.address}/en/states/", timeout=30).text:
                return
            time.sleep(0.5)
        raise TimeoutError(f"roll calls have not been studied within {STUDY_SECONDS} s")

    def kill(self) -> None:
        assert self.process
        self.process.kill()
        self.process.wait(STOP_SECONDS)

    def stop(self) -> None:
        assert self.process
        self.process.terminate()
        try:
            self.process.wait(STOP_SECONDS)
        finally:
            self.kill()

    def command(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [*NADWA, *arguments]
        return subprocess.run(
            command, env=self.environment, capture_output=True, text=True, check=False, timeout=COMMAND_SECONDS
        )


@pytest.fixture(scope="session")
def worker() -> str:
    """Which of several processes this is, if it is one of several."""
    return os.environ.get("PYTEST_XDIST_WORKER", "alone")


@pytest.fixture(scope="session")
def shared(worker: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which all processes of a run find what one of them has made."""
    own = tmp_path_factory.getbasetemp()
    return own if worker == "alone" else own.parent


@pytest.fixture(scope="session")
def open_folder() -> Iterator[Callable[[str], Path]]:
    """Makes folders that others may enter, unlike those of pytest: under root PostgreSQL is somebody else."""
    with tempfile.TemporaryDirectory(prefix="nadwa-") as place:
        Path(place).chmod(0o755)

        def made(name: str) -> Path:
            folder = Path(tempfile.mkdtemp(prefix=f"{name}-", dir=place))
            folder.chmod(0o755)
            return folder

        yield made


@pytest.fixture(scope="session")
def new_site(worker: str, open_folder: Callable[[str], Path]) -> Callable[[str], Site]:
    """A site with nothing in it, where the demo will be loaded."""
    return lambda name: Site(f"{name}_{worker}", open_folder(name))


@pytest.fixture(scope="session")
def new_installation(worker: str, open_folder: Callable[[str], Path]) -> Callable[[str], Site]:
    """A site with nothing in it, of those who hold their own symposium."""
    return lambda name: Site(f"{name}_{worker}", open_folder(name), command="serve")


@pytest.fixture(scope="session")
def new_demo(worker: str, shared: Path, open_folder: Callable[[str], Path]) -> Callable[[str], Site]:
    """A site with the demo as it is when it has been loaded and studied, which is done once for all workers."""

    def made(name: str) -> Site:
        loaded = shared / LOADED
        with psycopg.connect(os.environ["DATABASE_URL"], options=f"-c lock_timeout={LOCK_SECONDS}s") as connection:
            connection.execute("select pg_advisory_xact_lock(hashtext(%s))", [LOADED])
            if not loaded.exists():
                _load(loaded)
        return Site(f"{name}_{worker}", open_folder(name), like=loaded)

    return made


def _load(folder: Path) -> None:
    """What breaks off leaves nothing that looks loaded."""
    loading = folder.with_name("loading")
    shutil.rmtree(loading, ignore_errors=True)
    loading.mkdir()
    with Site(LOADED, loading) as site:
        site.wait_for_studies()
    loading.rename(folder)
