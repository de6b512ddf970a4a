"""Whatever votes come, there is a result or a clear complaint, and never a warning (pytest turns those into errors)."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nadwa.engine.opinion import TooFewVotes, Votes, opinion_map
from nadwa.engine.packet import canonical, packet

IDS = st.one_of(st.integers(0, 12), st.integers(10**6, 10**6 + 3)).map(str)
BALLOTS = st.lists(st.tuples(IDS, IDS, st.sampled_from([-1, 0, 1])), max_size=120)


@settings(max_examples=60)
@given(BALLOTS)
def test_any_votes_give_a_map_or_too_few_votes(ballots: list[tuple[str, str, int]]) -> None:
    try:
        result = opinion_map(Votes.of(ballots))
    except TooFewVotes:
        return

    content = packet(result, with_participants=True)
    assert canonical(content)
    assert sum(content["groups"]["sizes"]) == len(content["participants"])
    for row in content["statements"]:
        assert 0 <= row["consensus_low"] <= row["consensus"] <= row["consensus_high"] <= 1
        assert 0 <= row["bridging_low"] <= row["bridging"] <= row["bridging_high"] <= 1
        assert 0 <= row["divisiveness_low"] <= row["divisiveness"] <= row["divisiveness_high"] <= 1


@pytest.mark.parametrize("value", [-1, 0, 1])
def test_a_crowd_of_one_mind_has_no_groups(value: int) -> None:
    result = opinion_map(Votes.of([(str(p), str(s), value) for p in range(30) for s in range(10)]))

    assert (result.null.passed, result.groups.count) == (False, 1)
    assert np.isfinite(result.plane.positions).all()


def test_one_participant_and_one_statement() -> None:
    result = opinion_map(Votes.of([("only", "one", 1)]))

    assert result.plane.positions.tolist() == [[0.0, 0.0]]


@pytest.mark.parametrize("value", [2, float("nan"), "1", None])
def test_what_is_no_vote_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match="a vote is 1"):
        Votes.of([("a", "b", value)])  # type: ignore[list-item]


@pytest.mark.parametrize("identity", ["", None, float("nan")])
def test_a_missing_id_is_refused(identity: object) -> None:
    with pytest.raises(ValueError, match="an id is missing"):
        Votes.of([(identity, "b", 1)])  # type: ignore[list-item]


def test_columns_of_different_length_are_refused() -> None:
    with pytest.raises(ValueError, match="columns of one length"):
        Votes.from_columns([1, 2], [1], [1])
