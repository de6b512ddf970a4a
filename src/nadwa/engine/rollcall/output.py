"""What `nadwa ideal-points` writes."""

import csv
from pathlib import Path

import numpy as np

from nadwa.engine.rollcall.files import RollCalls
from nadwa.engine.rollcall.ideal import IdealPoints

COLUMNS = ["session", "state", "iso3", "ideal_point", "low", "high"]
SECOND = ["second", "second_low", "second_high"]
ROLL_CALL_COLUMNS = ["rcid", "session", "discrimination", "no_abstain", "abstain_yes"]


def write_points(data: RollCalls, found: IdealPoints, path: Path) -> int:
    """One row for each session and state with an ideal point; gives their number. Raises OSError."""
    columns = COLUMNS + (SECOND if found.points.shape[2] > 1 else [])
    rows = []
    for t, session in enumerate(found.sessions):
        for state in np.flatnonzero(np.isfinite(found.points[t, :, 0])):
            point, error = found.points[t, state], found.error[t, state]
            values = np.stack([point, point - error, point + error], axis=1).ravel()
            rows.append([session, data.states[state], data.codes[state], *(f"{value:.6f}" for value in values)])
    _write(path, columns, rows)
    return len(rows)


def write_roll_calls(data: RollCalls, found: IdealPoints, path: Path) -> None:
    """Discrimination and cut points on the first dimension of each roll call. Raises OSError."""
    rows = [
        [data.ids[at], data.sessions[at], f"{slope:.6f}", *("" if np.isnan(cut) else f"{cut:.6f}" for cut in cuts)]
        for at, slope, cuts in zip(found.roll_calls, found.slope[:, 0], found.cut_points(), strict=True)
    ]
    _write(path, ROLL_CALL_COLUMNS, rows)


def _write(path: Path, columns: list[str], rows: list[list[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)
