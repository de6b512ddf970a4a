"""On texts too large to try every package, an independent formulation solved by CP-SAT finds the same optimum."""

from fractions import Fraction
from typing import Any

import pytest
from ortools.sat.python import cp_model

from benchmarks.blocs import text
from nadwa.engine.packages import find, parse
from nadwa.engine.packages.costs import costs
from tests.engine.packages.texts import COSTS, Content, worst_case

SIZE = (8, 15, 3, 20)


@pytest.mark.parametrize("seed", range(6))
def test_least_objection_is_what_cp_sat_finds(seed: int) -> None:
    content = text(*SIZE, seed)

    found = find(costs(parse(content)), "least-objection")[0]

    model, paid = formulated(content)
    model.minimize(sum(paid.values()))
    assert found.total == solved(model).objective_value


@pytest.mark.parametrize("seed", range(6))
def test_no_fairer_package_exists_by_cp_sat(seed: int) -> None:
    content = text(*SIZE, seed)

    found = find(costs(parse(content)), "fairest")[0]

    assert cheapest_within(content, found.share, strictly=True) is None
    assert cheapest_within(content, found.share, strictly=False) == found.total


def cheapest_within(content: Content, share: Fraction, *, strictly: bool) -> float | None:
    model, paid = formulated(content)
    for party, cost in paid.items():
        cap = share * worst_case(content, party, "acceptable")
        model.add(cost * cap.denominator <= cap.numerator - strictly)
    model.minimize(sum(paid.values()))
    solver = cp_model.CpSolver()
    return solver.objective_value if solver.solve(model) == cp_model.OPTIMAL else None


def formulated(content: Content) -> tuple[cp_model.CpModel, dict[str, Any]]:
    """Each paragraph is one integer variable; what is chosen, and what that breaks, are implied by it."""
    model = cp_model.CpModel()
    taken: dict[tuple[str, str], cp_model.IntVar] = {}
    for row in content["paragraphs"]:
        which = model.new_int_var(0, len(row["alternatives"]) - 1, row["id"])
        for at, option in enumerate(row["alternatives"]):
            taken[row["id"], option] = one = model.new_bool_var("")
            model.add(which == at).only_enforce_if(one)
            model.add(which != at).only_enforce_if(one.negated())
    paid: dict[str, Any] = {row["id"]: 0 for row in content["parties"]}
    for row in content["positions"]:
        one = taken[row["paragraph"], row["alternative"]]
        if row["stance"] == "red-line":
            model.add(one == 0)
        paid[row["party"]] += COSTS[row["stance"]] * row["salience"] * one
    for row in content["linkages"]:
        here, there = (taken[row[end]["paragraph"], row[end]["alternative"]] for end in ("if", "then"))
        broken = model.new_bool_var("")
        model.add_bool_or([here.negated(), there, broken])
        paid[row["party"]] += 4 * row["salience"] * broken
    return model, paid


def solved(model: cp_model.CpModel) -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    assert solver.solve(model) == cp_model.OPTIMAL
    return solver
