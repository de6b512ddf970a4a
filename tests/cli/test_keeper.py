"""PostgreSQL from the wheel works in any folder and for any user, for as long as somebody lives who uses it, and for
nobody else."""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest

from nadwa import cluster
from tests.cli.test_demo_command import nadwa

ROOT = Path(__file__).parents[2]
USE = """
import pathlib, sys
from nadwa import postgres
print(postgres.start(pathlib.Path(sys.argv[1])), flush=True)
input()
"""
ODD = f'it\'s "my" projects, $HOME & ندوة الأمم 100% {"long " * 20}'
SOCKETS = f"{cluster.SOCKETS}*"
WAIT_SECONDS = 60
only_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root becomes another user, and only root needs one")


class Users:
    """Processes that use the server on a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.started: list[subprocess.Popen[str]] = []

    def begin(self, **environment: str) -> "subprocess.Popen[str]":
        """As from cron or in a container: no folder of the session, no home, variables about something else."""
        surroundings = {"PATH": os.environ["PATH"], "PYTHONWARNINGS": "error", "HOME": "/nonexistent", **environment}
        one = subprocess.Popen(
            [sys.executable, "-c", USE, str(self.folder)],
            env=surroundings,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.started.append(one)
        return one

    def use(self, **environment: str) -> "subprocess.Popen[str]":
        """One that has the server's address by now."""
        one = self.begin(**environment)
        assert one.stdout
        self.address = one.stdout.readline().strip()
        assert self.address, one.communicate()[1]
        return one

    def end(self, *some: "subprocess.Popen[str]") -> str:
        """They stop as one does; what they have complained of."""
        return "".join(one.communicate("\n", WAIT_SECONDS)[1] for one in some or self.started if one.poll() is None)

    def kill(self) -> None:
        for one in self.started:
            one.kill()
            one.communicate()

    def server(self) -> int:
        """The server's process, 0 where none is left."""
        with suppress(FileNotFoundError):
            process = int((self.folder / "postmaster.pid").read_text().split()[0])
            with suppress(ProcessLookupError):
                os.kill(process, 0)
                return process
        return 0


@pytest.fixture(scope="module")
def place(open_folder: Callable[[str], Path]) -> Path:
    return open_folder("keeper") / ODD / "var" / "postgres"


@pytest.fixture
def users(place: Path) -> Iterator[Users]:
    made = Users(place)
    yield made
    made.end()
    made.kill()


def as_nobody(address: str) -> str:
    """What another user of the machine hears who asks the server."""
    psql = cluster.binaries()[max(cluster.binaries())] / "psql"
    nobody = pwd.getpwnam("nobody")
    asked = subprocess.run(
        [psql, "-d", address, "-c", "select"],
        user=nobody.pw_uid,
        group=nobody.pw_gid,
        extra_groups=[],
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
    )
    return asked.stderr


def until(holds: Callable[[], object]) -> None:
    ends = time.monotonic() + WAIT_SECONDS
    while not holds():
        assert time.monotonic() < ends
        time.sleep(0.05)


def socket_of(users: Users) -> Path:
    """Its folder; other tests have theirs beside it."""
    [place] = [path for path in cluster.TEMPORARY.glob(SOCKETS) if str(path) in users.address]
    return place


def test_it_starts_anywhere_for_anybody_and_leaves_nothing_elsewhere(users: Users) -> None:
    half_made = users.folder.with_name("postgres.new")
    (half_made / "base").mkdir(parents=True)
    above = [(folder, folder.stat().st_mode) for folder in users.folder.parents]
    people = pwd.getpwall()

    users.use(PGPORT="1", PGDATA="/nowhere", PGHOST="nowhere", LC_ALL="de_DE.ISO-8859-1", TMPDIR="/nonexistent")
    with psycopg.connect(users.address) as connection:
        row = connection.execute("select count(*), lower('ÉЖ'), current_setting('listen_addresses') from pg_database")
        assert row.fetchone() == (4, "éж", "")
    socket = socket_of(users)
    assert (socket.stat().st_mode & 0o777, socket.stat().st_uid) == (0o700, users.folder.stat().st_uid)

    assert (users.end(), users.server()) == ("", 0)
    assert {path.name for path in users.folder.parent.iterdir()} == {"postgres", "postgres.turn", "postgres.users"}
    assert (socket.exists(), pwd.getpwall()) == (False, people)
    assert [(folder, folder.stat().st_mode) for folder, _ in above] == above


@only_root
def test_another_user_of_the_machine_is_refused_twice(users: Users) -> None:
    """By the folder of the socket; and where that is opened, by the server."""
    users.use()
    sockets = socket_of(users)

    assert "Permission denied" in as_nobody(users.address)
    sockets.chmod(0o755)
    (sockets / ".s.PGSQL.5432").chmod(0o777)
    assert 'Peer authentication failed for user "postgres"' in as_nobody(users.address)


@only_root
def test_under_root_it_runs_as_somebody_without_a_name(users: Users) -> None:
    users.use()
    owner = Path(f"/proc/{users.server()}").stat().st_uid

    assert owner in cluster.NAMELESS
    with pytest.raises(KeyError):
        pwd.getpwuid(owner)


@only_root
def test_under_root_nothing_is_opened_for_it(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    tmp_path.chmod(0o700)
    before = [folder.stat().st_mode for folder in (closed, *closed.parents)]

    status, said = nadwa("serve", "--port", "0", DATABASE_URL="", NADWA_VAR=str(closed / "var"))

    assert status == 1
    assert said.startswith("nadwa: PostgreSQL does not run as root, and ")
    assert said.endswith("run Nadwa as an ordinary user, or put NADWA_VAR where others may enter, as under /srv")
    assert (list(closed.iterdir()), [folder.stat().st_mode for folder in (closed, *closed.parents)]) == ([], before)


def test_what_trusted_everybody_does_so_no_more(users: Users) -> None:
    """As data stand that were made before: it makes no difference whether the server ran on."""
    for killed in (False, True):
        first = users.use()
        (users.folder / "pg_hba.conf").write_text("local all all trust\n")
        with psycopg.connect(users.address) as connection:
            connection.execute("select pg_reload_conf()")
        first.kill() if killed else users.end(first)
        first.wait()

        users.use()

        until(lambda: rules(users.address) == [("peer", ["map=nadwa"])] * 2)
        users.end()


def rules(address: str) -> list[tuple[object, ...]]:
    with psycopg.connect(address) as connection:
        return connection.execute("select auth_method, options from pg_hba_file_rules").fetchall()


def test_the_last_who_lives_stops_it(users: Users) -> None:
    """One that was killed has forgotten nothing: the system lets go of what it held."""
    killed, first, second = users.use(), users.use(), users.use()
    server = users.server()

    killed.kill()
    killed.wait()
    users.end(first)
    assert users.server() == server
    users.end(second)
    assert users.server() == 0


def test_one_that_was_left_behind_is_taken_over(users: Users) -> None:
    users.use().kill()
    server = users.server()
    assert server

    users.use()

    assert users.server() == server
    users.end()
    assert users.server() == 0


def test_after_a_crash_it_starts_though_its_number_is_somebody_elses_by_now(users: Users) -> None:
    users.use()
    os.kill(users.server(), signal.SIGKILL)
    users.kill()
    uid = users.folder.stat().st_uid
    somebody = subprocess.Popen(["/bin/sleep", "600"], user=uid if os.geteuid() == 0 else None)
    notes = (users.folder / "postmaster.pid").read_text().splitlines()
    (users.folder / "postmaster.pid").write_text("\n".join([str(somebody.pid), *notes[1:]]) + "\n")

    users.use()

    assert users.server() != somebody.pid
    users.end()
    assert somebody.poll() is None
    somebody.kill()
    somebody.wait()


def test_many_at_once_share_one(users: Users) -> None:
    """Also where nothing is there yet."""
    shutil.rmtree(users.folder.parent, ignore_errors=True)
    begun = [users.begin() for _ in range(6)]

    addresses = {one.stdout.readline() for one in begun if one.stdout}

    assert (len(addresses), "" in addresses) == (1, False)
    assert (users.end(), users.server()) == ("", 0)


def test_one_that_is_slow_to_recover_is_waited_for(users: Users) -> None:
    """Recovering from an archive that answers after six seconds, once."""
    users.use()
    users.end()
    settings = users.folder / "postgresql.auto.conf"
    before = settings.read_text()
    settings.write_text("restore_command = 'test -e asked || { touch asked; sleep 6; }; false'\n")
    (users.folder / "recovery.signal").touch()

    users.use()
    settings.write_text(before)

    said = users.end()
    assert said.startswith("PostgreSQL is not ready yet; it may be recovering")
    assert said.count("\n") == 1


def test_one_that_does_not_start_says_why_in_one_line(users: Users) -> None:
    users.use()
    users.end()
    settings = users.folder / "postgresql.auto.conf"
    before = settings.read_text()
    settings.write_text("nonsense = 1\n")
    sockets = set(cluster.TEMPORARY.glob(SOCKETS))

    status, said = nadwa("check", DATABASE_URL="", NADWA_VAR=str(users.folder.parent))
    settings.write_text(before)

    assert (status, said.count("nadwa: ")) == (1, 1)
    new = set(cluster.TEMPORARY.glob(SOCKETS)) - sockets
    until(lambda: all(any(folder.iterdir()) for folder in new if folder.exists()))  # those of other tests are at work
    assert said.startswith("nadwa: PostgreSQL did not start: ")
    assert "postgresql.auto.conf" in said
    assert said.endswith(f"(its log is {' '.join(str(users.folder / 'log').split())})")


def test_what_is_in_use_is_neither_reset_nor_cleaned(users: Users, tmp_path: Path) -> None:
    """After everybody has died it is, and the server that was left with it."""
    checkout = users.folder.parents[1]
    for name in ("tools", "src"):
        (checkout / name).mkdir(parents=True)
    shutil.copy(ROOT / "tools/clean.py", checkout / "tools")
    (checkout / "src/nadwa").symlink_to(ROOT / "src/nadwa")
    var, clean = users.folder.parent, [sys.executable, str(checkout / "tools/clean.py")]
    users.use()
    refused = f"{var} is in use; stop what runs on it first"

    reset = nadwa("demo", "--reset", "--port", "0", DATABASE_URL="", NADWA_VAR=str(var))
    cleaned = subprocess.run(clean, capture_output=True, text=True, check=False)

    assert reset == (1, " ".join(f"nadwa: {refused}".split()))
    assert (cleaned.returncode, cleaned.stderr) == (1, f"nadwa: {refused}\n")
    with psycopg.connect(users.address) as connection:
        assert connection.execute("select 1").fetchone() == (1,)
    server = users.server()
    users.kill()
    subprocess.run(clean, check=True)
    assert not var.exists()
    until(lambda: not Path(f"/proc/{server}").exists() or sys.platform != "linux")
