"""The same work by red-dwarf, in its own environment: red_dwarf.py VOTES.npz REPEATS, or red_dwarf.py POLIS_FOLDER.

Prints a JSON line: the least seconds, and the megabytes above what the loaded votes and libraries take.
"""

import csv
import json
import sys
import time
from pathlib import Path

import numpy as np
from reddwarf.implementations.base import run_pipeline


def peak() -> float:
    return int(Path("/proc/self/status").read_text(encoding="ascii").split("VmHWM:")[1].split()[0]) / 1024


def events(path: Path) -> list[dict[str, int]]:
    if path.is_dir():
        with (path / "votes.csv").open(encoding="utf-8", newline="") as file:
            ordered = sorted(csv.DictReader(file), key=lambda row: int(row["timestamp"]))
        rows = [(*pair, vote) for pair, vote in {(r["voter-id"], r["comment-id"]): r["vote"] for r in ordered}.items()]
    else:
        held = np.load(path)
        rows = list(zip(held["participant"].tolist(), held["statement"].tolist(), held["value"].tolist(), strict=True))
    return [{"participant_id": int(p), "statement_id": int(s), "vote": int(v)} for p, s, v in rows]


def main() -> None:
    votes = events(Path(sys.argv[1]))
    before, times = peak(), []
    for _ in range(int(sys.argv[2]) if len(sys.argv) > 2 else 1):
        began = time.perf_counter()
        run_pipeline(votes=votes)
        times.append(time.perf_counter() - began)
    print(json.dumps({"seconds": min(times), "megabytes": peak() - before}))


if __name__ == "__main__":
    main()
