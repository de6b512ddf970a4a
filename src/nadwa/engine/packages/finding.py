"""Packages that cost least: least objection, fairest, the best that differ, the frontier between the two aims."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from nadwa.engine.packages.costs import Costs
from nadwa.engine.packages.solving import Clock, Limits, OutOfTime, at_most, below, minimise
from nadwa.engine.packages.text import Ints

Objective = Literal["least-objection", "fairest"]
ROUNDING = 1e-6  # by which a bound in floating point may be too high
FIRST_AIM = 0.8  # part of the time that goes to the largest share, the rest to the sum


@dataclass(frozen=True)
class Package:
    """One alternative for each paragraph.

    Attributes: `chosen` (N,) alternatives; `total` cost; largest `share`; `bound` of the objective it was sought for;
    `proven` where nothing better exists, the second aim included.
    """

    chosen: Ints
    total: int
    share: Fraction
    bound: Fraction
    proven: bool

    def gap(self, objective: Objective) -> float:
        """How much better, as a part of the value, a package could be at most."""
        value = self.share if objective == "fairest" else Fraction(self.total)
        return float((value - self.bound) / value) if value else 0.0


def find(costs: Costs, objective: Objective, best: int = 1, differ: int = 1, seconds: float = 60) -> list[Package]:
    """The best package, then the best of those that differ from all before it in at least `differ` paragraphs, and so
    on up to `best`; fewer where there are no more, none where no package is possible.

    Of equally good packages by the first aim, the one better by the other is taken (fairest: the smallest total; least
    objection: any). Raises OutOfTime where the seconds are over before the first is found.

    >>> from nadwa.engine.packages import parse
    >>> from nadwa.engine.packages.costs import costs
    >>> text = parse({"format": "nadwa-text/1", "parties": [{"id": "a"}, {"id": "b"}],
    ...     "paragraphs": [{"id": "OP1", "alternatives": ["keep", "delete"]}],
    ...     "positions": [{"party": "a", "paragraph": "OP1", "alternative": "keep", "stance": "red-line"}]})
    >>> [(text.choice(package.chosen), package.total) for package in find(costs(text), "fairest")]
    [({'OP1': 'delete'}, 2)]
    """
    clock = Clock(seconds)
    seek = fairest if objective == "fairest" else least_objection
    found: list[Package] = []
    while len(found) < best:
        try:
            package = seek(costs, Limits(unlike=[other.chosen for other in found], differ=differ), clock)
        except OutOfTime:
            if not found:
                raise
            break
        if package is None:
            break
        found.append(package)
        if not costs.text.paragraphs:
            break
    return found


def least_objection(costs: Costs, limits: Limits, clock: Clock, start: Ints | None = None) -> Package | None:
    """The package with the smallest total within `limits`, or None where none is possible; `start` is one of them."""
    solved = minimise(costs, "total", limits, clock, start)
    if solved is None:
        return None
    total = costs.total(solved.chosen)
    bound = min(math.ceil(solved.bound - 1e-6), total)
    return Package(solved.chosen, total, costs.share(solved.chosen), Fraction(bound), bound == total)


def fairest(costs: Costs, limits: Limits, clock: Clock) -> Package | None:
    """The package whose largest share is smallest, then with the smallest total, or None where none is possible."""
    first = _least_share(costs, limits, Clock(clock.left * FIRST_AIM))
    if first is None:
        return None
    chosen, bound = first
    within = replace(limits, paid=at_most(costs, costs.share(chosen)))
    try:
        second = least_objection(costs, within, clock, chosen)
    except OutOfTime:
        second = None
    chosen, proven = (second.chosen, second.proven) if second else (chosen, False)
    share = costs.share(chosen)
    return Package(chosen, costs.total(chosen), share, bound, proven and bound == share)


def _least_share(costs: Costs, limits: Limits, clock: Clock) -> tuple[Ints, Fraction] | None:
    """A package with the smallest largest share, and an exact lower bound of that.

    A mixed-integer programme with the share as a variable comes near it soon and then takes long to prove it. Whether
    anything below a given share can be had is a question in whole numbers, some ten times quicker to settle.
    """
    rough = minimise(costs, "share", limits, clock)
    if rough is None:
        return None
    chosen, share = rough.chosen, costs.share(rough.chosen)
    bound = min(Fraction(max(rough.bound - ROUNDING, 0)), share)
    while bound < share:
        try:
            better = minimise(costs, "any", replace(limits, paid=below(costs, share)), clock)
        except OutOfTime:
            break
        if better is None:
            bound = share
        else:
            chosen, share = better.chosen, costs.share(better.chosen)
    return chosen, min(bound, share)


def frontier(costs: Costs, most: int | None = None, seconds: float = 60) -> Iterator[Package]:
    """Packages of which none beats another in both total and largest share, from the smallest total to the fairest.

    With `most`, steps are at least so wide that about that many come; without, all come. The bound is of the total.
    """
    clock = Clock(seconds)
    fair = fairest(costs, Limits(), clock) if most else None
    limits, step = Limits(), Fraction(0)
    while True:
        cheapest = least_objection(costs, limits, clock)
        if cheapest is None:
            return
        least = _least_share(costs, replace(limits, total=cheapest.total), clock)
        chosen = least[0] if least else cheapest.chosen
        share = costs.share(chosen)
        yield Package(chosen, costs.total(chosen), share, cheapest.bound, cheapest.proven)
        if fair and most and not step:
            step = (share - fair.share) / most
        if not share or (fair and share <= fair.share):
            return
        target = max(share - step, fair.share) if fair else share
        limits = Limits(at_most(costs, target) if target < share else below(costs, share))
