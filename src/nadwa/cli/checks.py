"""Whether an installation is fit for use."""

from typing import Annotated

import typer

from nadwa.cli.platform import fail, installation, say


def check(
    deploy: Annotated[bool, typer.Option("--deploy", help="Check all that strangers will rely on.")] = False,
) -> None:
    """Say in plain words what an installation lacks, and which stored texts no form would take today.

    Run it as the user of the pages, with their environment.
    """
    with installation():
        from django.core.management import call_command

        from nadwa.deployment import needs
        from nadwa.stored import unwritable
        from nadwa.web.names import not_plain

        call_command("check", verbosity=0)
        missing = 0
        for need in needs() if deploy else []:
            missing += not need.holds
            if need.holds:
                print(f"ok       {need.what}")
            else:
                print(f"MISSING  {need.what}\n         {need.remedy}")
        for text in (*unwritable(), *not_plain()):
            missing += 1
            print(f"UNCLEAN  {text}")
    if missing:
        raise fail(f"{missing} things are missing or not clean")
    say.print(
        "nothing is missing" if deploy else "code and texts are consistent; --deploy checks the installation",
        style="green",
    )
