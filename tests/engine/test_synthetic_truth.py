"""Crowds of which the truth is known: camps are found, clouds are left whole, intervals hold what they promise."""

import numpy as np

from nadwa.engine.opinion import sketch
from nadwa.engine.opinion.agreement import axis_bins, bridging, consensus, constituencies, halves_apart
from nadwa.engine.opinion.groups import divisions
from nadwa.engine.opinion.mapping import opinion_map
from nadwa.engine.opinion.null import distinct
from nadwa.engine.opinion.plane import plane
from nadwa.engine.opinion.stability import adjusted_rand, poisson_weights, replicate_planes
from nadwa.engine.opinion.statistics import Statistics
from nadwa.engine.opinion.votes import Votes
from tests.engine.crowds import one_cloud, planted


def test_planted_camps_are_found() -> None:
    for groups in (2, 3):
        votes, camp, _ = planted(300, 60, groups, seed=groups, votes_each=50)
        found = opinion_map(votes)

        assert (found.null.passed, found.groups.count) == (True, groups)
        assert adjusted_rand(found.group, camp, np.ones(300)) > 0.9
        assert found.stability.overall > 0.9
        same = np.equal.outer(found.groups.base_labels, found.groups.base_labels)
        assert found.stability.together[same].mean() > 0.9
        assert found.stability.together[~same].mean() < 0.1


def test_a_single_cloud_has_no_stable_groups_in_95_of_100_seeds() -> None:
    cut = 0
    for seed in range(100):
        drawn = plane(one_cloud(150, 30, seed))
        positions = drawn.positions[drawn.placed]
        cut += distinct(positions, divisions(positions))[1].passed

    assert cut <= 5


def test_ninety_percent_intervals_of_consensus_hold_the_truth_in_85_to_95_percent() -> None:
    random = np.random.default_rng(5)
    held = []
    for _ in range(40):
        share = random.uniform(0.05, 0.95, (3, 50))
        votes = random.integers(10, 120, (3, 50))
        measure = consensus(random.binomial(votes, share), votes, seed=1)
        truth = np.exp(np.log(share).mean(axis=0))
        held.append((measure.low <= truth) & (truth <= measure.high))

    assert 0.85 <= np.mean(held) <= 0.95


def test_ninety_percent_intervals_of_bridging_hold_the_truth_in_85_to_95_percent() -> None:
    random = np.random.default_rng(6)
    centres = np.linspace(-2, 2, 20)
    held = []
    for _ in range(40):
        lean, level = random.normal(0, 0.8, 50), random.normal(0.5, 0.8, 50)
        share = 1 / (1 + np.exp(-(level + centres[:, None] * lean)))
        votes = np.full((20, 50), 40)
        measure = bridging(random.binomial(votes, share), votes, centres)
        truth = bridging(share * 1e6, votes * 0 + 1e6, centres).value
        held.append((measure.low <= truth) & (truth <= measure.high))

    assert 0.85 <= np.mean(held) <= 0.95


def test_a_majority_statement_does_not_divide() -> None:
    lower_half, upper_half = np.array([[95, 50], [95, 10]]), np.full((2, 2), 100)

    apart = halves_apart(lower_half, upper_half)

    assert abs(apart[0]) < 0.02
    assert apart[1] < -0.35


def test_a_delegation_counts_once_whatever_its_size() -> None:
    """Nine delegates of one delegation agree, one of another in the same constituency disagrees."""
    ballots = [(f"{n}", "1", 1) for n in range(9)] + [("9", "1", -1)]
    constituency, delegation = np.zeros(10, np.int64), np.array([0] * 9 + [1])

    by_head, by_delegation, _, _ = constituencies(Votes.of(ballots), constituency, delegation, seed=0)

    assert np.round([by_head.value[0], by_delegation.value[0]], 3).tolist() == [0.833, 0.5]


def test_who_is_in_no_delegation_stands_for_themselves() -> None:
    ballots = [("1", "1", 1), ("2", "1", 1), ("3", "1", -1)]

    _, by_delegation, _, shares = constituencies(Votes.of(ballots), np.zeros(3, np.int64), np.full(3, -1), seed=0)

    assert shares[0, 0] == by_delegation.value[0] == 3 / 5


def test_bins_along_the_axis_are_of_about_one_size() -> None:
    bins, centres = axis_bins(np.random.default_rng(1).standard_normal(1000))

    assert np.bincount(bins).tolist() == [50] * 20
    assert (np.diff(centres) > 0).all()


def test_replicates_by_perturbation_are_those_computed_exactly() -> None:
    votes, _, _ = planted(3000, 60, 3, seed=2)
    drawn = sketch(votes).plane
    weights = poisson_weights(3000, 5, seed=4)
    planes, means = replicate_planes(votes, drawn, weights)

    for b in range(5):
        copies = np.repeat(np.arange(3000), weights[:, b])
        row, start = votes.participant(), votes.start
        columns = np.concatenate([votes.statement[start[i] : start[i + 1]] for i in copies])
        values = np.concatenate([votes.value[start[i] : start[i + 1]] for i in copies])
        who = np.repeat(np.arange(len(copies)), votes.per_participant()[copies])
        again = Votes.from_columns(who, columns.astype(np.int64), values)
        exact = Statistics.of(again).centred(again.means())
        vectors = np.linalg.eigh(exact)[1][:, -2:]
        assert np.linalg.svd(vectors.T @ planes[b])[1].min() > 0.999
        assert np.abs(means[b] - again.means()).max() < 1e-6
        assert len(row) == votes.count


def test_statistics_are_the_same_bits_in_whatever_parts_they_are_summed() -> None:
    votes, _, _ = planted(500, 40, 2, seed=3)
    whole = Statistics.of(votes)
    rows = np.arange(500)

    for parts in (1, 16, 64):
        summed = sum(
            (Statistics.of(votes.only(rows % parts == part)) for part in range(1, parts)),
            Statistics.of(votes.only(rows % parts == 0)),
        )
        assert summed == whole
