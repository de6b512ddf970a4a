"""A demo of its own for a while: in a temporary folder, with its own database, on a free port."""

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

START_SECONDS = 180
NADWA = [sys.executable, "-m", "nadwa"]


class NotServed(Exception):
    """The demo did not start."""


@dataclass(frozen=True)
class Served:
    """Attributes: `address` and `port` of the site; `folder`, kept while it runs; `environment` of its commands."""

    address: str
    port: int
    folder: Path
    environment: dict[str, str]


@contextmanager
def served() -> Iterator[Served]:
    """Start the demo and stop it afterwards. Raises NotServed."""
    with tempfile.TemporaryDirectory(prefix="nadwa-") as folder:
        Path(folder).chmod(0o755)
        port = free_port()
        environment = os.environ | {"NADWA_VAR": f"{folder}/var"}
        environment.pop("DATABASE_URL", None)
        command = [*NADWA, "demo", "--port", str(port)]
        server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)  # noqa: S603 - our own command
        try:
            site = Served(f"http://127.0.0.1:{port}", port, Path(folder), environment)
            wait_for(site.address)
            yield site
        finally:
            server.terminate()
            server.wait(30)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(site: str) -> None:
    ends = time.monotonic() + START_SECONDS
    while time.monotonic() < ends:
        try:
            httpx.get(f"{site}/en/", timeout=5)
        except httpx.HTTPError:
            time.sleep(0.2)
        else:
            return
    raise NotServed(f"the server did not start within {START_SECONDS} s")
