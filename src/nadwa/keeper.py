"""Who uses the PostgreSQL of a folder: it is started for the first process, and stopped by the last one that lives.

Two files beside the folder are locked, and the system lets go of the locks of a process that dies: `.users` is shared
by all who use the server, `.turn` is had by the one that starts or stops it.
"""

import atexit
import fcntl
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from nadwa import cluster
from nadwa.cluster import CannotStart, User

PATIENCE_SECONDS = 4
PAUSE_SECONDS = 0.02
STOPS = ((signal.SIGINT, 60), (signal.SIGQUIT, 15))


class Seat(NamedTuple):
    """The open files by which this process takes its turn, and is one of the users."""

    turn: int
    users: int


_seats: dict[Path, Seat] = {}


def start(folder: Path) -> dict[str, str]:
    """See to it that a server is at work on the folder as long as this process lives; gives where it is reached."""
    folder = folder.resolve()
    user = cluster.require_reachable(folder)
    if folder not in _seats:
        _seats[folder] = _seat(folder, user)
        atexit.register(_end, folder)
    with _turn(_seats[folder], folder):
        fcntl.flock(_seats[folder].users, fcntl.LOCK_SH)
        _wait(lambda: bool(cluster.reached(folder)) or not cluster.is_alive(folder), folder)
        if not (folder / "PG_VERSION").exists():
            cluster.make(folder, user)
        is_new = cluster.close_to_others(folder, user)
        if not cluster.reached(folder):
            _launch(folder, user)
        elif is_new:
            cluster.tell(folder, user, signal.SIGHUP)
        return cluster.reached(folder)


def leave(folder: Path) -> None:
    """Use the server no more; if nobody else does, it stops."""
    folder = folder.resolve()
    if folder not in _seats:
        return
    seat = _seats.pop(folder)
    with _turn(seat, folder):
        if cluster.is_had(seat.users):
            _stop(folder, cluster.user_of(folder))
    os.close(seat.turn)
    os.close(seat.users)


@contextmanager
def alone(folder: Path) -> Iterator[tuple[Path, ...]]:
    """Nobody uses the server, which is stopped, and nobody starts it meanwhile; gives the files by which that is seen.
    CannotStart where somebody does."""
    folder = folder.resolve()
    user = cluster.user_of(folder)
    seat = _seat(folder, user)
    try:
        if not (cluster.is_had(seat.turn) and cluster.is_had(seat.users)):
            raise CannotStart(f"{folder.parent} is in use; stop what runs on it first")
        _stop(folder, user)
        yield _locks(folder)
    finally:
        os.close(seat.turn)
        os.close(seat.users)


def _seat(folder: Path, user: User) -> Seat:
    try:
        for missing in reversed([place for place in folder.parents if not place.exists()]):
            missing.mkdir(exist_ok=True)  # of two who start at once, one is later
            if not os.geteuid():
                missing.chmod(missing.stat().st_mode | 0o011)  # the server, who is somebody else, passes here
        return Seat(*(cluster.opened(lock, user, os.O_RDWR) for lock in _locks(folder)))
    except OSError as error:
        raise CannotStart(f"cannot write to {folder.parent}: {error.strerror}") from error


def _locks(folder: Path) -> tuple[Path, ...]:
    return tuple(folder.with_name(folder.name + end) for end in (".turn", ".users"))


@contextmanager
def _turn(seat: Seat, folder: Path) -> Iterator[None]:
    _wait(lambda: cluster.is_had(seat.turn), folder)
    try:
        yield
    finally:
        fcntl.flock(seat.turn, fcntl.LOCK_UN)


def _launch(folder: Path, user: User) -> None:
    """Start it and wait, however long it takes to recover."""
    launched = cluster.launch(folder, user)
    _wait(lambda: bool(cluster.reached(folder)) or not cluster.is_alive(folder), folder)
    if not cluster.reached(folder):
        cluster.remove_socket(launched.socket)
        raise CannotStart(f"PostgreSQL did not start: {launched.last_words()} (its log is {launched.log})")


def _wait(done: Callable[[], bool], folder: Path) -> None:
    patience = time.monotonic() + PATIENCE_SECONDS
    while not done():
        if time.monotonic() > patience:
            said = f"PostgreSQL is not ready yet; it may be recovering, and its log is {folder / 'log'}"
            print(said, file=sys.stderr, flush=True)
            patience = float("inf")
        time.sleep(PAUSE_SECONDS)


def _end(folder: Path) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who is impatient would leave the server behind
    leave(folder)


def _stop(folder: Path, user: User) -> None:
    def is_noted() -> bool:
        return (folder / "postmaster.pid").exists()

    _wait(lambda: is_noted() or not cluster.is_alive(folder), folder)  # whom to tell, it notes on starting
    if not cluster.is_alive(folder) and not cluster.reached(folder):
        return
    for asked, seconds in STOPS:
        cluster.tell(folder, user, asked)
        cluster.forget_socket(folder)
        ends = time.monotonic() + seconds
        while time.monotonic() < ends:
            if not cluster.is_alive(folder) and not is_noted():
                return
            time.sleep(PAUSE_SECONDS)
    raise CannotStart(f"PostgreSQL in {folder} does not stop; end its process by hand, and try again")
