"""From a clone to the first page, as strangers have it: .venv/bin/python -m tools.first_minutes

For each user, path, Python and database there is: `make demo` in a clone of what is committed; how long it installs
and how long it is from there to the first page; whether the page of the edition opens, Ctrl+C leaves nothing running,
and the modes of the folders above and the list of users are as before. Under root the ordinary user is `nobody`.
Prints a table.
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import psutil

from nadwa import keeper, postgres
from nadwa.demo.serving import free_port

ROOT = Path(__file__).parent.parent
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
PATHS = {"plain": "nadwa", "odd": f"it's my projects, 100 % ندوة الأمم {'long ' * 20}/nadwa"}
KEPT = ("PIP_", "UV_", "SSL_", "LANG")
LONGEST_SECONDS = 600
HEAD = "| user | path | Python | installed by | database | installed after | first page after that | |\n|" + "---|" * 8


@dataclass(frozen=True)
class Case:
    """A stranger: `user` a name; `path` one of PATHS; `python` a programme; whether uv is at hand; the database."""

    user: str
    path: str
    python: str
    uv: bool
    database: str = "of the wheel"


def main() -> int:
    print(HEAD)
    works = [tried(case) for case in cases()]
    return int(not all(works))


def cases() -> Iterator[Case]:
    me = pwd.getpwuid(os.geteuid()).pw_name
    uv = bool(shutil.which("uv"))
    for user in dict.fromkeys((me, "nobody") if me == "root" else (me,)):
        pythons = [python for python in found_pythons() if can_run(user, python)]
        for python in pythons:
            yield from (Case(user, path, python, uv) for path in PATHS)
        yield Case(user, "plain", pythons[0], uv, "DATABASE_URL")
        if uv:
            yield Case(user, "odd", pythons[0], uv=False)


def found_pythons() -> list[str]:
    """One of each version, those of the system first, which others may run."""
    places = os.pathsep.join(["/usr/local/bin", "/usr/bin", os.environ["PATH"]])
    found = (shutil.which(f"python{version}", path=places) for version in PYTHONS)
    return [
        one for one in found if one and subprocess.run([one, "-V"], check=False, capture_output=True).returncode == 0
    ]


def can_run(user: str, python: str) -> bool:
    try:
        return subprocess.run([python, "-c", "import venv"], cwd="/", check=False, **as_user(user)).returncode == 0
    except PermissionError:
        return False


def as_user(user: str) -> dict[str, Any]:
    one = pwd.getpwnam(user)
    return {} if one.pw_uid == os.geteuid() else {"user": one.pw_uid, "group": one.pw_gid, "extra_groups": []}


def tried(case: Case) -> bool:
    with tempfile.TemporaryDirectory(prefix="nadwa-") as place:
        owner = pwd.getpwnam(case.user)
        checkout = Path(place) / PATHS[case.path]
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(checkout)], check=True)
        Path(place).chmod(0o755)
        for folder, _folders, files in os.walk(place):
            for path in (Path(folder), *(Path(folder, name) for name in files)):
                os.chown(path, owner.pw_uid, owner.pw_gid, follow_symlinks=False)
        before = surroundings(checkout)
        installed, shown, complaint = demo(case, checkout, Path(place))
        if not complaint and surroundings(checkout) != before:
            complaint = "changed the modes of folders or the list of users"
    version = subprocess.run([case.python, "-V"], capture_output=True, text=True, check=True).stdout.split()[1]
    times = (f"{seconds:.0f} s" if seconds else "" for seconds in (installed, shown))
    by = "uv" if case.uv else "pip"
    print(f"| {case.user} | {case.path} | {version} | {by} | {case.database} | {' | '.join(times)} |", end=" ")
    print(complaint or "works", "|", flush=True)
    return not complaint


def surroundings(checkout: Path) -> tuple[object, ...]:
    return [folder.stat().st_mode for folder in checkout.parents], pwd.getpwall()


def demo(case: Case, checkout: Path, place: Path) -> tuple[float, float, str]:
    """Seconds to install, seconds from there to the first page, and what was wrong."""
    port = free_port()
    site = f"http://127.0.0.1:{port}/en/"
    environment = {name: value for name, value in os.environ.items() if name.startswith(KEPT)}
    programmes = os.environ["PATH"].split(os.pathsep)
    environment["PATH"] = os.pathsep.join(one for one in programmes if case.uv or not (Path(one) / "uv").exists())
    environment["HOME"] = str(place)
    data = place / "server" / "postgres"
    if case.database == "DATABASE_URL":
        data.parent.mkdir()
        os.chown(data.parent, *pwd.getpwnam(case.user)[2:4])
        environment["DATABASE_URL"] = postgres.start(data)
    begun, made = time.monotonic(), 0.0
    with (place / "said").open("w") as said:
        command = ["make", "demo", f"PYTHON={case.python}", f"PORT={port}"]
        running = subprocess.Popen(
            command,
            cwd=checkout,
            env=environment,
            stdout=said,
            stderr=said,
            start_new_session=True,
            **as_user(case.user),
        )
        try:
            shown = 0.0
            while not shown and running.poll() is None and time.monotonic() - begun < LONGEST_SECONDS:
                made = made or ((checkout / ".venv/ready").exists() and time.monotonic() - begun) or 0.0
                shown = is_shown(site) and time.monotonic() - begun
                time.sleep(0.1)
            opened = shown and httpx.get(f"{site}beijing-2016/", timeout=60).status_code == httpx.codes.OK
        finally:
            os.killpg(running.pid, signal.SIGINT)
            running.wait(60)
            keeper.leave(data)
    lines = (place / "said").read_text().strip().splitlines()
    if not opened:
        return made, shown - made, lines[-1] if lines else "said nothing"
    left = [one.pid for one in psutil.process_iter(["cmdline"]) if str(place) in " ".join(one.info["cmdline"] or [])]
    return made, shown - made, f"left {len(left)} processes running" if left else ""


def is_shown(address: str) -> bool:
    try:
        return httpx.get(address, timeout=60).status_code == httpx.codes.OK
    except httpx.HTTPError:
        return False


if __name__ == "__main__":
    sys.exit(main())
