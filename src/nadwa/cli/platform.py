"""What the commands share: saying what went wrong, and the platform on its database."""

import atexit
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer
from rich.console import Console

from nadwa.folders import folder_of_installation

if TYPE_CHECKING:
    from nadwa.record.signer import Signer

NOT_THE_SIGNER = 78  # to start again would not help: EX_CONFIG of sysexits(3), which nadwa-sequencer.service knows
EMPTY = "the database is empty; nadwa serve, or the services, make an installation in it"
ENGINE = Path(__file__).parents[1] / "engine"
say = Console(stderr=True, highlight=False)


def fail(message: str, code: int = 1) -> typer.Exit:
    say.print(f"nadwa: {message}", style="red", markup=False, soft_wrap=True)
    return typer.Exit(code)


def clean(given: str) -> str:
    """A word of the command line that can be looked up: what a terminal in another encoding sent cannot."""
    from nadwa import characters

    if not characters.is_clean(given):
        raise typer.BadParameter(f"{given!r} has what no text can hold; is the terminal set to UTF-8?")
    return characters.normal(given)


@contextmanager
def platform() -> Iterator[None]:
    """Django set up on its database, migrated; a clear line when there is none to be had."""
    from nadwa import postgres

    var = folder_of_installation()
    try:
        postgres.examine(postgres.ensure(var / "postgres"))
        _set_up(var)
        _migrate()
    except (postgres.CannotStart, OSError) as error:
        raise fail(str(error)) from error
    yield


@contextmanager
def installation() -> Iterator[None]:
    """The platform as it is, for commands that look at it: they make none, and change no table."""
    from nadwa import postgres

    var = folder_of_installation()
    try:
        require_installation(var)
        if not postgres.examine(postgres.ensure(var / "postgres")):
            raise postgres.CannotStart(EMPTY)
        _set_up(var)
        from nadwa import tables

        if not tables.are_of_this_version():
            raise postgres.CannotStart("the database is of another version; nadwa serve brings it up to date")
    except (postgres.CannotStart, OSError) as error:
        raise fail(str(error)) from error
    yield


@contextmanager
def as_signer() -> Iterator["Signer"]:
    """The signer of the record, where this is it; else one line and a status of its own."""
    from django.conf import settings

    from nadwa.record.sequencer import require_own
    from nadwa.record.signer import NotTheSigner, Signer

    signer = Signer(settings.KEYS)
    try:
        require_own(signer)
        yield signer
    except NotTheSigner as other:
        raise fail(str(other), NOT_THE_SIGNER) from other


def _set_up(var: Path) -> None:
    os.environ["NADWA_VAR"] = str(var)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nadwa.settings")
    if "NADWA_SECRET_KEY" not in os.environ:
        os.environ["NADWA_SECRET_KEY"] = _secret(var)
    import django

    django.setup()


def _migrate() -> None:
    from django.core.management import call_command
    from django.db import OperationalError, connection

    from nadwa import postgres, wall

    try:
        with connection.cursor() as cursor:  # several processes may start at once
            cursor.execute("select pg_advisory_lock(%s)", [postgres.MIGRATING])
            call_command("migrate", verbosity=0)
            wall.set_rights()
            cursor.execute("select pg_advisory_unlock(%s)", [postgres.MIGRATING])
    except OperationalError as error:
        raise postgres.CannotStart(postgres.NO_ANSWER.format(str(error).splitlines()[0])) from error


def require_installation(var: Path) -> None:
    """There is a database to look at: one of its own in the folder, or a server that is named."""
    from nadwa import postgres

    if not os.environ.get("DATABASE_URL") and not (var / "postgres" / "PG_VERSION").exists():
        message = f"there is no installation in {var}; go to the folder that holds it, or name it in NADWA_VAR"
        raise postgres.CannotStart(message)


def find_room_for_what_is_compiled() -> None:
    """numba keeps it beside the code; where that may not be written, it goes to the installation, if there is any."""
    if "NUMBA_CACHE_DIR" in os.environ or os.access(ENGINE, os.W_OK):
        return
    var = folder_of_installation()
    if var.is_dir() or "NADWA_VAR" in os.environ:
        os.environ["NUMBA_CACHE_DIR"] = str(var / "numba")
    else:
        folder = tempfile.mkdtemp(prefix="nadwa-")
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        os.environ["NUMBA_CACHE_DIR"] = folder


def _secret(var: Path) -> str:
    path = var / "secret"
    if not path.exists():
        var.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_hex(32))
    return path.read_text()
