"""Make .venv from a lock: python3 tools/install.py LOCK. Needs nothing but Python; says in one line what is wrong."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

VENV = Path(".venv")
READY = VENV / "ready"  # holds the folder for which it is
HERE = os.fsencode(str(Path.cwd()))
OLDEST = (3, 11)
NEEDED_MB = 1200


class Failed(Exception):
    pass


def fail(message):
    sys.exit("nadwa: " + message)


def run(what, *command):
    done = subprocess.run(
        [str(part) for part in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    if done.returncode:
        reason = done.stdout.decode(errors="replace").strip().splitlines() or ["no reason given"]
        VENV.mkdir(exist_ok=True)
        log = VENV / "install.log"
        log.write_bytes(done.stdout)
        raise Failed("{} failed: {} (the whole answer is in {})".format(what, reason[-1], log))


def usable(uv):
    """Whether .venv is complete and was made here: a half-made one has no working pip, and in one that was moved with
    its folder, every script names the folder of before."""
    python = VENV / "bin" / "python"
    if not python.exists() or (READY.exists() and READY.read_bytes() not in (b"", HERE)):
        return False
    needed = "import sys; sys.exit(sys.version_info < (3, 11))"
    tried = subprocess.run(
        [str(python), "-c", needed if uv else "import pip; " + needed],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
    )
    return tried.returncode == 0


def require_what_is_needed(lock):
    if sys.version_info < OLDEST:
        fail(
            "Python 3.11 or newer is needed, {} is {}; try make demo PYTHON=python3.12".format(
                sys.executable, sys.version.split()[0]
            )
        )
    free = shutil.disk_usage(".").free // 2**20
    if free < NEEDED_MB:
        fail("{} MB are free on this disk, {} MB are needed".format(free, NEEDED_MB))
    if not os.access(".", os.W_OK):
        fail("cannot write to {}".format(Path.cwd()))
    if not os.geteuid() and "DATABASE_URL" not in os.environ and lock == "requirements-demo.lock":
        require_open()


def require_open():
    """The server says so too, but only after all has been installed."""
    sys.path.insert(0, "src")
    from nadwa import cluster

    here = Path.cwd() / ".venv"
    closed = cluster.first_closed(here, cluster.user_of(here))
    if closed:
        fail(
            "PostgreSQL does not run as root, and {} is closed to others; "
            "run make as an ordinary user, or where others may enter, as under /srv".format(closed)
        )


def install(lock, uv):
    """With uv, which is much quicker, or with pip: the lock names the same files for both, by their hashes."""
    python = VENV / "bin" / "python"
    if not usable(uv):
        shutil.rmtree(str(VENV), ignore_errors=True)
        print("Making .venv …", flush=True)
        make = [uv, "venv", "--quiet", "--python", sys.executable] if uv else [sys.executable, "-m", "venv"]
        run("making .venv", *make, VENV)
    if uv:
        command = [uv, "pip", "install", "--quiet", "--compile-bytecode", "--python", python]
    else:
        command = [python, "-m", "pip", "--quiet", "--disable-pip-version-check", "install"]
    print("Installing what {} lists{} …".format(lock, "" if uv else ", which takes pip a minute or two"), flush=True)
    run("installing from " + lock, *command, "--require-hashes", "-r", lock)
    run("installing nadwa", *command, "--no-deps", "--no-build-isolation", "--editable", ".")


def main(lock):
    require_what_is_needed(lock)
    uv = shutil.which("uv")
    try:
        install(lock, uv)
    except Failed as failed:
        if not uv:
            fail(str(failed))
        print("uv could not do it ({}); trying with pip".format(failed), flush=True)
        try:
            install(lock, None)
        except Failed as again:
            fail(str(again))
    READY.write_bytes(HERE)
    if lock == "requirements-dev.lock":
        (VENV / "ready-dev").touch()


try:
    main(sys.argv[1])
except KeyboardInterrupt:
    fail("stopped before everything was installed; the next make goes on")
