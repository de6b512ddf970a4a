"""What the commands share: saying what went wrong, and the platform on its database."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import typer
from rich.console import Console

MIGRATING = 0x4E616478
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
    os.environ["NADWA_VAR"] = str(var)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nadwa.settings")
    try:
        postgres.ensure(var / "postgres")
        os.environ.setdefault("NADWA_SECRET_KEY", _secret(var))
    except (postgres.CannotStart, OSError) as error:
        raise fail(str(error)) from error
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import OperationalError, connection

    try:
        with connection.cursor() as cursor:  # several processes may start at once
            cursor.execute("select pg_advisory_lock(%s)", [MIGRATING])
            call_command("migrate", verbosity=0)
            cursor.execute("select pg_advisory_unlock(%s)", [MIGRATING])
    except postgres.CannotStart as error:
        raise fail(str(error)) from error
    except OperationalError as error:
        raise fail(f"the database does not answer: {str(error).splitlines()[0]}") from error
    yield


def folder_of_installation() -> Path:
    return Path(os.environ.get("NADWA_VAR", "var")).resolve()


def _secret(var: Path) -> str:
    path = var / "secret"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_hex(32))
    return path.read_text()
