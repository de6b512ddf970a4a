"""The package finder without the platform."""

from pathlib import Path
from typing import Annotated, Any, Literal

import typer
from rich.console import Console
from rich.table import Table

from nadwa.cli.platform import fail, say

WORST_SHOWN = 5


def find_packages(
    text: Annotated[Path, typer.Argument(help="A text with positions and linkages, in the format nadwa-text/1.")],
    out: Annotated[Path, typer.Option(help="The JSON file to write.")],
    objective: Annotated[
        Literal["least-objection", "fairest"],
        typer.Option(help="Cost all parties together least, or the worst-off party least."),
    ] = "fairest",
    best: Annotated[int, typer.Option(min=1, help="How many packages to look for.")] = 1,
    differ: Annotated[int, typer.Option(min=1, help="In how many paragraphs any two of them differ at least.")] = 1,
    unknown: Annotated[
        Literal["acceptable", "reservation"] | None,
        typer.Option(help="How to count what a party has no position on; acceptable, and the other beside, if absent."),
    ] = None,
    sets: Annotated[int, typer.Option(min=1, help="The most blocking sets and concessions to list.")] = 20,
    frontier: Annotated[
        int, typer.Option(min=0, help="About how many packages between least objection and fairest to add.")
    ] = 0,
    seconds: Annotated[float, typer.Option(min=0.1, help="Stop then, and say how far from the best it may be.")] = 60,
) -> None:
    """Find packages, one alternative for each paragraph of TEXT, that all parties can live with.

    Where none is possible, say which red lines block one another and what would have to be conceded.
    """
    from nadwa.engine.packages import BadText, read
    from nadwa.engine.packages.output import result, write
    from nadwa.engine.packages.solving import OutOfTime

    try:
        with say.status("Looking for packages …"):
            answer = result(
                read(text),
                objective,
                best=best,
                differ=differ,
                unknown=unknown,
                sets=sets,
                frontier_points=frontier,
                seconds=seconds,
            )
    except BadText as error:
        raise fail(str(error), 2) from error
    except OutOfTime as error:
        raise fail(f"{text}: no answer within {seconds:g} seconds; expected --seconds to be more") from error
    try:
        write(answer, out)
    except OSError as error:
        raise fail(f"{out}: {error.strerror}; expected a file that can be written to", 2) from error
    _tell(answer)


def _tell(answer: dict[str, Any]) -> None:
    print(answer["status"])
    if answer["status"] == "impossible":
        print(f"{len(answer['blocking_sets'])} blocking sets, {len(answer['concessions'])} concessions")
        return
    show = Console(highlight=False)
    for package in answer["packages"]:
        worst = package["worst"]
        share = f", worst share {worst['share']:.3f} of {worst['party']}" if worst else ""
        print(f"total {package['total']}{share}, bound {package['bound']:.6g}, gap {package['gap']:.2%}")
        table = Table(box=None)
        for name in ("party", "cost", "share", "gains", "loses", "red lines that bind"):
            table.add_column(name, justify="left" if name == "party" else "right")
        parties = sorted(package["per_party"].items(), key=lambda item: -item[1]["share"])
        for party, row in parties[:WORST_SHOWN]:
            counts = (str(len(row[name])) for name in ("gains", "loses", "binds"))
            table.add_row(party, str(row["cost"]), f"{row['share']:.3f}", *counts)
        show.print(table)
