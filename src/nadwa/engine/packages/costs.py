"""What each alternative costs each party, and what is excluded."""

from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

import numpy as np

from nadwa.engine.packages.text import RED_LINE, Bools, Ints, Text

STANCE_COSTS = np.array([0, 1, 2, 4, 4], np.int64)
OBJECTION = 4
Unknown = Literal["acceptable", "reservation"]
UNKNOWN_COSTS: dict[Unknown, int] = {"acceptable": 1, "reservation": 2}

Ref = tuple[Literal["position", "linkage"], int]


@dataclass(frozen=True)
class Costs:
    """A text in numbers: P parties, C alternatives in N paragraphs, L linkages.

    Attributes: `text`; `party` (P, C) cost of each alternative to each party; `allowed` (C,) where no red line lies;
    `linkage` (L,) cost of breaking each, 0 where that is excluded; `excluding` (L,) where it is; `worst` (P,) each
    party's own worst case.
    """

    text: Text
    party: Ints
    allowed: Bools
    linkage: Ints
    excluding: Bools
    worst: Ints

    def broken(self, chosen: Ints) -> Bools:
        """(L,) linkages that a package (N,) breaks."""
        links = self.text.linkages
        taken = np.zeros(len(self.text.alternatives), bool)
        taken[chosen] = True
        return taken[links.condition] & ~taken[links.consequence]

    def paid(self, chosen: Ints) -> Ints:
        """(P,) what a package (N,) costs each party, broken linkages included."""
        links = self.text.linkages
        found = self.party[:, chosen].sum(axis=1)
        np.add.at(found, links.party, self.linkage * self.broken(chosen))
        return found

    def total(self, chosen: Ints) -> int:
        """What a package (N,) costs all parties, each by its weight."""
        return int(self.text.weights @ self.paid(chosen))

    def shares(self, chosen: Ints) -> list[Fraction]:
        """(P) cost of a package (N,) to each party as a share of its worst case; 0 where that is 0."""
        both = zip(self.paid(chosen), self.worst, strict=True)
        return [Fraction(int(cost), int(worst)) if worst else Fraction(0) for cost, worst in both]

    def share(self, chosen: Ints) -> Fraction:
        """The largest share."""
        return max(self.shares(chosen), default=Fraction(0))

    def possible(self, chosen: Ints) -> bool:
        """Whether a package (N,) crosses no red line."""
        return bool(self.allowed[chosen].all() and not (self.broken(chosen) & self.excluding).any())


def costs(text: Text, unknown: Unknown = "acceptable", conceded: Collection[Ref] = ()) -> Costs:
    """Costs of `text` where an alternative without a position counts as `unknown` at salience 1.

    `conceded` red lines (by their rows in the input) cost as objections instead of excluding.
    """
    positions, links = text.positions, text.linkages
    free = _rows(conceded, "position")
    red = (positions.stance == RED_LINE) & ~np.isin(positions.row, free)
    party = np.full((len(text.parties), len(text.alternatives)), UNKNOWN_COSTS[unknown], np.int64)
    party[positions.party, positions.alternative] = STANCE_COSTS[positions.stance] * positions.salience
    crossing = np.zeros(party.shape, bool)
    crossing[positions.party[red], positions.alternative[red]] = True
    excluding = np.logical_and(links.red, ~np.isin(links.row, _rows(conceded, "linkage")))
    linkage = np.where(excluding, 0, OBJECTION * links.salience)
    worst = np.bincount(links.party, linkage, len(text.parties)).astype(np.int64)
    if text.paragraphs:
        dearest = np.maximum.reduceat(np.where(crossing, 0, party), text.starts[:-1], axis=1)
        worst += dearest.sum(axis=1)
    allowed = ~np.asarray(crossing.any(axis=0))
    return Costs(text, party, allowed, linkage, excluding, worst)


def _rows(refs: Collection[Ref], kind: str) -> list[int]:
    return [row for what, row in refs if what == kind]
