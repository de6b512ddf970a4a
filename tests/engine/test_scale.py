"""Many votes: in parts, in processes, and changing; always the same integers."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from pyarrow import parquet

from nadwa.engine.opinion.mapping import sketch
from nadwa.engine.opinion.partitions import spread_over, whole
from nadwa.engine.opinion.running import NoRoom, RunningMap
from nadwa.engine.opinion.statistics import Statistics
from nadwa.engine.opinion.votes import Votes
from nadwa.engine.reading import BadInput
from tests.engine.crowds import planted


@pytest.fixture(scope="module")
def votes() -> Votes:
    return planted(400, 40, 2, seed=8)[0]


def parted(votes: Votes, folder: Path, parts: int) -> list[Path]:
    files = []
    for number in range(parts):
        some = votes.only(np.arange(len(votes.participants)) % parts == number)
        columns = {
            "participant": some.participants[some.participant()],
            "statement": some.statements[some.statement],
            "vote": some.value,
        }
        files.append(folder / f"part-{number:02}.parquet")
        parquet.write_table(pa.table(columns), files[-1])
    return files


@pytest.mark.parametrize("parts", [1, 16, 64])
def test_parts_give_the_same_statistics_and_groups(votes: Votes, tmp_path: Path, parts: int) -> None:
    found = whole(parted(votes, tmp_path, parts), map)

    assert found.statistics == Statistics.of(votes)
    assert found.group.tolist() == sketch(votes).group.tolist()
    assert (found.group_counts == sketch(votes).group_counts).all()


def test_two_dask_workers_give_the_same_statistics_and_groups(votes: Votes, tmp_path: Path) -> None:
    files = parted(votes, tmp_path, 4)

    with spread_over(None, 2) as mapper:
        found = whole(files, mapper)

    assert found.statistics == Statistics.of(votes)
    assert found.group.tolist() == whole(files, map).group.tolist()


def test_parts_need_not_have_the_same_statements(tmp_path: Path) -> None:
    ballots = [(str(p), str(s), 1 if s % 2 else -1) for p in range(20) for s in range(p % 3, 9)]
    votes = Votes.of(ballots)

    assert whole(parted(votes, tmp_path, 3), map).statistics == Statistics.of(votes)


def test_a_participant_in_two_parts_is_named(votes: Votes, tmp_path: Path) -> None:
    files = parted(votes, tmp_path, 2)
    twin = tmp_path / "part-99.parquet"
    twin.write_bytes(files[0].read_bytes())

    with pytest.raises(BadInput, match="participant 0 is in two files; expected each participant in one"):
        whole([*files, twin], map)


def test_a_running_map_has_the_statistics_of_one_built_anew(votes: Votes) -> None:
    random = np.random.default_rng(3)
    row, column = random.integers(0, 400, 500), random.integers(0, 40, 500)
    value = random.integers(-1, 2, 500).astype(np.int8)
    running = RunningMap(votes)

    running.change(row, column, value)

    later = list(zip(row.tolist(), column.tolist(), value.tolist(), strict=True))
    again = Votes.of([*votes.triples(), *((str(r), str(c), v) for r, c, v in later)])
    assert running.statistics == Statistics.of(again)
    moment, anew = running.moment(), sketch(again)
    assert np.abs(moment.positions - anew.plane.positions).max() < 1e-5
    assert moment.group.tolist() == anew.group.tolist()


def test_a_full_row_is_said_to_be_full() -> None:
    running = RunningMap(Votes.of([("a", str(s), 1) for s in range(3)] + [("b", str(s), -1) for s in range(40)]))

    with pytest.raises(NoRoom):
        running.change(np.zeros(30, np.int64), np.arange(3, 33), np.ones(30, np.int8))


def test_the_command_maps_parts_with_two_workers_and_verifies_them(votes: Votes, tmp_path: Path) -> None:
    parts, out = tmp_path / "parts", tmp_path / "out"
    parts.mkdir()
    parted(votes, parts, 4)

    nadwa = [sys.executable, "-m", "nadwa"]
    mapped = subprocess.run([*nadwa, "map", parts, "--out", out, "--workers", "2"], capture_output=True, check=False)
    checked = subprocess.run(
        [*nadwa, "packet", "verify", out, "--votes", parts], capture_output=True, text=True, check=False
    )

    assert (mapped.returncode, checked.returncode) == (0, 0)
    assert {path.name for path in out.iterdir()} == {"packet.json", "statements.csv", "participants.csv", "map.svg"}
    assert checked.stdout.count("ok  ") == 4


def test_a_folder_without_parts_is_named(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "nadwa", "map", tmp_path, "--out", tmp_path / "out", "--workers", "0"]

    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert done.returncode == 2
    assert "there is no Parquet file; expected a folder of parts" in " ".join(done.stderr.split())
