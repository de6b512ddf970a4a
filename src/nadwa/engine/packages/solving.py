"""Mixed-integer programmes over the alternatives of a text, solved by HiGHS."""

import itertools
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Literal

import highspy
import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from nadwa.engine.packages.costs import Costs
from nadwa.engine.packages.text import Bools, Ints, Text

Aim = Literal["total", "share", "any"]
NO_GUESSING = {
    "mip_heuristic_run_feasibility_jump": False,
    "mip_heuristic_run_rins": False,
    "mip_heuristic_run_rens": False,
}
# When HiGHS may stop: a whole-numbered objective is proven under a gap of 1; the largest share need only be near, for
# the search goes over to whole numbers; where any package will do, the first. Guessing does not pay within limits.
ENOUGH: Mapping[Aim, Mapping[str, float | bool]] = {
    "total": {"mip_rel_gap": 0.0, "mip_abs_gap": 0.999, **NO_GUESSING},
    "share": {"mip_rel_gap": 0.005, "mip_abs_gap": 0.0},
    "any": {"mip_max_improving_sols": 1, **NO_GUESSING},
}


class OutOfTime(Exception):
    """The time was over before any package was found."""


class Clock:
    """What remains of the seconds that an answer may take."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    @property
    def left(self) -> float:
        """Seconds, at least a twentieth."""
        return max(self._end - time.monotonic(), 0.05)


@dataclass(frozen=True)
class Solved:
    """A package (N,) and the lower bound of the objective it was sought for."""

    chosen: Ints
    bound: float


@dataclass(frozen=True)
class Limits:
    """What a package must keep to. `paid` (P,): what it may cost each party; `total`: all together; `unlike`: packages
    (N,) from which it differs in at least `differ` paragraphs."""

    paid: Ints | None = None
    total: int | None = None
    unlike: Sequence[Ints] = field(default_factory=tuple)
    differ: int = 1


def minimise(costs: Costs, aim: Aim, limits: Limits, clock: Clock, start: Ints | None = None) -> Solved | None:
    """The package with the least total, one with nearly the least largest share, or any; None where none is possible.
    `start` (N,) is a package within the limits from which to begin.

    Columns: alternatives (C), broken linkages (L; they follow from the alternatives, so need not be declared whole),
    the largest share (1). Raises OutOfTime.
    """
    text, links = costs.text, costs.text.linkages
    choices, broken = len(text.alternatives), len(links.row)
    if not text.paragraphs:
        return Solved(np.zeros(0, np.int64), 0.0)
    blocks = [_one_each(text, broken), _links(costs)]
    if aim == "share" or limits.paid is not None:
        blocks.append(_parties(costs, aim, limits.paid))
    overall = np.r_[text.weights @ costs.party, text.weights[links.party] * costs.linkage, 0].astype(float)
    if limits.total is not None:
        blocks.append((sparse.csr_matrix(overall), np.array([-np.inf]), np.array([float(limits.total)])))
    blocks += [_unlike(text, other, limits.differ, broken) for other in limits.unlike]
    upper = np.r_[costs.allowed, ~costs.excluding, aim == "share"].astype(float)
    objective = np.eye(1, len(overall), len(overall) - 1)[0] if aim == "share" else overall
    whole = np.r_[np.ones(choices), np.zeros(broken + 1)].astype(bool)
    begin = None if start is None else np.r_[np.isin(np.arange(choices), start), costs.broken(start), 0].astype(float)
    values, bound = solve(objective, upper, whole, blocks, clock, ENOUGH[aim], begin)
    if values is None:
        return None
    chosen = np.array([start + values[start:end].argmax() for start, end in itertools.pairwise(text.starts)])
    return Solved(chosen, bound)


def at_most(costs: Costs, share: Fraction) -> Ints:
    """(P,) what each party may pay so that no share is above `share`."""
    return np.array([share.numerator * int(worst) // share.denominator for worst in costs.worst], np.int64)


def below(costs: Costs, share: Fraction) -> Ints:
    """(P,) what each party may pay so that each share is below `share`; a party whose worst case is 0 pays nothing."""
    caps = [(share.numerator * int(worst) - 1) // share.denominator if worst else 0 for worst in costs.worst]
    return np.array(caps, np.int64)


Floats = NDArray[np.float64]
Block = tuple[Any, Floats, Floats]


def _one_each(text: Text, broken: int) -> Block:
    counts = len(text.paragraphs), len(text.alternatives)
    ones = sparse.csr_matrix((np.ones(counts[1]), (text.paragraph_of, np.arange(counts[1]))), shape=counts)
    return _widened(ones, broken + 1), np.ones(counts[0]), np.ones(counts[0])


def _links(costs: Costs) -> Block:
    links = costs.text.linkages
    count, choices = len(links.row), len(costs.text.alternatives)
    at = np.arange(count)
    rows, columns = np.r_[at, at, at], np.r_[links.condition, links.consequence, choices + at]
    values = np.repeat([1.0, -1.0, -1.0], count)
    matrix = sparse.csr_matrix((values, (rows, columns)), shape=(count, choices + count + 1))
    return matrix, np.full(count, -np.inf), np.zeros(count)


def _parties(costs: Costs, aim: str, paid: Ints | None) -> Block:
    links = costs.text.linkages
    count, broken = len(costs.text.parties), len(links.row)
    extra = sparse.csr_matrix((costs.linkage, (links.party, np.arange(broken))), shape=(count, broken))
    share = -costs.worst[:, None] if aim == "share" else np.zeros((count, 1))
    matrix = sparse.hstack([sparse.csr_matrix(costs.party), extra, sparse.csr_matrix(share)]).tocsr()
    cap = np.zeros(count) if paid is None else paid.astype(float)
    return matrix, np.full(count, -np.inf), cap


def _unlike(text: Text, other: Ints, differ: int, broken: int) -> Block:
    taken = np.zeros(len(text.alternatives))
    taken[other] = 1
    return _widened(sparse.csr_matrix(taken), broken + 1), np.array([-np.inf]), np.array([float(len(other) - differ)])


def _widened(matrix: Any, by: int) -> Any:
    return sparse.hstack([matrix, sparse.csr_matrix((matrix.shape[0], by))])


def solve(
    objective: Floats,
    upper: Floats,
    whole: Bools,
    blocks: list[Block],
    clock: Clock,
    enough: Mapping[str, float | bool] = ENOUGH["total"],
    begin: Floats | None = None,
) -> tuple[Floats | None, float]:
    """Minimise objective · x for 0 ≤ x ≤ upper (V,), x whole where `whole`, and low ≤ matrix x ≤ high of each block.

    Gives x (V,), or None where none exists, and the proven lower bound. Raises OutOfTime.
    """
    matrix = sparse.vstack([block[0] for block in blocks]).tocsr()
    programme = highspy.HighsLp()
    programme.num_col_, programme.num_row_ = len(objective), matrix.shape[0]
    programme.col_cost_, programme.col_lower_, programme.col_upper_ = objective, np.zeros(len(objective)), upper
    programme.row_lower_ = np.concatenate([block[1] for block in blocks])
    programme.row_upper_ = np.concatenate([block[2] for block in blocks])
    programme.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    programme.a_matrix_.start_, programme.a_matrix_.index_ = matrix.indptr, matrix.indices
    programme.a_matrix_.value_ = matrix.data.astype(float)
    kinds = highspy.HighsVarType
    programme.integrality_ = [kinds.kInteger if one else kinds.kContinuous for one in whole]
    solver = Silent()
    for name, value in {"time_limit": clock.left, **enough}.items():
        solver.setOptionValue(name, value)
    solver.passModel(programme)
    if begin is not None:
        known = highspy.HighsSolution()
        known.col_value = begin
        solver.setSolution(known)
    solver.run()
    return _answer(solver)


class Silent(highspy.Highs):
    """HiGHS without its banner, which otherwise goes to the standard output as soon as callbacks are enabled."""

    def enableCallbacks(self) -> None:  # noqa: N802 - HiGHS names it so
        self.setOptionValue("output_flag", False)
        super().enableCallbacks()


def _answer(solver: Any) -> tuple[Floats | None, float]:
    status, info = solver.getModelStatus(), solver.getInfo()
    if status in {highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible}:
        return None, float("inf")
    if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        raise OutOfTime
    return np.array(solver.getSolution().col_value), float(info.mip_dual_bound)
