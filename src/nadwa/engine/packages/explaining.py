"""What a package means for each party."""

from dataclasses import dataclass

import numpy as np

from nadwa.engine.packages.costs import Costs, Ref, costs
from nadwa.engine.packages.text import RED_LINE, Bools, Ints


@dataclass(frozen=True)
class Explanation:
    """What a package means for one party.

    Attributes: paragraphs where it `gains` and where it `loses` against the current text; its red lines that `bind`:
    without any one of them, another alternative of that paragraph would cost all parties together less; on how many
    chosen alternatives its position is `unknown`; its cost if unknown counts as `acceptable` and as `reservation`.
    """

    gains: list[int]
    loses: list[int]
    binds: list[Ref]
    unknown: int
    acceptable: int
    reservation: int


def explain(counted: Costs, chosen: Ints) -> list[Explanation]:
    """One explanation for each of P parties of the package `chosen` (N,)."""
    text = counted.text
    gains, loses = _against_current(counted, chosen)
    binds = _binding(counted, chosen)
    known = np.zeros(counted.party.shape, bool)
    known[text.positions.party, text.positions.alternative] = True
    unknown = (~known[:, chosen]).sum(axis=1)
    readings = [costs(text, reading).paid(chosen) for reading in ("acceptable", "reservation")]
    return [
        Explanation(
            np.flatnonzero(gains[at]).tolist(),
            np.flatnonzero(loses[at]).tolist(),
            binds[at],
            int(unknown[at]),
            *(int(paid[at]) for paid in readings),
        )
        for at in range(len(text.parties))
    ]


def _against_current(counted: Costs, chosen: Ints) -> tuple[Bools, Bools]:
    """(P, N) where a package is better for a party than what stands now, and where it is worse."""
    text = counted.text
    felt = counted.party.astype(float)
    red = text.positions.stance == RED_LINE
    felt[text.positions.party[red], text.positions.alternative[red]] = np.inf
    stands = text.current >= 0
    now, then = felt[:, np.where(stands, text.current, 0)], felt[:, chosen]
    return (then < now) & stands, (then > now) & stands


def _binding(counted: Costs, chosen: Ints) -> list[list[Ref]]:
    """For each party the red lines that alone keep a cheaper alternative out, all other paragraphs unchanged."""
    text = counted.text
    found: list[set[Ref]] = [set() for _ in text.parties]
    direct = text.weights @ counted.party
    crossed = _crossed(counted, chosen)
    saved = direct[chosen][text.paragraph_of] - direct + _linkages_saved(counted, chosen)
    taken = np.isin(np.arange(len(direct)), chosen)
    for alternative in np.flatnonzero((saved > 0) & ~taken):
        holders = {party for party, _ in crossed.get(int(alternative), [])}
        if len(holders) == 1:
            found[holders.pop()].update(ref for _, ref in crossed[int(alternative)])
    return [sorted(refs) for refs in found]


def _crossed(counted: Costs, chosen: Ints) -> dict[int, list[tuple[int, Ref]]]:
    """The red lines, with their parties, that each single change of a package would cross."""
    text = counted.text
    positions, links = text.positions, text.linkages
    found: dict[int, list[tuple[int, Ref]]] = {}
    for at in np.flatnonzero(positions.stance == RED_LINE):
        line: tuple[int, Ref] = (int(positions.party[at]), ("position", int(positions.row[at])))
        found.setdefault(int(positions.alternative[at]), []).append(line)
    for at in np.flatnonzero(counted.excluding):
        for alternative, broken in _changes(counted, chosen, int(at)):
            if broken:
                found.setdefault(alternative, []).append((int(links.party[at]), ("linkage", int(links.row[at]))))
    return found


def _linkages_saved(counted: Costs, chosen: Ints) -> Ints:
    """(C,) what each single change of a package saves on broken linkages; a red one counts as an objection."""
    text = counted.text
    links = text.linkages
    found = np.zeros(len(text.alternatives), np.int64)
    price = np.where(counted.excluding, 4 * links.salience, counted.linkage) * text.weights[links.party]
    now = counted.broken(chosen)
    for at in range(len(links.row)):
        for alternative, broken in _changes(counted, chosen, at):
            found[alternative] += price[at] * (int(now[at]) - int(broken))
    return found


def _changes(counted: Costs, chosen: Ints, at: int) -> list[tuple[int, bool]]:
    """The single changes of a package that touch a linkage, each with whether it is broken after."""
    text = counted.text
    condition, consequence = int(text.linkages.condition[at]), int(text.linkages.consequence[at])
    touched = {int(text.paragraph_of[end]) for end in (condition, consequence)}
    found = []
    for paragraph in touched:
        for alternative in range(text.starts[paragraph], text.starts[paragraph + 1]):
            if alternative != chosen[paragraph]:
                taken = {*chosen.tolist(), alternative} - {int(chosen[paragraph])}
                found.append((int(alternative), condition in taken and consequence not in taken))
    return found
