"""How fast the consensus engine is, and how right: benchmarks/engine.py [--quick] prints the tables of
docs/performance.md and writes them there.

Ratios are measured in one run, each the least of several repetitions. Red-dwarf 0.4.0, the Python library for Polis
maths, is installed into an environment of its own and does the same work on the same votes. --quick leaves out the 50
million and the 200 million votes.
"""

import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.crowd import crowd
from nadwa.engine.opinion import sketch
from nadwa.engine.opinion.files import read_votes
from nadwa.engine.opinion.groups import divisions
from nadwa.engine.opinion.plane import plane, positions
from nadwa.engine.opinion.running import RunningMap
from nadwa.engine.opinion.stability import poisson_weights, replicate_planes, stability
from nadwa.engine.opinion.statistics import Statistics
from nadwa.engine.opinion.votes import Votes

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "performance.md"
CONVERSATIONS = ("bg2050", "biodiversity", "ssis", "vtaiwan", "brexit", "canadian")
RED_DWARF = "red-dwarf==0.4.0"
RIVAL = ROOT / "benchmarks" / "red_dwarf.py"
Row = tuple[str, str, str, str]


def folder_of(name: str) -> Path:
    return ROOT / "data" / "vtaiwan.uberx" if name == "vtaiwan" else ROOT / "tests" / "data" / "polis" / name


def fresh(votes: Votes) -> Votes:
    """The same votes without anything computed from them."""
    return Votes(votes.participants, votes.statements, votes.start, votes.statement, votes.value, votes.withdrawn)


def least(work: Callable[[], Any], repeats: int = 5) -> float:
    times = []
    for _ in range(repeats):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return min(times)


def forget_peak() -> None:
    """Count the most memory used from here on."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def peak() -> int:
    """The most memory this process has used, in MB."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmHWM:")[1].split()[0]) >> 10


def alone(name: str, *arguments: str) -> Any:
    """What one of the functions below gives in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.engine", "--only", name, *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def memory_of_map(file: str) -> int:
    """Memory above that of the loaded votes and libraries."""
    sketch(crowd(200, 50))
    held = np.load(file)
    votes = Votes(*(held[name] for name in ("participants", "statements", "start", "statement", "value")))
    forget_peak()
    before = peak()
    sketch(votes)
    return peak() - before


def rival_python(folder: Path) -> Path:
    python = folder / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        subprocess.run([python, "-m", "pip", "install", "-q", RED_DWARF], check=True, stderr=subprocess.DEVNULL)
    return python


def rival(python: Path, votes: Votes, repeats: int) -> dict[str, float]:
    """Seconds and extra megabytes of red-dwarf on the same votes."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "votes.npz"
        row = votes.participant()
        np.savez(file, participant=row, statement=votes.statement, value=votes.value)
        done = subprocess.run([python, RIVAL, file, str(repeats)], capture_output=True, text=True, check=True)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def against_red_dwarf() -> list[Row]:
    python = rival_python(Path(os.environ.get("NADWA_VAR", ROOT / "var")) / "red-dwarf")
    votes = crowd(10_000, 500)
    theirs = rival(python, votes, 3)
    ours = least(lambda: sketch(fresh(votes)))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "votes.npz"
        names = ("participants", "statements", "start", "statement", "value")
        np.savez(file, **{name: getattr(votes, name) for name in names})
        ours_mb = max(alone("memory_of_map", str(file)), 1)
    rows = [
        _versus("10,000 × 500 × 50 (498 k votes)", ours, theirs["seconds"], "≥ 150 ×"),
        (
            "extra memory of the same",
            f"{ours_mb} MB",
            f"{theirs['megabytes']:.0f} MB",
            f"1/{theirs['megabytes'] / ours_mb:.0f} (≤ 1/20)",
        ),
    ]
    for name in CONVERSATIONS:
        votes = read_votes(folder_of(name))
        sketch(votes)
        theirs = rival(python, votes, 5)
        rows.append(
            _versus(
                f"{name}, {votes.count} votes", least(lambda v=votes: sketch(fresh(v))), theirs["seconds"], "≥ 40 ×"
            )
        )
    command = [sys.executable, "-m", "nadwa", "map", str(folder_of("vtaiwan")), "--out", tempfile.mkdtemp()]
    whole = least(lambda: subprocess.run(command, capture_output=True, check=True), 5)
    theirs_whole = least(
        lambda: subprocess.run([python, RIVAL, folder_of("vtaiwan")], capture_output=True, check=True), 3
    )
    rows.append(
        _versus("whole process on vtaiwan, CSV read, tests and bootstrap included", whole, theirs_whole, "≥ 10 ×")
    )
    return rows


def _versus(what: str, ours: float, theirs: float, asked: str) -> Row:
    return what, f"{1000 * ours:.1f} ms", f"{1000 * theirs:.0f} ms", f"{theirs / ours:.0f} × ({asked})"


def fifty_million() -> dict[str, float]:
    small, large = crowd(100_000, 1_000), crowd(1_000_000, 1_000)
    sketch(fresh(small))
    times = {"small": least(lambda: sketch(fresh(small)), 9), "large": least(lambda: sketch(fresh(large)))}
    times["exponent"] = float(np.log(times["large"] / times["small"]) / np.log(large.count / small.count))
    held = np.concatenate([large.value.view(np.uint8), large.statement.view(np.uint8)])
    target = np.empty_like(held)
    copying = least(lambda: np.copyto(target, held))
    drawn = plane(large)
    label = np.arange(len(large.participants)) % 3
    times["counts"] = least(lambda: fresh(large).counts) / copying
    times["projection"] = least(lambda: positions(large.rows, drawn.means, drawn.components)) / copying
    times["group counts"] = least(lambda: large.counts_by(label, 3)) / copying
    return times | {"megabytes": alone("memory_of_large")}


def memory_of_large() -> int:
    sketch(crowd(1_000_000, 1_000))
    return peak()


def five_million() -> dict[str, float]:
    """Following votes, and the bootstrap."""
    votes = crowd(100_000, 1_000)
    running = RunningMap(votes)
    running.moment()
    random = np.random.default_rng(0)
    times, ballots = [], []
    for _ in range(7):
        row, column = random.integers(0, 100_000, 1_000), random.integers(0, 1_000, 1_000)
        value = random.integers(-1, 2, 1_000).astype(np.int8)
        ballots.append((row, column, value))
        began = time.perf_counter()
        running.change(row, column, value)
        running.moment()
        times.append(time.perf_counter() - began)
    base = (votes.participant(), votes.statement.astype(np.int64), votes.value)
    columns = [np.concatenate([old, *(change[at] for change in ballots)]) for at, old in enumerate(base)]
    equal = running.statistics == Statistics.of(Votes.from_columns(*columns))
    drawn, found = plane(votes), None
    found = divisions(drawn.positions)[0]
    mapping = least(lambda: sketch(fresh(votes)))
    bootstrap = least(lambda: stability(votes, drawn, found, 0), 3)
    return {
        "follow": min(times),
        "follow median": float(np.median(times)),
        "equal": float(equal),
        "map": mapping,
        "bootstrap": bootstrap,
        "cosine": _cosine(votes, drawn),
    }


def _cosine(votes: Votes, drawn: Any) -> float:
    """The least cosine between planes of three replicates by perturbation and computed exactly."""
    weights = poisson_weights(len(votes.participants), 3, 4)
    planes, _ = replicate_planes(votes, drawn, weights)
    least_cosine = 1.0
    for b in range(3):
        copies = np.repeat(np.arange(len(votes.participants)), weights[:, b])
        cast = votes.per_participant()[copies]
        start = np.concatenate([[0], np.cumsum(cast)])
        place = np.repeat(votes.start[:-1][copies] - start[:-1], cast) + np.arange(start[-1])
        again = Votes(np.arange(len(copies)), votes.statements, start, votes.statement[place], votes.value[place])
        vectors = np.linalg.eigh(Statistics.of(again).centred(again.means()))[1][:, -2:]
        least_cosine = min(least_cosine, float(np.linalg.svd(vectors.T @ planes[b])[1].min()))
    return least_cosine


def write_parts(folder: Path, parts: int, people: int) -> None:
    import pyarrow as pa
    from pyarrow import parquet

    folder.mkdir(parents=True)
    for number in range(parts):
        some = crowd(people, 1_000, seed=number % 4)
        table = {"participant": some.participant() + number * people, "statement": some.statement, "vote": some.value}
        parquet.write_table(pa.table(table), folder / f"part-{number:03}.parquet", compression="zstd")


def out_of_core(folder: str, workers: str) -> dict[str, float]:
    from nadwa.engine.opinion.files import parquet_parts
    from nadwa.engine.opinion.partitions import spread_over, whole

    sketch(crowd(200, 50))
    files = parquet_parts(Path(folder))
    with spread_over(None, int(workers) or None) as mapper:
        list(mapper(len, [[1], [1]]))
        began = time.perf_counter()
        found = whole(files, mapper)
        seconds = time.perf_counter() - began
    checksum = sum(int(array.astype(np.uint64).sum() % 1_000_003) for array in found.statistics.arrays)
    return {
        "seconds": seconds,
        "megabytes": peak(),
        "votes": float(found.statistics.counts.sum()),
        "checksum": checksum,
    }


def cold() -> list[Row]:
    bare = least(lambda: subprocess.run([sys.executable, "-c", "pass"], check=True))
    engine = least(lambda: subprocess.run([sys.executable, "-c", "import nadwa.engine"], check=True)) - bare
    opinion = least(lambda: subprocess.run([sys.executable, "-c", "import nadwa.engine.opinion"], check=True)) - bare
    command = [sys.executable, "-m", "nadwa", "map", str(folder_of("vtaiwan")), "--out", tempfile.mkdtemp()]
    whole = least(lambda: subprocess.run(command, capture_output=True, check=True))
    return [
        ("`import nadwa.engine`", f"{engine:.3f} s", "", "< 0.3 s"),
        ("`import nadwa.engine.opinion`", f"{opinion:.2f} s", "", ""),
        ("`nadwa map` of 49,348 votes, cold process, kernels on disk", f"{whole:.2f} s", "", "< 2.5 s"),
    ]


def large_rows() -> list[Row]:
    found = alone("fifty_million")
    rows = [
        ("map of 1,000,000 × 1,000 × 50 (50 M votes)", f"{found['large']:.2f} s", "", "< 2 s"),
        ("its process, votes included", f"{found['megabytes']:.0f} MB", "", "< 1 GiB"),
        ("growth exponent, 5 M to 50 M votes", f"{found['exponent']:.3f}", "", "≤ 1.05"),
    ]
    over = "at 50 M, over copying the votes' bytes"
    passes = ("counts", "projection", "group counts")
    return rows + [(f"{name} {over}", f"{found[name]:.1f} ×", "", "≤ 12 ×") for name in passes]


def follow_rows() -> list[Row]:
    found = alone("five_million")
    equal = "bit-equal" if found["equal"] else "NOT equal"
    return [
        (
            "new map after 1,000 votes at 5 M",
            f"{1000 * found['follow']:.0f} ms (median {1000 * found['follow median']:.0f})",
            "",
            "< 50 ms",
        ),
        ("its statistics against a rebuild", equal, "", "bit-equal"),
        (
            "bootstrap of 100 replicates at 5 M, over one map",
            f"{found['bootstrap'] / found['map']:.1f} × ({found['bootstrap']:.2f} s)",
            "",
            "≤ 4 ×",
        ),
        ("its planes against exact replicates, least cosine", f"{found['cosine']:.5f}", "", "≥ .999"),
    ]


def parted_rows() -> list[Row]:
    with tempfile.TemporaryDirectory(dir=ROOT / "var") as folder:
        parts = Path(folder) / "parts"
        write_parts(parts, 64, 62_500)
        threads = alone("out_of_core", str(parts), "0")
        dask = alone("out_of_core", str(parts), "2")
    same = "equal" if threads["checksum"] == dask["checksum"] else "NOT equal"
    return [
        (
            f"{threads['votes'] / 1e6:.0f} M votes from Parquet, 64 parts, threads",
            f"{threads['seconds']:.1f} s",
            "",
            "",
        ),
        ("its process", f"{threads['megabytes']:.0f} MB", "", "< 1 GiB"),
        (
            "the same with Dask, two local workers",
            f"{dask['seconds']:.1f} s",
            "",
            f"{dask['seconds'] / threads['seconds']:.2f} × threads (≤ 1.3 ×)",
        ),
        ("statistics of both", same, "", "bit-equal"),
    ]


def main() -> None:
    if "--only" in sys.argv:
        name, *arguments = sys.argv[sys.argv.index("--only") + 1 :]
        print(json.dumps(globals()[name](*arguments)))
        return
    (ROOT / "var").mkdir(exist_ok=True)
    tables = [("Against red-dwarf 0.4.0", ("what", "Nadwa", "red-dwarf", "ratio (asked)"), against_red_dwarf())]
    ours = cold() + follow_rows()
    if "--quick" not in sys.argv:
        ours += large_rows() + parted_rows()
    tables.append(("Nadwa alone", ("what", "reached", "", "asked"), ours))
    machine = (
        f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, {time.strftime('%Y-%m-%d')}"
    )
    text = f"# Performance\n\nWritten by `make bench`. Machine: {machine}. Times are the least of five or more, of three for what takes\nseconds.\n"
    for title, head, rows in tables:
        text += f"\n## {title}\n\n| " + " | ".join(head) + " |\n|" + "---|" * 4 + "\n"
        text += "".join("| " + " | ".join(row) + " |\n" for row in rows)
    print(text)
    if "--quick" not in sys.argv:
        PAGE.write_text(text, encoding="utf-8")
    shutil.rmtree(ROOT / "var" / "bench", ignore_errors=True)


if __name__ == "__main__":
    main()
