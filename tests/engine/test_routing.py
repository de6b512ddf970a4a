"""What is shown next, what it teaches, and what sounds an alarm."""

import numpy as np
import pytest

from nadwa.engine.opinion.health import Alarm, alarms
from nadwa.engine.opinion.routing import AT_RANDOM, chances, weighted_agreement
from nadwa.engine.opinion.votes import Votes


def votes() -> Votes:
    return Votes.of([(str(person), "1", 1) for person in range(10)])


def test_a_new_statement_is_shown_more_than_one_often_answered() -> None:
    new, old = chances(np.array([[0, 0, 0], [40, 10, 50]]), np.full(2, 0.5))

    assert new > 2 * old


def test_of_two_equally_known_the_bridging_one_is_shown_more() -> None:
    bridging, other = chances(np.array([[10, 0, 30], [10, 0, 30]]), np.array([0.8, 0.2]))

    assert bridging > other


def test_every_statement_keeps_its_random_share() -> None:
    shown = chances(np.vstack([np.full((9, 3), 1000), np.zeros((1, 3), int)]), np.full(10, 0.5))

    assert shown.sum() == pytest.approx(1)
    assert shown.min() >= AT_RANDOM / 10


def test_nothing_left_to_show_is_said() -> None:
    with pytest.raises(ValueError, match="no statement is left to show"):
        chances(np.zeros((0, 3), int), np.zeros(0))


def test_weights_correct_for_whom_a_statement_was_shown_to() -> None:
    """Half the crowd agrees always, half never; those who agree are shown it four times as often."""
    random = np.random.default_rng(1)
    agrees = random.random(40_000) < 0.5
    chance = np.where(agrees, 0.8, 0.2)
    shown = random.random(40_000) < chance

    share = weighted_agreement(np.zeros(shown.sum(), int), agrees[shown], chance[shown], 1)

    assert agrees[shown].mean() > 0.75
    assert share.value[0] == pytest.approx(0.5, abs=3 * share.error[0])
    assert share.error[0] < 0.01


@pytest.mark.parametrize("chance", [0.0, -0.1, 1.5])
def test_an_impossible_exposure_is_refused(chance: float) -> None:
    with pytest.raises(ValueError, match="probability must be above 0"):
        weighted_agreement(np.array([0]), np.array([True]), np.array([chance]), 1)


def test_a_healthy_consultation_raises_no_alarm() -> None:
    assert alarms(votes(), np.array([0.2, 0.3, 0.5]), np.array([9, 10, 12])) == []


def test_constant_priorities_and_starved_statements_raise_alarms() -> None:
    found = alarms(votes(), np.full(3, 1 / 3), np.array([100, 100, 3]))

    assert found == [Alarm("constant-priorities"), Alarm("starved-statements", (2,))]
