"""The command `nadwa`."""

import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

app = typer.Typer(
    no_args_is_help=True, help="Hold a multilateral symposium, and compute where its participants can agree."
)
record_app = typer.Typer(no_args_is_help=True, help="Take the record out of the platform.")
packet_app = typer.Typer(no_args_is_help=True, help="Check what was published.")
exercise_app = typer.Typer(no_args_is_help=True, help="Let the invented delegations of the demo act.")
app.add_typer(record_app, name="record")
app.add_typer(packet_app, name="packet")
app.add_typer(exercise_app, name="exercise")
say = Console(stderr=True, highlight=False)

GRACE_SECONDS = 2
PAUSE_SECONDS = 0.5


def _fail(message: str, code: int = 1) -> typer.Exit:
    say.print(f"nadwa: {message}", style="red", markup=False, soft_wrap=True)
    return typer.Exit(code)


@contextmanager
def _platform() -> Iterator[None]:
    """Django set up on its database, migrated; a clear line when there is none to be had."""
    from nadwa import postgres

    var = Path(os.environ.setdefault("NADWA_VAR", "var")).resolve()
    os.environ["NADWA_VAR"] = str(var)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nadwa.settings")
    try:
        postgres.ensure(var / "postgres")
        os.environ.setdefault("NADWA_SECRET_KEY", _secret(var))
    except (postgres.CannotStart, OSError) as error:
        raise _fail(str(error)) from error
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import OperationalError

    try:
        call_command("migrate", verbosity=0)
    except OperationalError as error:
        raise _fail(f"the database does not answer: {str(error).splitlines()[0]}") from error
    yield


def _secret(var: Path) -> str:
    path = var / "secret"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_hex(32))
    return path.read_text()


def _free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _serve(port: int) -> None:
    import uvicorn

    worker = subprocess.Popen([sys.executable, "-m", "nadwa", "worker", "--while-parent-lives"])
    try:
        uvicorn.run(
            "nadwa.asgi:application",
            host="127.0.0.1",
            port=port,
            log_level="warning",
            timeout_graceful_shutdown=GRACE_SECONDS,
        )
    finally:
        worker.terminate()
        worker.wait()


Port = Annotated[int, typer.Option(help="The port on 127.0.0.1.")]


@app.command()
def serve(port: Port = 8000) -> None:
    """Serve the platform: pages, live streams and the sequencer of the record, in one process."""
    if not _free(port):
        raise _fail(f"port {port} is taken; stop what uses it or choose another with --port")
    with _platform():
        _serve(port)


@app.command()
def worker(
    while_parent_lives: Annotated[
        bool, typer.Option(help="Stop when the process that started this one is gone.")
    ] = False,
) -> None:
    """Do the work that pages do not wait for, such as computing maps."""
    parent = os.getppid()
    with _platform():
        from django.core.management import call_command

        from nadwa.consultations import states
        from nadwa.engine.opinion.mapping import compile_kernels

        compile_kernels()
        states.study()
        while not while_parent_lives or os.getppid() == parent:
            call_command("db_worker", batch=True, startup_delay=False, verbosity=0)
            time.sleep(PAUSE_SECONDS)


@app.command()
def demo(
    port: Port = 8000,
    reset: Annotated[bool, typer.Option(help="Throw away what was done and load the demo afresh.")] = False,
    check: Annotated[bool, typer.Option(help="Start, try the main pages and the record, stop.")] = False,
) -> None:
    """Load Beijing 2016 with its exercise, unless it is there, and serve it."""
    if check:
        raise typer.Exit(_check_demo())
    if not _free(port):
        raise _fail(f"port {port} is taken; stop what uses it or choose another: make demo PORT=8001")
    os.environ["NADWA_DEMO"] = "1"
    if reset:
        _forget()
    with _platform():
        from nadwa.demo.commands import load

        with say.status("Loading Beijing 2016 …"):
            fresh = load()
        address = f"http://127.0.0.1:{port}/"
        print(f"Beijing 2016 is {'loaded' if fresh else 'as you left it'}: {address}")
        print(f"Enter as the chair, a delegate, an officer of a host, the secretariat …: {address}en/enter/")
        print("Press “Play the exercise” there to see a living meeting. Ctrl+C stops the server.", flush=True)
        _serve(port)


def _check_demo() -> int:
    from nadwa.demo.checking import check_demo

    return check_demo(say)


def _forget() -> None:
    """Throw away the database and the keys of the demo."""
    import shutil

    if os.environ.get("DATABASE_URL"):
        raise _fail("DATABASE_URL is set; empty that database yourself, the demo does not reset a server of yours")
    shutil.rmtree(Path(os.environ.get("NADWA_VAR", "var")), ignore_errors=True)


@app.command(name="map")
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
    from nadwa.engine.opinion.files import BadInput, read_votes
    from nadwa.engine.opinion.mapping import STAGES, TooFewVotes, opinion_map
    from nadwa.engine.opinion.output import write

    try:
        with _progress(len(STAGES) + 1) as stage:
            stage("reading the votes")
            read = read_votes(votes, form)
            result = opinion_map(read, seed, stage=stage)
    except (BadInput, TooFewVotes, ValueError) as error:
        raise _fail(str(error), 2) from error
    try:
        write(result, out)
    except OSError as error:
        raise _fail(f"{out}: {error.strerror}; expected a folder that can be written to", 2) from error
    _tell(result)


def _map_in_parts(votes: Path, out: Path, seed: int, scheduler: str | None, workers: int | None) -> None:
    from nadwa.engine.opinion.files import BadInput, is_parquet, parquet_parts
    from nadwa.engine.opinion.mapping import TooFewVotes
    from nadwa.engine.opinion.output import write_parted
    from nadwa.engine.opinion.partitions import spread_over, whole

    if not is_parquet(votes):
        raise _fail(f"{votes}: there is no Parquet file; expected a folder of parts", 2)
    files = parquet_parts(votes)
    try:
        with say.status(f"Computing the map of {len(files)} parts …"), spread_over(scheduler, workers) as mapper:
            result = whole(files, mapper)
    except (BadInput, TooFewVotes) as error:
        raise _fail(str(error), 2) from error
    except ImportError:
        raise _fail("Dask is not installed; expected nadwa[scale]") from None
    except (OSError, TimeoutError) as error:
        raise _fail(f"{scheduler or votes}: {error}") from error
    try:
        write_parted(result, seed, out)
    except OSError as error:
        raise _fail(f"{out}: {error.strerror}; expected a folder that can be written to", 2) from error
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


@app.command(name="ideal-points")
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
    from nadwa.engine.opinion.files import BadInput
    from nadwa.engine.rollcall import ideal_points, read_roll_calls
    from nadwa.engine.rollcall.output import write_points, write_roll_calls

    try:
        with _progress(2) as stage:
            stage("reading the roll calls")
            data = read_roll_calls(folder)
            stage("placing the states")
            found = ideal_points(data, _sessions(sessions), dimensions)
    except (BadInput, ValueError) as error:
        raise _fail(str(error), 2) from error
    except OSError as error:
        raise _fail(f"{error.filename}: {error.strerror}; expected a folder with roll calls", 2) from error
    try:
        written = write_points(data, found, out)
        if roll_calls:
            write_roll_calls(data, found, roll_calls)
    except OSError as error:
        raise _fail(f"{error.filename}: {error.strerror}; expected a file that can be written to", 2) from error
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


@packet_app.command()
def verify(
    folder: Annotated[Path, typer.Argument(help="A folder with packet.json, as nadwa map writes it.")],
    votes: Annotated[
        Path | None, typer.Option(help="The votes to compute it from, if not those that lie in the folder.")
    ] = None,
) -> None:
    """Compute a result packet again and compare it byte for byte.

    Exits with 0 where every file is the same, with 1 where one is not, with 2 where there is nothing to compare.
    """
    from nadwa.engine.opinion.files import BadInput, is_parquet, parquet_parts, read_votes
    from nadwa.engine.opinion.output import verify_folder, verify_parts

    try:
        with say.status("Computing it again …"):
            if votes and votes.is_dir() and is_parquet(votes):
                checks = verify_parts(folder, parquet_parts(votes))
            else:
                checks = verify_folder(folder, read_votes(votes) if votes else None)
    except BadInput as error:
        raise _fail(str(error), 2) from error
    for check in checks:
        print(f"{'ok  ' if check.right else 'BAD '} {check.what}{': ' + check.why if check.why else ''}")
    if not all(check.right for check in checks):
        raise typer.Exit(1)


@record_app.command()
def export(
    edition: Annotated[str, typer.Argument(help="The edition's slug, such as beijing-2016.")],
    out: Annotated[Path, typer.Option(help="The bundle to write.")],
) -> None:
    """Write the public record of EDITION as a bundle that nadwa_verify.py checks."""
    with _platform():
        from django.conf import settings

        from nadwa.record import bundles
        from nadwa.record.models import Log
        from nadwa.record.signer import Signer

        log = Log.objects.filter(edition=edition, audience=Log.PUBLIC).first()
        if log is None:
            raise _fail(f"there is no edition {edition!r} with a record; expected the slug in its address", 2)
        try:
            content = bundles.bundle(log, Signer(settings.VAR / "keys"))
        except bundles.NothingSigned:
            raise _fail("nothing is signed yet; start the server once, its sequencer signs", 2) from None
        out.write_bytes(content)
        print(f"{out}: {len(content)} bytes. Check it: python3 -I -S nadwa_verify.py {out}")


@record_app.command()
def verifier(out: Annotated[Path, typer.Option(help="Where to write it.")] = Path("nadwa_verify.py")) -> None:
    """Write the stand-alone verifier, one file that needs nothing but Python."""
    from importlib.resources import files

    out.write_bytes((files("nadwa") / "record" / "nadwa_verify.py").read_bytes())
    print(out)


@exercise_app.command()
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
        raise _fail(str(error)) from error
    except KeyboardInterrupt:
        sys.exit(130)
    print(f"{acts} acts performed")
