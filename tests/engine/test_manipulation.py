"""The cost of changing a result is the smallest number of accounts that changes it."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from nadwa.engine.opinion.agreement import group_informed_consensus, halves_apart
from nadwa.engine.opinion.manipulation import (
    AGREED,
    DIVIDES,
    NOT_LISTED,
    accounts_against_agreement,
    accounts_against_bridging,
    accounts_against_division,
)

COUNTS = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=2, max_size=3)


@settings(max_examples=60)
@given(COUNTS)
def test_that_many_accounts_end_an_agreement_and_one_fewer_do_not(counts: list[tuple[int, int]]) -> None:
    agrees = np.array([[agree] for agree, _ in counts])
    votes = agrees + np.array([[other] for _, other in counts])
    cost = int(accounts_against_agreement(agrees, votes)[0])

    def best_attack(accounts: int) -> float:
        added = np.zeros_like(votes)
        for _ in range(accounts):
            added[np.argmin(votes + added)] += 1
        return float(group_informed_consensus(agrees, votes + added)[0])

    if cost == NOT_LISTED:
        assert best_attack(0) < AGREED
    else:
        assert best_attack(cost) < AGREED <= best_attack(cost - 1) + 1e-12


@settings(max_examples=60)
@given(COUNTS)
def test_that_many_accounts_end_a_division_and_one_fewer_do_not(counts: list[tuple[int, int]]) -> None:
    agrees = np.array([[agree] for agree, _ in counts[:2]])
    votes = agrees + np.array([[other] for _, other in counts[:2]])
    cost = int(accounts_against_division(agrees, votes)[0])
    upper_agrees_more = halves_apart(agrees, votes)[0] > 0

    def best_attack(accounts: int) -> float:
        more, less = (1, 0) if upper_agrees_more else (0, 1)
        results = []
        for against in range(accounts + 1):
            a, v = agrees.copy(), votes.copy()
            v[more] += against
            a[less] += accounts - against
            v[less] += accounts - against
            results.append(float(halves_apart(a, v)[0]) * (1 if upper_agrees_more else -1))
        return min(results)

    if cost == NOT_LISTED:
        assert best_attack(0) < DIVIDES
    else:
        assert best_attack(cost) < DIVIDES <= best_attack(cost - 1) + 1e-12


def test_a_bridge_that_many_carry_costs_more() -> None:
    centres = np.linspace(-1, 1, 20)
    votes = np.tile([[20, 200]], (20, 1))

    few, many = accounts_against_bridging(votes * 9 // 10, votes, centres)

    assert 0 < few * 5 < many
