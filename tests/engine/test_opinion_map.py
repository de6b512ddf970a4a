"""The opinion map: exact, indifferent to order, and able to say that there are no groups."""

import csv
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nadwa.engine.opinion import Votes, opinion_map
from nadwa.engine.opinion.agreement import group_informed_consensus
from nadwa.engine.opinion.files import read_votes
from nadwa.engine.opinion.mapping import TooFewVotes
from nadwa.engine.opinion.output import write
from nadwa.engine.packet import canonical, packet
from nadwa.engine.reading import BadInput

DATA = Path(__file__).parents[2] / "data"
Ballots = list[tuple[str, str, int]]


def camps(people: int = 60, statements: int = 12, noise: float = 0.1, seed: int = 1) -> Ballots:
    """Two camps that vote against each other on all statements but the first two, which all agree with."""
    random = np.random.default_rng(seed)
    ballots = []
    for person in range(people):
        for statement in range(statements):
            value = 1 if statement < 2 or person % 2 else -1
            ballots.append((f"p{person}", f"s{statement}", int(-value if random.random() < noise else value)))
    return ballots


def one_crowd(people: int = 80, statements: int = 12, seed: int = 1) -> Ballots:
    random = np.random.default_rng(seed)
    return [
        (f"p{person}", f"s{statement}", int(random.choice([1, 0, -1])))
        for person in range(people)
        for statement in range(statements)
    ]


def packed(ballots: Ballots) -> bytes:
    return canonical(packet(opinion_map(Votes.of(ballots)), with_participants=True))


def test_two_camps_are_found() -> None:
    found = opinion_map(Votes.of(camps()))

    assert (found.null.passed, found.groups.count) == (True, 2)
    odd = {int(group) for name, group in zip(found.votes.participants, found.group, strict=True) if int(name[1:]) % 2}
    assert len(odd) == 1


def test_a_single_crowd_has_no_stable_groups() -> None:
    """One test in twenty may err; of ten crowds none to two do but once in a hundred times."""
    found = [opinion_map(Votes.of(one_crowd(seed=seed))) for seed in range(10)]

    assert sum(result.null.passed for result in found) <= 2
    assert all(result.groups.count == 1 for result in found if not result.null.passed)


def test_what_both_camps_agree_on_leads_and_what_divides_them_divides() -> None:
    found = opinion_map(Votes.of(camps()))
    order = [found.votes.statements[index] for index in np.argsort(-found.measures.consensus.value)]

    assert set(order[:2]) == {"s0", "s1"}
    statements = found.votes.statements.tolist()
    first = [name in ("s0", "s1") for name in statements]
    others = [not both for both in first]
    assert found.measures.divisiveness.value[first].max() < 0.3 < found.measures.divisiveness.value[others].min()
    assert found.measures.bridging.value[first].min() > found.measures.bridging.value[others].max()
    assert found.factors.statements[first, 0].min() > found.factors.statements[others, 0].max()


@settings(max_examples=10)
@given(st.randoms(use_true_random=False))
def test_the_order_of_votes_changes_no_byte(random: object) -> None:
    ballots = camps(people=24)
    shuffled = ballots.copy()
    random.shuffle(shuffled)  # type: ignore[attr-defined]

    assert packed(shuffled) == packed(ballots)


def test_consensus_is_the_geometric_mean_over_groups() -> None:
    agrees, votes = np.array([[3], [0]]), np.array([[4], [2]])

    assert group_informed_consensus(agrees, votes)[0] == pytest.approx(np.sqrt(4 / 6 * 1 / 4))


def test_the_last_of_several_votes_counts() -> None:
    votes = Votes.of([("a", "1", 1), ("a", "1", -1)])

    assert list(votes.triples()) == [("a", "1", -1)]


def test_the_published_conversation_has_the_published_counts() -> None:
    """vTaiwan 2015: the last votes on the statements that moderators left, counted here from the event log."""
    last = {}
    with (DATA / "vtaiwan.uberx" / "votes.csv").open(encoding="utf-8", newline="") as file:
        for row in sorted(csv.DictReader(file), key=lambda row: int(row["timestamp"])):
            last[row["voter-id"], row["comment-id"]] = int(row["vote"])
    with (DATA / "vtaiwan.uberx" / "comments.csv").open(encoding="utf-8", newline="") as file:
        comments = list(csv.DictReader(file))

    votes = read_votes(DATA / "vtaiwan.uberx")

    rejected = {row["comment-id"] for row in comments if row["moderated"] == "-1"}
    assert votes.count == sum(statement not in rejected for _, statement in last)
    agrees = dict(zip(votes.statements.tolist(), votes.counts[:, 2].tolist(), strict=True))
    assert agrees[40] == sum(value == 1 for (_, statement), value in last.items() if statement == "40")


def test_too_few_votes_are_said_to_be_too_few() -> None:
    with pytest.raises(TooFewVotes):
        opinion_map(Votes.of([(f"p{n}", f"s{n}", 1) for n in range(9)]))


def test_the_engine_needs_no_django() -> None:
    code = "import nadwa.engine.opinion, sys; sys.exit('django' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("participant,statement\na,1\n", "line 1: column vote is missing"),
        ("participant,statement,vote\na,1,1\nb,1,2\n", "line 3: the vote is '2'; expected 1 (agree)"),
        ("participant,statement,vote\na,,1\n", "line 2: statement is empty"),
    ],
)
def test_bad_input_is_named_by_file_and_line(tmp_path: Path, text: str, complaint: str) -> None:
    file = tmp_path / "votes.csv"
    file.write_text(text)

    with pytest.raises(BadInput) as refusal:
        read_votes(file)

    assert str(refusal.value).startswith(str(file))
    assert complaint in str(refusal.value)


def test_the_command_writes_the_four_files_and_the_same_bytes_again(tmp_path: Path) -> None:
    folders = [tmp_path / name for name in ("first", "second")]
    for folder in folders:
        write(opinion_map(Votes.of(camps()), seed=3), folder)

    contents = [{path.name: path.read_bytes() for path in folder.iterdir()} for folder in folders]
    assert set(contents[0]) == {"packet.json", "statements.csv", "participants.csv", "map.svg", "votes.parquet"}
    assert contents[0] == contents[1]


def test_bad_input_exits_with_2_and_writes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "votes.csv"
    file.write_text("participant,statement,vote\na,1,agree\n")

    command = [sys.executable, "-m", "nadwa", "map", str(file), "--out", str(tmp_path / "out")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert (done.returncode, (tmp_path / "out").exists()) == (2, False)
    assert "the vote is 'agree'" in done.stderr.replace("\n", " ")
