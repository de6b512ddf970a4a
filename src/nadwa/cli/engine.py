"""The consensus engine without the platform: maps, ideal points, packets."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from nadwa.cli.platform import fail, say


def map_votes(
    votes: Annotated[Path, typer.Argument(help="A Polis export folder, a long CSV or Parquet, or a roll-call folder.")],
    out: Annotated[Path, typer.Option(help="Folder for packet.json, statements.csv, participants.csv, map.svg.")],
    form: Annotated[
        str | None, typer.Option("--format", help="polis, long or rollcall; told from VOTES if absent.")
    ] = None,
    seed: Annotated[int, typer.Option(min=0, help="Seed of the random draws; the same seed gives the same bytes.")] = 0,
    scheduler: Annotated[
        str | None, typer.Option(help="Address of a Dask scheduler; VOTES is then a folder of Parquet parts.")
    ] = None,
    workers: Annotated[
        int | None, typer.Option(min=0, help="The same with so many local processes; 0 for this process, part by part.")
    ] = None,
) -> None:
    """Compute the opinion map of VOTES: groups, consensus, bridging and divisive statements.

    The long table has the columns participant, statement and vote (1 agree, -1 disagree, 0 pass), and may have time.
    Beside what it computes it writes the votes, so that `nadwa packet verify` can compute all of it again.

    With --scheduler or --workers the votes never are in one memory: VOTES is a folder of Parquet files, each with all
    votes of its participants. Bootstrap and factorisation are then left out.
    """
    if scheduler or workers is not None:
        _map_in_parts(votes, out, seed, scheduler, workers)
    else:
        _map_in_memory(votes, out, form, seed)


def _map_in_memory(votes: Path, out: Path, form: str | None, seed: int) -> None:
    from nadwa.engine.opinion.files import read_votes
    from nadwa.engine.opinion.mapping import STAGES, TooFewVotes, opinion_map
    from nadwa.engine.opinion.output import write
    from nadwa.engine.reading import BadInput

    try:
        with _progress(len(STAGES) + 1) as stage:
            stage("reading the votes")
            read = read_votes(votes, form)
            result = opinion_map(read, seed, stage=stage)
    except (BadInput, TooFewVotes, ValueError) as error:
        raise fail(str(error), 2) from error
    try:
        write(result, out)
    except OSError as error:
        raise fail(f"{out}: {error.strerror}; expected a folder that can be written to", 2) from error
    _tell(result)


def _map_in_parts(votes: Path, out: Path, seed: int, scheduler: str | None, workers: int | None) -> None:
    from nadwa.engine.opinion.files import is_parquet, parquet_parts
    from nadwa.engine.opinion.mapping import TooFewVotes
    from nadwa.engine.opinion.output import write_parted
    from nadwa.engine.opinion.partitions import spread_over, whole
    from nadwa.engine.reading import BadInput

    if not is_parquet(votes):
        raise fail(f"{votes}: there is no Parquet file; expected a folder of parts", 2)
    files = parquet_parts(votes)
    try:
        with say.status(f"Computing the map of {len(files)} parts …"), spread_over(scheduler, workers) as mapper:
            result = whole(files, mapper)
    except (BadInput, TooFewVotes) as error:
        raise fail(str(error), 2) from error
    except ImportError:
        raise fail("Dask is not installed; expected nadwa[scale]") from None
    except (OSError, TimeoutError) as error:
        raise fail(f"{scheduler or votes}: {error}") from error
    try:
        write_parted(result, seed, out)
    except OSError as error:
        raise fail(f"{out}: {error.strerror}; expected a folder that can be written to", 2) from error
    print(
        f"{int(result.statistics.counts.sum())} votes of {len(result.participants)} participants in {len(files)} parts"
    )
    print(f"{result.groups.count} groups" if result.null.passed else "no stable groups")


@contextmanager
def _progress(stages: int) -> Iterator[Callable[[str], None]]:
    """A bar on the terminal that is told each stage as it begins, and is gone when all is done."""
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=say, transient=True) as bar:
        task = bar.add_task("", total=stages)
        begun = 0

        def stage(name: str) -> None:
            nonlocal begun
            bar.update(task, description=name, completed=begun)
            begun += 1

        yield stage


def _tell(result: Any) -> None:
    from rich.table import Table

    from nadwa.engine.opinion.output import best, summary

    print("\n".join(summary(result)))
    show = Console(highlight=False)
    for title, rows in best(result):
        table = Table(title=f"Most {title}", title_justify="left", box=None)
        for name in ("statement", "value", "90% interval"):
            table.add_column(name, justify="left" if name == "statement" else "right")
        for statement, value, low, high in rows:
            table.add_row(statement, f"{value:.2f}", f"{low:.2f}–{high:.2f}")
        show.print(table)


def place_states(
    folder: Annotated[Path, typer.Argument(help="A folder with votes.txt, states.csv and roll_calls.csv.")],
    sessions: Annotated[str, typer.Option(help="Sessions, such as 60-74 or 8,10,12.")],
    out: Annotated[Path, typer.Option(help="The CSV to write: session, state, iso3, ideal_point, low, high.")],
    dimensions: Annotated[int, typer.Option(min=1, max=2, help="1, or 2 for a second column of points.")] = 1,
    roll_calls: Annotated[
        Path | None, typer.Option(help="A second CSV to write: discrimination and cut points of each roll call.")
    ] = None,
) -> None:
    """Compute the ideal points of states from roll calls, with 90 % intervals, on one scale for all sessions."""
    from nadwa.engine.reading import BadInput
    from nadwa.engine.rollcall import ideal_points, read_roll_calls
    from nadwa.engine.rollcall.output import write_points, write_roll_calls

    try:
        with _progress(2) as stage:
            stage("reading the roll calls")
            data = read_roll_calls(folder)
            stage("placing the states")
            found = ideal_points(data, _sessions(sessions), dimensions)
    except (BadInput, ValueError) as error:
        raise fail(str(error), 2) from error
    except OSError as error:
        raise fail(f"{error.filename}: {error.strerror}; expected a folder with roll calls", 2) from error
    try:
        written = write_points(data, found, out)
        if roll_calls:
            write_roll_calls(data, found, roll_calls)
    except OSError as error:
        raise fail(f"{error.filename}: {error.strerror}; expected a file that can be written to", 2) from error
    print(f"{out}: {written} ideal points from {len(found.roll_calls)} roll calls of {len(found.sessions)} sessions")


def _sessions(text: str) -> list[int]:
    found: list[int] = []
    for part in text.split(","):
        first, _, last = part.strip().partition("-")
        try:
            some = range(int(first), int(last or first) + 1)
        except ValueError:
            some = range(0)
        if not some:
            raise ValueError(f"--sessions: {part.strip()!r}; expected a session or a range such as 60-74")
        found += some
    return found


def verify(
    folder: Annotated[Path, typer.Argument(help="A folder with packet.json, as nadwa map writes it.")],
    votes: Annotated[
        Path | None, typer.Option(help="The votes to compute it from, if not those that lie in the folder.")
    ] = None,
) -> None:
    """Compute a result packet again and compare it byte for byte.

    Exits with 0 where every file is the same, with 1 where one is not, with 2 where there is nothing to compare.
    """
    from nadwa.engine.opinion.files import is_parquet, parquet_parts, read_votes
    from nadwa.engine.opinion.output import verify_folder, verify_parts
    from nadwa.engine.reading import BadInput

    try:
        with say.status("Computing it again …"):
            if votes and votes.is_dir() and is_parquet(votes):
                checks = verify_parts(folder, parquet_parts(votes))
            else:
                checks = verify_folder(folder, read_votes(votes) if votes else None)
    except BadInput as error:
        raise fail(str(error), 2) from error
    for check in checks:
        print(f"{'ok  ' if check.right else 'BAD '} {check.what}{': ' + check.why if check.why else ''}")
    if not all(check.right for check in checks):
        raise typer.Exit(1)
