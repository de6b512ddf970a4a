"""Keeping an installation safe: backup, and restoration that is checked against the record."""

from pathlib import Path
from typing import Annotated

import typer

from nadwa.cli.platform import fail, platform, require_installation, say
from nadwa.folders import folder_of_installation

SIGN_IN_ANEW = """nadwa: NADWA_SECRET_KEY is not the secret of the backup. Give the services what {} holds,
or everybody has to sign in anew, and links that were sent do not open."""
Keys = Annotated[
    Path | None, typer.Option(help="A folder for the signing key and the secret, to be kept apart from the backup.")
]


def back_up(
    folder: Annotated[Path, typer.Argument(help="An empty or new folder.")],
    keys: Keys = None,
    keep: Annotated[
        int | None,
        typer.Option(
            min=1, help="Make the backup in a folder in FOLDER, named by the moment; keep the last KEEP of them."
        ),
    ] = None,
) -> None:
    """Write a backup into FOLDER while the platform runs, and restore it for trial."""
    from nadwa import backup, postgres

    var = folder_of_installation()
    place = backup.dated(folder) if keep else folder
    try:
        require_installation(var)
        logs = backup.write(postgres.ensure(var / "postgres"), var, place, keys)
        removed = backup.forget_all_but(var, folder, keep, place) if keep else []
    except (backup.Unusable, postgres.CannotStart) as error:
        raise fail(str(error)) from error
    except OSError as error:
        raise fail(f"{error.filename or folder} cannot be used: {error.strerror}") from error
    print(f"{place}: the database; restored for trial, it extends the last checkpoint of {len(logs)} logs")
    for one in removed:
        print(f"{one}: removed, being older than the last {keep}, or broken off")
    if keys:
        print(f"{keys}: the keys. Keep them where the backup is not.")
    elif not keep:
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
        backup.restore(postgres.ensure(var / "postgres"), var, folder, keys, outside)
        kept = [*backup.checkpoints(folder), *outside]
    except (backup.Unusable, postgres.CannotStart) as error:
        raise fail(str(error)) from error
    except OSError as error:
        raise fail(f"{error.filename or folder} cannot be used: {error.strerror}") from error
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
    if backup.is_secret_of_another(var):
        say.print(SIGN_IN_ANEW.format(var / "secret"), style="yellow", markup=False, soft_wrap=True)
    print(f"restored; the record extends each of {len(kept)} checkpoints")
