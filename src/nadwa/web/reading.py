"""The gate for what outsiders send: it is read in another process (nadwa/reader.py), within limits of time and memory.

One file at a time is read for a person, and few at once for a web process, so that threads are left for pages. What is
read comes back as JSON, which is the only thing that is taken from that process.
"""

import atexit
import json
import logging
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from allauth.core import context
from django.conf import settings
from django.db import connection
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from nadwa.web.passing import ASKED, SECONDS, pass_on
from nadwa.web.tables import BadUpload

AT_ONCE = 2
WAIT_SECONDS = 5
END_SECONDS = 2
LONGEST_ANSWER = 100 * 2**20
KEPT = ("PATH", "PYTHONPATH", "HOME", "LANG", "LC_ALL", "TMPDIR")

logger = logging.getLogger(__name__)
_read = threading.BoundedSemaphore(AT_ONCE)
_wait = threading.BoundedSemaphore(AT_ONCE * 2)


def apart(read: Callable[..., Any], content: bytes, *given: Promise | str | int) -> Any:
    """What `read(content, *given)` gives, as JSON has it. Raises BadUpload, also where it takes too much."""
    what = {
        "reader": f"{read.__module__}.{read.__qualname__}",
        "given": [str(one) if isinstance(one, Promise) else one for one in given],
        "language": get_language() or settings.LANGUAGE_CODE,
    }
    with _one_of_a_person(), _one_of_few():
        answer = _asked(json.dumps(what).encode(), content)
    if not answer:
        raise BadUpload([_("This file takes too much time or memory to read. Divide it into smaller files.")])
    found = json.loads(answer)
    if "errors" in found:
        raise BadUpload(found["errors"])
    return found["value"]


@contextmanager
def _one_of_a_person() -> Iterator[None]:
    person = getattr(getattr(context.request, "user", None), "pk", None)
    if person is None:
        yield
    elif not _told("select pg_try_advisory_lock(hashtextextended(%s, 0))", person):
        raise BadUpload([_("Another file that you have sent is still being read. Send this one when that is done.")])
    else:
        try:
            yield
        finally:
            _told("select pg_advisory_unlock(hashtextextended(%s, 0))", person)


def _told(question: str, person: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(question, [f"reads a file of {person}"])
        [answer] = cursor.fetchone() or [False]
    return bool(answer)


@contextmanager
def _one_of_few() -> Iterator[None]:
    """Who would wait long, or beside many, does not wait: a thread that waits shows no page."""
    busy = _("Many files are being read at this moment. Send yours again in a few seconds.")
    if not _wait.acquire(blocking=False):
        raise BadUpload([busy])
    try:
        if not _read.acquire(timeout=WAIT_SECONDS):
            raise BadUpload([busy])
        try:
            yield
        finally:
            _read.release()
    finally:
        _wait.release()


def _asked(what: bytes, content: bytes) -> bytes:
    """The answer of the process that reads; empty if it gave none."""
    ours, theirs = socket.socketpair()
    with ours:
        ours.settimeout(SECONDS + WAIT_SECONDS)
        with theirs:
            _reader.ask(theirs)
        with suppress(OSError):
            pass_on(ours, what, content)
            ours.shutdown(socket.SHUT_WR)
            return _all(ours)
    return b""


def _all(stream: socket.socket) -> bytes:
    found = bytearray()
    while piece := stream.recv(2**20):
        found += piece
        if len(found) > LONGEST_ANSWER:
            return b""
    return bytes(found)


class _Reader:
    """The process that reads, started when it is first needed and again if it has died; it ends with this one."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.process: subprocess.Popen[bytes] | None = None
        self.asking: socket.socket | None = None

    def ask(self, task: socket.socket) -> None:
        with self.lock:
            ended = self.process.poll() if self.process else None
            if ended is not None:
                logger.warning("the process that reads files ended with %s, and is started again", ended)
            if self.process is None or ended is not None:
                self._start()
            assert self.asking  # noqa: S101 - it has been started
            socket.send_fds(self.asking, [ASKED], [task.fileno()])

    def start(self) -> None:
        with self.lock:
            if self.process is None:
                self._start()

    def end(self) -> None:
        """It ends when nobody can ask any more."""
        if self.process and self.asking:
            self.asking.close()
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(END_SECONDS)

    def _start(self) -> None:
        if self.asking:
            self.asking.close()
        self.asking, theirs = socket.socketpair()
        words = {"LANGUAGES": settings.LANGUAGES, "LOCALE_PATHS": settings.LOCALE_PATHS, "USE_TZ": True}
        command = [sys.executable, "-m", "nadwa.reader", str(theirs.fileno()), json.dumps(words, default=str)]
        self.process = subprocess.Popen(  # noqa: S603 - our own command
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            pass_fds=[theirs.fileno()],
            env={name: os.environ[name] for name in KEPT if name in os.environ},
        )
        theirs.close()


_reader = _Reader()
start = _reader.start
atexit.register(_reader.end)
