"""Letting the invented delegations of the demo act."""

import sys
from typing import Annotated

import typer

from nadwa.cli.platform import fail


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
