"""Keeping an installation safe: backup, and restoration that is checked against the record."""

from pathlib import Path
from typing import Annotated

import typer

from nadwa.cli.platform import fail, folder_of_installation, platform, require_installation, say

Keys = Annotated[
    Path | None, typer.Option(help="A folder for the signing key and the secret, to be kept apart from the backup.")
]


def back_up(
    folder: Annotated[Path, typer.Argument(help="An empty or new folder.")],
    keys: Keys = None,
) -> None:
    """Write a backup into FOLDER while the platform runs."""
    from nadwa import backup, postgres

    var = folder_of_installation()
    try:
        require_installation(var)
        logs = backup.write(postgres.ensure(var / "postgres"), var, folder, keys)
    except (backup.Unusable, postgres.CannotStart, OSError) as error:
        raise fail(str(error)) from error
    print(f"{folder}: the database, and the last checkpoint of {len(logs)} logs")
    if keys:
        print(f"{keys}: the keys. Keep them where the backup is not.")
    else:
        say.print("The keys are not in it; back them up once with --keys, into another place.", style="yellow")


def restore(
    folder: Annotated[Path, typer.Argument(help="What nadwa backup has written.")],
    keys: Keys = None,
    checkpoint: Annotated[
        Path | None, typer.Option(help="A checkpoint kept outside, such as one printed in a journal.")
    ] = None,
) -> None:
    """Bring a backup into an empty database, and check its record. Nothing is served before you serve it."""
    from nadwa import backup, postgres

    var = folder_of_installation()
    try:
        outside = [checkpoint.read_bytes()] if checkpoint else []
        backup.restore(postgres.ensure(var / "postgres"), var, folder, keys)
        kept = [*backup.checkpoints(folder), *outside]
    except (backup.Unusable, postgres.CannotStart, OSError) as error:
        raise fail(str(error)) from error
    with platform():
        from django.conf import settings

        from nadwa.record.checking import extends
        from nadwa.record.signer import Signer

        signer = Signer(settings.KEYS)
        problems = [problem for note in kept if (problem := extends(note, signer))]
    for problem in problems:
        say.print(f"nadwa: {problem}", style="red", markup=False, soft_wrap=True)
    if problems:
        raise fail("the restored record is not the one that was signed; do not serve it")
    print(f"restored; the record extends each of {len(kept)} checkpoints")
