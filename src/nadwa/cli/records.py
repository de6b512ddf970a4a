"""Taking the record out of the platform, and letting the exercise act."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from nadwa.cli.platform import fail, platform


def export(
    edition: Annotated[str, typer.Argument(help="The edition's slug, such as beijing-2016.")],
    out: Annotated[Path, typer.Option(help="The bundle to write.")],
) -> None:
    """Write the public record of EDITION as a bundle that nadwa_verify.py checks."""
    with platform():
        from django.conf import settings

        from nadwa.record import bundles
        from nadwa.record.models import Log
        from nadwa.record.signer import Signer

        log = Log.objects.filter(edition=edition, audience=Log.PUBLIC).first()
        if log is None:
            raise fail(f"there is no edition {edition!r} with a record; expected the slug in its address", 2)
        try:
            content = bundles.bundle(log, Signer(settings.VAR / "keys"))
        except bundles.NothingSigned:
            raise fail("nothing is signed yet; start the server once, its sequencer signs", 2) from None
        out.write_bytes(content)
        print(f"{out}: {len(content)} bytes. Check it: python3 -I -S nadwa_verify.py {out}")


def verifier(out: Annotated[Path, typer.Option(help="Where to write it.")] = Path("nadwa_verify.py")) -> None:
    """Write the stand-alone verifier, one file that needs nothing but Python."""
    from importlib.resources import files

    out.write_bytes((files("nadwa") / "record" / "nadwa_verify.py").read_bytes())
    print(out)


def adopt(
    site: Annotated[str, typer.Option(help="Address of a Nadwa in demo mode.")] = "http://127.0.0.1:8000",
    hours: Annotated[float, typer.Option(min=0.001, max=1, help="How long the silence lasts.")] = 0.01,
    language: Annotated[str, typer.Option(help="Language of the pages the chair uses.")] = "en",
) -> None:
    """Bring the exercise's text to adoption as its chair: a concession, a package, a silence procedure."""
    from nadwa.demo.adoption import NotNegotiated, bring_to_adoption
    from nadwa.demo.player import Unreachable

    try:
        bring_to_adoption(site, language, hours=hours)
    except (Unreachable, NotNegotiated) as error:
        raise fail(str(error)) from error
    except KeyboardInterrupt:
        sys.exit(130)


def play(
    site: Annotated[str, typer.Option(help="Address of a Nadwa in demo mode.")] = "http://127.0.0.1:8000",
    meeting: Annotated[int, typer.Option(help="Number of the meeting to play.")] = 1,
    minutes: Annotated[float, typer.Option(min=0.05, max=120, help="How long to play at most.")] = 5,
    speed: Annotated[float, typer.Option(min=0.1, max=100, help="2 is twice as fast.")] = 1,
    seed: Annotated[int, typer.Option(help="The same seed gives the same choices.")] = 2016,
    language: Annotated[str, typer.Option(help="Language of the pages the delegations use.")] = "en",
    with_chair: Annotated[bool, typer.Option("--with-chair/--without-chair", help="Play the chair too.")] = True,
) -> None:
    """Let the invented delegations act over HTTP, as people with browsers would."""
    from nadwa.demo.player import Exercise, Unreachable

    exercise = Exercise(site, meeting, minutes, speed, seed, language, with_chair)
    try:
        acts = exercise.play()
    except Unreachable as error:
        raise fail(str(error)) from error
    except KeyboardInterrupt:
        sys.exit(130)
    print(f"{acts} acts performed")
