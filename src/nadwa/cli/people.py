"""What is held about people, and forgetting them."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nadwa.cli.platform import clean, fail, installation, say

if TYPE_CHECKING:
    from collections.abc import Callable

    from nadwa.accounts.models import Person
    from nadwa.acts.by import Unnamed
    from nadwa.record.models import Act

Name = Annotated[
    str,
    typer.Argument(help="The name with which the person signs in: most often an e-mail address.", callback=clean),
]


def _named(name: str) -> "Person":
    from nadwa.accounts.models import Person

    person = Person.objects.filter(username=name).first()
    if person is None:
        raise fail(f"nobody signs in as {name!r}", 2)
    return person


def show(name: Name, out: Annotated[Path, typer.Option(help="The file to write.")]) -> None:
    """Write all that is held about a person to a JSON file, as the person's own page does."""
    with installation():
        from nadwa.accounts.personal import held

        found = held(_named(name))
        out.write_text(json.dumps(found, ensure_ascii=False, indent=1))
        print(f"{out}: {sum(map(len, found.values()))} rows")


def withdraw(name: Name) -> None:
    """Shut a person's account at once: sessions, live streams and keys to the API end."""
    with installation():
        from nadwa.accounts import commands

        _carried_out(commands.withdraw, _named(name))
        say.print("Withdrawn. `nadwa person readmit` opens the account again.")


def readmit(name: Name) -> None:
    """Open again an account that was withdrawn."""
    with installation():
        from nadwa.accounts import commands

        _carried_out(commands.readmit, _named(name))
        say.print("The person can sign in again.")


def recover(name: Name) -> None:
    """Take away somebody's password and factors, and show the link to choose new ones: for officers of the
    installation, whom nobody recovers on a page."""
    with installation():
        from nadwa.accounts import commands
        from nadwa.accounts.enrolment import link_for

        person = _named(name)
        _carried_out(commands.recover, person)
        person.refresh_from_db()
        say.print("Hand this over to the person alone. It works once, within fourteen days:")
        print(link_for(person))


def _carried_out(command: "Callable[[Unnamed, Person], Act]", person: "Person") -> None:
    from nadwa.acts.by import THE_PLATFORM
    from nadwa.record.acts import Refused

    try:
        command(THE_PLATFORM, person)
    except Refused as refused:
        raise fail(str(refused.message)) from refused


def erase(
    name: Name,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask. It cannot be undone.")] = False,
) -> None:
    """Forget a person for good. What the person did stays on the record, where nothing says any more who it was."""
    with installation():
        from django.db import connection

        from nadwa.accounts.commands import erase as forget
        from nadwa.acts.by import THE_PLATFORM

        person = _named(name)
        if not yes:
            typer.confirm(f"Erase {person.name}? It cannot be undone.", abort=True)
        forget(THE_PLATFORM, person)
        with connection.cursor() as cursor:
            cursor.execute("vacuum full")
        say.print("Erased. Backups made before still know the person: they end with their own time of keeping.")
