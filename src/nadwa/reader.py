"""The process that reads what outsiders send: `python -m nadwa.reader`, started by nadwa/web/reading.py.

It is given no secret and no database. It loads the parsers once and forks for each file: a file costs no start, and one
that is too much for its time or its memory ends its own fork and nothing else.
"""

import json
import os
import resource
import signal
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from nadwa.web.passing import ASKED, CPU_SECONDS, MEMORY, SECONDS, received

STEPS_BACK = 10  # where processors are few, pages go first
Reader = Callable[..., object]


def main() -> None:
    asking = socket.socket(fileno=int(sys.argv[1]))
    readers = _set_up(json.loads(sys.argv[2]))
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for a fork
    while True:
        asked, [*given], _flags, _address = socket.recv_fds(asking, len(ASKED), 1)
        if not asked:
            return  # who asks is gone
        with socket.socket(fileno=given[0]) as task:
            if os.fork() == 0:
                try:
                    asking.close()
                    _read(task, readers)
                finally:
                    os._exit(0)


def _set_up(settings: dict[str, Any]) -> dict[str, Reader]:
    """As much of Django as it takes to say in six languages what is wrong; and the readers by their names."""
    sys.modules["numpy"] = None  # type: ignore[assignment] # openpyxl would load it, and takes what is without it
    import django
    from django.conf import settings as of_django

    of_django.configure(**settings)
    django.setup()
    from nadwa.exchange import openslides_files, polis_files
    from nadwa.texts.reading import akoma_ntoso, word, xliff
    from nadwa.web import tables

    readers: tuple[Reader, ...] = (
        *(tables.lines_of, tables.json_of, tables.is_word),
        *(word.read, akoma_ntoso.read, xliff.units, polis_files.read, openslides_files.read),
    )
    return {f"{reader.__module__}.{reader.__qualname__}": reader for reader in readers}


def _read(task: socket.socket, readers: dict[str, Reader]) -> None:
    """Answer with {"value": …} or {"errors": […]}, or, by dying, with nothing."""
    from django.utils.translation import activate

    from nadwa.web.tables import BadUpload

    what, content = json.loads(received(task)), bytes(received(task))
    activate(what["language"])
    _limit()
    try:
        answer = {"value": readers[what["reader"]](content, *what["given"])}
    except BadUpload as bad:
        answer = {"errors": bad.errors}
    task.sendall(json.dumps(answer, default=asdict).encode())


def _limit() -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # what is said of a file may quote it
    os.nice(STEPS_BACK)
    signal.alarm(SECONDS)
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with suppress(ValueError, OSError):  # where a system knows no such limit, that of time remains
        most = _memory() + MEMORY
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _memory() -> int:
    """How much this process has by now, as the limit counts it."""
    return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()


if __name__ == "__main__":
    main()
