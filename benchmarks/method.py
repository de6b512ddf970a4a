"""How right the consensus engine is: benchmarks/method.py prints the figures of docs/method.md, writes them there between
its marks, and draws docs/calibration.svg."""

import csv
import re

import numpy as np

from benchmarks.engine import ROOT, folder_of
from nadwa.engine.opinion import opinion_map, sketch
from nadwa.engine.opinion.factors import factorise
from nadwa.engine.opinion.files import read_votes
from nadwa.engine.opinion.stability import adjusted_rand
from nadwa.engine.rollcall import IdealPoints, RollCalls, ideal_points, read_roll_calls
from tests.engine.crowds import one_cloud, planted

PAGE = ROOT / "docs" / "method.md"
CALIBRATION = ROOT / "docs" / "calibration.svg"
GROUPS = {"bg2050": ".97", "biodiversity": ".95", "ssis": ".9", "vtaiwan": ".9", "brexit": ".8", "canadian": "–"}
HIDDEN = {"biodiversity": ".874", "ssis": ".868", "vtaiwan": ".845", "canadian": ".832"}
REPEATS = 3
MORE_REPEATS = 9
BINS = 10
Row = tuple[str, str, str]
Array = np.ndarray


def published_points() -> dict[tuple[int, str], float]:
    file = ROOT / "tests" / "data" / "unga" / "ideal_points_even_sessions.csv"
    with file.open(encoding="utf-8", newline="") as rows:
        return {(int(row["session"]), row["iso3c"]): float(row["IdealPoint"]) for row in csv.DictReader(rows)}


def correlations(data: RollCalls, found: IdealPoints) -> dict[int, float]:
    published, by_session = published_points(), {}
    for t, session in enumerate(found.sessions.tolist()):
        states = [
            at
            for at, code in enumerate(data.codes)
            if (session, code) in published and np.isfinite(found.points[t, at, 0])
        ]
        if states:
            theirs = [published[session, data.codes[at]] for at in states]
            by_session[session] = float(np.corrcoef(found.points[t, states, 0], theirs)[0, 1])
    return by_session


def points_rows() -> list[Row]:
    data = read_roll_calls(ROOT / "data" / "unga")
    sessions = sorted(set(data.sessions.tolist()))
    found = correlations(data, ideal_points(data, sessions))
    lowest = min(found, key=lambda session: found[session])
    return [
        (
            "ideal points: mean correlation with the published ones, even sessions",
            f"{np.mean(list(found.values())):.4f}",
            "≥ .99",
        ),
        ("the lowest of them", f"{found[lowest]:.3f} (session {lowest})", "≥ .95"),
    ]


def groups_rows() -> list[Row]:
    rows = []
    for name, asked in GROUPS.items():
        with (ROOT / "tests" / "data" / "polis" / name / "groups.csv").open(encoding="utf-8", newline="") as file:
            published = {row["participant"]: int(row["group-id"]) for row in csv.DictReader(file)}
        found = sketch(read_votes(folder_of(name)), groups=len(set(published.values())))
        pairs = [
            (int(group), published[str(who)])
            for who, group in zip(found.votes.participants, found.group, strict=True)
            if group >= 0 and str(who) in published
        ]
        ours, theirs = np.array(pairs).T
        rand = adjusted_rand(ours, theirs, np.ones(len(ours)))
        rows.append((f"groups of {name}: adjusted Rand index with the published ones", f"{rand:.3f}", f"≥ {asked}"))
    return rows


def hidden_rows() -> tuple[list[Row], list[tuple[Array, Array]]]:
    rows, kept = [], []
    for name, asked in HIDDEN.items():
        votes = read_votes(folder_of(name))
        row, right = votes.participant(), []
        for repeat in range(MORE_REPEATS):
            hidden = np.random.default_rng(repeat).random(votes.count) < 0.1
            hidden &= (votes.value != 0) & (votes.per_participant()[row] >= 7)
            seen = factorise(votes.without(hidden))
            predicted = seen.predicted(row[hidden], votes.statement[hidden].astype(np.int64))
            kept.append((predicted, votes.value[hidden] > 0))
            right.append(float(((predicted > 0) == (votes.value[hidden] > 0)).mean()))
        three, nine = np.mean(right[:REPEATS]), np.mean(right)
        rows.append(
            (
                f"hidden votes of {name} predicted, {REPEATS} repeats ({MORE_REPEATS} repeats)",
                f"{three:.3f} ({nine:.3f})",
                f"≥ {asked}",
            )
        )
    return rows, kept


def truth_rows() -> list[Row]:
    clouds = [opinion_map(one_cloud(150, 30, seed)).null.passed for seed in range(100)]
    found = [
        opinion_map(planted(300, 60, groups, seed)[0]).groups.count == groups for groups in (2, 3) for seed in range(20)
    ]
    real = [f"{name} {'yes' if opinion_map(read_votes(folder_of(name))).null.passed else 'no'}" for name in GROUPS]
    return [
        ("single clouds said to have no stable groups, of 100", str(100 - sum(clouds)), "≥ 95"),
        ("two and three planted camps found, of 40 crowds", str(sum(found)), ""),
        ("the six conversations have stable groups", ", ".join(real), ""),
    ]


def calibration(kept: list[tuple[Array, Array]]) -> str:
    """How often hidden votes agree, by the predicted share (rating + 1) / 2."""
    share = np.clip((np.concatenate([predicted for predicted, _ in kept]) + 1) / 2, 0, 1 - 1e-9)
    agreed = np.concatenate([agrees for _, agrees in kept])
    place = (share * BINS).astype(int)
    dots = [
        (float(share[place == at].mean()), float(agreed[place == at].mean()), int((place == at).sum()))
        for at in range(BINS)
        if (place == at).sum() > 20
    ]
    marks = "".join(
        f'<circle cx="{40 + 320 * x:.1f}" cy="{360 - 320 * y:.1f}" r="5" fill="#0b5394"><title>{n} votes</title></circle>'
        for x, y, n in dots
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400" role="img" font-family="sans-serif" font-size="12">'
        "<title>Share of hidden votes that agree, by the share predicted</title>"
        '<rect width="400" height="400" fill="#fff"/><path d="M40 360H360M40 360V40" stroke="#555" fill="none"/>'
        '<path d="M40 360L360 40" stroke="#b45309" stroke-dasharray="4 4"/>'
        f'{marks}<text x="200" y="392" text-anchor="middle">predicted</text>'
        '<text x="16" y="200" text-anchor="middle" transform="rotate(-90 16 200)">agreed</text></svg>\n'
    )


def main() -> None:
    hidden, kept = hidden_rows()
    rows = points_rows() + groups_rows() + hidden + truth_rows()
    table = "| what | reached | asked |\n|---|---|---|\n" + "".join(f"| {' | '.join(row)} |\n" for row in rows)
    print(table)
    CALIBRATION.write_text(calibration(kept), encoding="utf-8")
    page = PAGE.read_text(encoding="utf-8")
    marked = re.sub(
        r"(<!-- figures -->\n).*(<!-- end -->)", lambda mark: mark[1] + table + mark[2], page, flags=re.DOTALL
    )
    PAGE.write_text(marked, encoding="utf-8")


if __name__ == "__main__":
    main()
