"""Ideal points agree with those that were published, and predict votes they have not seen."""

import csv
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from nadwa.engine.rollcall import IdealPoints, RollCalls, ideal_points, read_roll_calls
from nadwa.engine.rollcall.files import ABSENT

ROOT = Path(__file__).parents[2]
PUBLISHED = ROOT / "tests" / "data" / "unga" / "ideal_points_even_sessions.csv"


@pytest.fixture(scope="module")
def assembly() -> RollCalls:
    return read_roll_calls(ROOT / "data" / "unga")


@pytest.fixture(scope="module")
def found(assembly: RollCalls) -> IdealPoints:
    return ideal_points(assembly, sorted(set(assembly.sessions.tolist())))


def published() -> dict[int, dict[str, float]]:
    sessions: dict[int, dict[str, float]] = {}
    with PUBLISHED.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            sessions.setdefault(int(row["session"]), {})[row["iso3c"]] = float(row["IdealPoint"])
    return sessions


def test_points_correlate_with_the_published_ones(assembly: RollCalls, found: IdealPoints) -> None:
    correlations = {}
    for t, session in enumerate(found.sessions.tolist()):
        theirs = published().get(session, {})
        states = [i for i, code in enumerate(assembly.codes) if code in theirs and np.isfinite(found.points[t, i, 0])]
        if states:
            ours = found.points[t, states, 0]
            correlations[session] = np.corrcoef(ours, [theirs[assembly.codes[i]] for i in states])[0, 1]

    assert len(correlations) == len(published())
    assert np.mean(list(correlations.values())) >= 0.99
    assert min(correlations.values()) >= 0.95


def test_points_are_on_one_scale_with_the_united_states_positive(assembly: RollCalls, found: IdealPoints) -> None:
    points = found.points[np.isfinite(found.points)]

    assert abs(points.mean()) < 1e-9
    assert points.std() == pytest.approx(1)
    assert np.nanmin(found.points[:, assembly.codes.index("USA"), 0]) > 0


def test_fewer_votes_give_wider_intervals(assembly: RollCalls, found: IdealPoints) -> None:
    cast = (assembly.of_session(70) != ABSENT).sum(axis=0)
    error = found.error[found.sessions.tolist().index(70), :, 0]
    seldom, often = (cast >= 7) & (cast < 40), cast > 70

    assert np.nanmean(error[seldom]) > 1.2 * np.nanmean(error[often])


def test_two_dimensions_fit_no_worse_than_one(assembly: RollCalls) -> None:
    one, two = (ideal_points(assembly, [60, 61, 62], dimensions) for dimensions in (1, 2))
    votes = assembly.votes[one.roll_calls]
    cast = (votes != ABSENT) & np.isfinite(one.chances(assembly)[:, :, 0])

    def loss(points: IdealPoints) -> float:
        chances = points.chances(assembly)[cast]
        return float(-np.log(chances[np.arange(len(chances)), votes[cast] + 1]).mean())

    assert loss(two) < loss(one)


def test_withheld_votes_are_predicted_better_than_by_shares_or_components(assembly: RollCalls) -> None:
    """On every session with at least 40 roll calls, in log-loss. The rivals: each roll call's own shares of no,
    abstention and yes; and the two-dimensional PCA reconstruction v, read as chances max(−v, 0), 1 − |v|, max(v, 0)."""
    random = np.random.default_rng(1)
    hidden = (assembly.votes != ABSENT) & (random.random(assembly.votes.shape) < 0.1)
    seen = RollCalls(
        assembly.states,
        assembly.codes,
        assembly.ids,
        assembly.sessions,
        np.where(hidden, ABSENT, assembly.votes).astype(np.int8),
    )
    sessions = sorted(set(assembly.sessions.tolist()))
    chances = ideal_points(seen, sessions).chances(seen)

    for session in sessions:
        rows = np.flatnonzero(assembly.sessions == session)
        if len(rows) < 40:
            continue
        asked = hidden[rows] & np.isfinite(chances[rows, :, 0])
        truth = assembly.votes[rows][asked] + 1

        def loss(guess: np.ndarray, asked: np.ndarray = asked, truth: np.ndarray = truth) -> float:
            return float(-np.log(guess[asked][np.arange(len(truth)), truth]).mean())

        ours = loss(chances[rows])
        assert ours < loss(shares(seen.votes[rows])), session
        assert ours < loss(components(seen.votes[rows])), session


def shares(votes: np.ndarray) -> np.ndarray:
    counts = np.stack([(votes == value).sum(axis=1) for value in (-1, 0, 1)], axis=1)
    return np.repeat(((counts + 1) / (counts.sum(axis=1, keepdims=True) + 3))[:, None], votes.shape[1], axis=1)


def components(votes: np.ndarray) -> np.ndarray:
    cast = votes != ABSENT
    mean = np.where(cast, votes, 0).sum(axis=1) / np.maximum(cast.sum(axis=1), 1)
    left, spread, right = np.linalg.svd(np.where(cast, votes - mean[:, None], 0.0), full_matrices=False)
    value = np.clip((left[:, :2] * spread[:2]) @ right[:2] + mean[:, None], -1, 1)
    chances = np.stack([np.maximum(-value, 0), 1 - np.abs(value), np.maximum(value, 0)], axis=2)
    return 0.97 * chances + 0.01


def test_a_session_without_roll_calls_is_named(assembly: RollCalls) -> None:
    with pytest.raises(ValueError, match="session 99 has no roll calls; expected sessions of the data"):
        ideal_points(assembly, [99])


def test_the_command_writes_the_columns_asked(tmp_path: Path) -> None:
    out = tmp_path / "points.csv"
    command = ["ideal-points", str(ROOT / "data" / "unga"), "--sessions", "72-74", "--out", str(out)]

    done = subprocess.run([sys.executable, "-m", "nadwa", *command], capture_output=True, text=True, check=True)

    with out.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == ["session", "state", "iso3", "ideal_point", "low", "high"]
    assert {row["session"] for row in rows} == {"72", "73", "74"}
    assert all(float(row["low"]) < float(row["ideal_point"]) < float(row["high"]) for row in rows)
    assert f"{len(rows)} ideal points" in done.stdout


@pytest.mark.parametrize(
    ("sessions", "complaint"), [("74-60", "expected a session or a range"), ("99", "session 99 has no roll calls")]
)
def test_sessions_that_are_not_there_exit_with_2(tmp_path: Path, sessions: str, complaint: str) -> None:
    out = tmp_path / "points.csv"
    command = ["ideal-points", str(ROOT / "data" / "unga"), "--sessions", sessions, "--out", str(out)]

    done = subprocess.run([sys.executable, "-m", "nadwa", *command], capture_output=True, text=True, check=False)

    assert (done.returncode, out.exists()) == (2, False)
    assert complaint in done.stderr
