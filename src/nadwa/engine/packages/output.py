"""What `nadwa package` writes: packages with their explanations, or why there is none."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from nadwa.engine.packages.blocking import blocking_sets, concession_sets
from nadwa.engine.packages.costs import Costs, Ref, Unknown, costs
from nadwa.engine.packages.explaining import explain
from nadwa.engine.packages.finding import Objective, Package, find, frontier
from nadwa.engine.packages.solving import OutOfTime
from nadwa.engine.packages.text import Text


def result(
    text: Text,
    objective: Objective = "fairest",
    *,
    best: int = 1,
    differ: int = 1,
    unknown: Unknown | None = None,
    sets: int = 20,
    frontier_points: int = 0,
    seconds: float = 60,
) -> dict[str, Any]:
    """The answer for `text`, ready for JSON.

    Without `unknown`, what nobody has a position on counts as acceptable, and what would change if it counted as a
    reservation is said beside. Where no package is possible, up to `sets` blocking sets and concessions are given.
    Raises OutOfTime.
    """
    counted = costs(text, unknown or "acceptable")
    packages = find(counted, objective, best, differ, seconds)
    proven = all(package.proven for package in packages)
    answer: dict[str, Any] = {
        "status": "impossible" if not packages else "optimal" if proven else "feasible",
        "objective": objective,
        "packages": [package_row(counted, package, objective) for package in packages],
        "blocking_sets": [],
        "concessions": [],
    }
    if not packages:
        answer["blocking_sets"] = [ref_rows(some) for some in blocking_sets(text, sets, seconds)]
        answer["concessions"] = [ref_rows(some) for some in concession_sets(text, sets, seconds)]
    if packages and unknown is None:
        answer["unknown"] = _other_reading(counted, packages[0], objective, seconds)
    if packages and frontier_points:
        points = frontier(counted, frontier_points, seconds)
        answer["frontier"] = [package_row(counted, package, "least-objection") for package in points]
    return answer


def package_row(counted: Costs, package: Package, objective: Objective) -> dict[str, Any]:
    """One package: what it chooses, what it costs, and what it means for each party."""
    text, shares, paid = counted.text, counted.shares(package.chosen), counted.paid(package.chosen)
    worst = max(range(len(shares)), key=lambda at: shares[at], default=None)
    rows = zip(text.parties, paid, shares, explain(counted, package.chosen), strict=True)
    return {
        "choice": text.choice(package.chosen),
        "total": package.total,
        "worst": None if worst is None else {"party": text.parties[worst], "share": float(shares[worst])},
        "bound": float(package.bound) if objective == "fairest" else int(package.bound),
        "gap": package.gap(objective),
        "per_party": {
            party: {
                **asdict(explanation),
                "cost": int(cost),
                "share": float(share),
                "gains": [text.paragraphs[at] for at in explanation.gains],
                "loses": [text.paragraphs[at] for at in explanation.loses],
                "binds": ref_rows(explanation.binds),
            }
            for party, cost, share, explanation in rows
        },
        "broken_linkages": sorted(text.linkages.row[counted.broken(package.chosen)].tolist()),
    }


def ref_rows(refs: Sequence[Ref]) -> list[dict[str, int]]:
    """Positions and linkages by their index in the input."""
    return [{kind: row} for kind, row in sorted(refs)]


def _other_reading(counted: Costs, package: Package, objective: Objective, seconds: float) -> dict[str, Any]:
    """What hangs on the positions that nobody has given: the best package if each of them were a reservation."""
    text = counted.text
    missing = counted.party.size - len(text.positions.row)
    if not missing:
        return {"positions": 0, "differs": []}
    cautious = costs(text, "reservation")
    try:
        other = find(cautious, objective, seconds=seconds)[0]
    except OutOfTime:
        return {"positions": missing, "differs": None}
    return {
        "positions": missing,
        "total": other.total,
        "share": float(other.share),
        "differs": [text.paragraphs[at] for at in np.flatnonzero(other.chosen != package.chosen)],
    }


def write(answer: dict[str, Any], path: Path) -> None:
    """Write an answer as JSON. Raises OSError."""
    path.write_text(json.dumps(answer, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
