"""How fast the package finder is, and how surely: writes docs/packages.md."""

import json
import platform
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.blocs import text
from nadwa.engine.packages import find, parse
from nadwa.engine.packages.costs import costs

PAGE = Path("docs/packages.md")
FIGURES = "## Figures"
SEEDS = range(20)
HUGE = (193, 500, 5, 1000)


def main() -> None:
    begins = PAGE.read_text(encoding="utf-8").partition(FIGURES)[0]
    lines = [
        f"{begins}{FIGURES}",
        "",
        f"Written by `python -m benchmarks.packages` on {platform.machine()}, 2 cores, Python {platform.python_version()}. "
        "Sizes are parties × paragraphs × alternatives × linkages; the texts come from `benchmarks/blocs.py`.",
        "",
        "| what | size | reached | asked |",
        "|---|---|---|---|",
    ]
    for size, limit in (((30, 40, 4, 80), 3), ((30, 100, 4, 200), 10)):
        times = sorted(timed(size, seed) for seed in SEEDS)
        within = sum(seconds < limit for seconds, proven in times if proven)
        reached = f"{within} of {len(times)} seeds; median {times[len(times) // 2][0]:.1f} s, slowest {times[-1][0]:.1f} s, {sum(proven for _, proven in times)} proven within 60 s"
        lines.append(f"| fairest proven best under {limit} s | {shown(size)} | {reached} | 18 of 20 seeds |")
        say(lines[-1])
    for line in huge():
        lines.append(line)
        say(line)
    PAGE.write_text("\n".join([*lines, ""]), encoding="utf-8")


def timed(size: tuple[int, int, int, int], seed: int) -> tuple[float, bool]:
    content = text(*size, seed)
    start = time.perf_counter()
    found = find(costs(parse(content)), "fairest", seconds=60)
    return time.perf_counter() - start, found[0].proven


def huge() -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "text.json"
        path.write_text(json.dumps(text(*HUGE, 0)), encoding="utf-8")
        least, took, _ = package(path, "least-objection", 60)
        fair, fair_took, memory = package(path, "fairest", 20)
    return [
        f"| least objection proven best, the whole command | {shown(HUGE)} | {least['status']}, {took:.1f} s | under 3 s |",
        f"| fairest, gap after 20 s | {shown(HUGE)} | {fair['packages'][0]['gap']:.2%}, {fair_took:.1f} s | 0.5 % |",
        f"| memory at its highest | {shown(HUGE)} | {memory} MB | under 1,000 MB |",
    ]


def package(path: Path, objective: str, seconds: int) -> tuple[dict[str, Any], float, int]:
    out = path.with_name("result.json")
    command = [Path(sys.executable).with_name("nadwa"), "package", path, "--out", out, "--objective", objective]
    start = time.perf_counter()
    subprocess.run([*command, "--seconds", str(seconds)], check=True, capture_output=True)
    took = time.perf_counter() - start
    return json.loads(out.read_text()), took, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024


def shown(size: tuple[int, ...]) -> str:
    return " × ".join(f"{number:,}" for number in size)


def say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    main()
