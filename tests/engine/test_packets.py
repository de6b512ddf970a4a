"""What was published can be computed again, and what was changed is named."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from nadwa.engine.opinion import Votes, opinion_map
from nadwa.engine.opinion.files import read_votes
from nadwa.engine.opinion.output import verify_folder, write
from nadwa.engine.reading import BadInput
from tests.engine.conversations import POLIS


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("map")
    write(opinion_map(read_votes(POLIS / "brexit"), seed=7), path)
    return path


def copy(folder: Path, into: Path) -> Path:
    for file in folder.iterdir():
        (into / file.name).write_bytes(file.read_bytes())
    return into


def wrong(folder: Path) -> list[str]:
    return [check.what for check in verify_folder(folder) if not check.right]


def test_a_published_map_is_computed_again_byte_for_byte(folder: Path) -> None:
    assert [(check.what, check.right) for check in verify_folder(folder)] == [
        ("votes", True),
        ("packet", True),
        ("statements.csv", True),
        ("participants.csv", True),
        ("map.svg", True),
    ]


@pytest.mark.parametrize("name", ["statements.csv", "participants.csv", "map.svg"])
def test_a_changed_file_is_named(folder: Path, tmp_path: Path, name: str) -> None:
    changed = copy(folder, tmp_path) / name
    changed.write_bytes(changed.read_bytes().replace(b"1", b"2", 1))

    assert wrong(tmp_path) == [name]


def test_a_changed_number_in_the_packet_is_found(folder: Path, tmp_path: Path) -> None:
    path = copy(folder, tmp_path) / "packet.json"
    content = json.loads(path.read_text())
    content["statements"][0]["consensus"] += 0.000001
    path.write_text(json.dumps(content))

    assert wrong(tmp_path) == ["packet"]


def test_other_votes_are_not_the_votes_of_the_packet(folder: Path) -> None:
    checks = verify_folder(folder, Votes.of([("a", "b", 1)]))

    assert [(check.what, check.right) for check in checks] == [("votes", False)]


def test_an_empty_folder_has_nothing_to_verify(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"there is no packet\.json; expected a folder that nadwa map wrote"):
        verify_folder(tmp_path)


@pytest.mark.parametrize(("change", "code"), [(False, 0), (True, 1)])
def test_the_command_tells_by_its_exit_code(folder: Path, tmp_path: Path, change: bool, code: int) -> None:
    copy(folder, tmp_path)
    if change:
        (tmp_path / "map.svg").write_text("<svg/>")

    command = [sys.executable, "-m", "nadwa", "packet", "verify", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert done.returncode == code
    assert ("BAD  map.svg" in done.stdout) == change
