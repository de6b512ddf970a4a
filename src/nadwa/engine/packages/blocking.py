"""Why no package is possible: minimal blocking sets, and what would have to be conceded.

A blocking set is a minimal unsatisfiable subset of the red lines, a concession set a minimal correction subset; each
blocking set meets each concession set (Reiter 1987). Blocking sets come by size from smallest hitting sets of the
concession sets known so far (Ignatiev, Previti, Liffiton and Marques-Silva 2015).
"""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from nadwa.engine.packages.costs import Ref
from nadwa.engine.packages.solving import Block, Clock, OutOfTime, solve
from nadwa.engine.packages.text import RED_LINE, Bools, Ints, Text


@dataclass(frozen=True)
class Reds:
    """Red lines that exclude the same are one line with several holders, G in all.

    Attributes: `refs` (G) their holders; `condition` (G,) the alternative each excludes, `consequence` (G,) the one
    that would allow it, -1 where none would; `count` (G,) of holders, `salience` (G,) theirs together.
    """

    refs: list[list[Ref]]
    condition: Ints
    consequence: Ints
    count: Ints
    salience: Ints


def reds(text: Text) -> Reds:
    """The red lines of `text`."""
    held: dict[tuple[int, int], list[tuple[Ref, int]]] = {}
    positions, links = text.positions, text.linkages
    for at in np.flatnonzero(positions.stance == RED_LINE):
        ref: Ref = ("position", int(positions.row[at]))
        held.setdefault((int(positions.alternative[at]), -1), []).append((ref, int(positions.salience[at])))
    for at in np.flatnonzero(links.red & (links.condition != links.consequence)):
        ref = ("linkage", int(links.row[at]))
        line = int(links.condition[at]), int(links.consequence[at])
        held.setdefault(line, []).append((ref, int(links.salience[at])))
    lines = sorted(held)
    ends = np.array(lines, np.int64).reshape(-1, 2)
    return Reds(
        [[ref for ref, _ in held[line]] for line in lines],
        ends[:, 0],
        ends[:, 1],
        np.array([len(held[line]) for line in lines], np.int64),
        np.array([sum(salience for _, salience in held[line]) for line in lines], np.int64),
    )


def concession_sets(text: Text, most: int, seconds: float = 60) -> list[list[Ref]]:
    """Up to `most` sets of red lines whose concession makes a package possible, none of which could do with less:
    fewest items first, then least salience. Raises OutOfTime before the first is found."""
    lines, clock = reds(text), Clock(seconds)
    found: list[Bools] = []
    while lines.refs and len(found) < most:
        try:
            conceded = _cheapest(text, lines, found, np.zeros(len(lines.refs), bool), clock)
        except OutOfTime:
            if not found:
                raise
            break
        if conceded is None or not conceded.any():
            break
        found.append(conceded)
    return [_all_holders(lines, conceded) for conceded in found]


def blocking_sets(text: Text, most: int, seconds: float = 60) -> list[list[Ref]]:
    """Up to `most` sets of red lines that are impossible together and possible without any one of them, smallest
    first. Where several parties hold the same line, each of them stands in a set of its own.

    Raises OutOfTime before the first is found.
    """
    sets = (itertools.product(*lines) for lines in blocking_lines(text, seconds))
    return [list(some) for some in itertools.islice(itertools.chain.from_iterable(sets), most)]


def blocking_lines(text: Text, seconds: float = 60) -> Iterator[list[list[Ref]]]:
    """The same by lines, each with all its holders. Raises OutOfTime before the first is found."""
    lines, clock = reds(text), Clock(seconds)
    corrections: list[Bools] = []
    found: list[Bools] = []
    while lines.refs:
        try:
            held = _smallest_hitting(corrections, found, len(lines.refs), clock)
            if held is None:
                return
            conceded = _cheapest(text, lines, [], held, clock)
        except OutOfTime:
            if not found:
                raise
            return
        if conceded is None:
            found.append(held)
            yield [lines.refs[at] for at in np.flatnonzero(held)]
        elif not conceded.any():
            return
        else:
            corrections.append(conceded)


def _cheapest(text: Text, lines: Reds, found: list[Bools], held: Bools, clock: Clock) -> Bools | None:
    """(G,) the cheapest lines to concede that are no superset of those found and of which none is `held` (G,)."""
    groups, choices = len(lines.refs), len(text.alternatives)
    one_each = sparse.csr_matrix(
        (np.ones(choices), (text.paragraph_of, np.arange(choices))), shape=(len(text.paragraphs), choices + groups)
    )
    ones = np.ones(len(text.paragraphs))
    blocks: list[Block] = [(one_each, ones, ones), _lines(lines, choices)]
    blocks += [_not_all(np.r_[np.zeros(choices, bool), one]) for one in found]
    price = lines.count * (int(lines.salience.sum()) + 1) + lines.salience
    objective = np.r_[np.zeros(choices), price].astype(float)
    upper = np.r_[np.ones(choices), ~held].astype(float)
    values, _ = solve(objective, upper, np.ones(choices + groups, bool), blocks, clock)
    return None if values is None else values[choices:] > 0.5


def _lines(lines: Reds, choices: int) -> Block:
    groups = len(lines.refs)
    at, tied = np.arange(groups), np.flatnonzero(lines.consequence >= 0)
    rows = np.r_[at, at, tied]
    columns = np.r_[lines.condition, choices + at, lines.consequence[tied]]
    values = np.r_[np.ones(groups), -np.ones(groups), -np.ones(len(tied))]
    matrix = sparse.csr_matrix((values, (rows, columns)), shape=(groups, choices + groups))
    return matrix, np.full(groups, -np.inf), np.zeros(groups)


def _smallest_hitting(corrections: list[Bools], found: list[Bools], groups: int, clock: Clock) -> Bools | None:
    """(G,) the fewest lines that meet every correction and hold no set that was found."""
    if not corrections:
        return np.zeros(groups, bool) if not found else None
    meet: list[Block] = [(sparse.csr_matrix(one.astype(float)), np.ones(1), np.array([np.inf])) for one in corrections]
    blocks = meet + [_not_all(one) for one in found]
    values, _ = solve(np.ones(groups), np.ones(groups), np.ones(groups, bool), blocks, clock)
    return None if values is None else values > 0.5


def _not_all(some: Bools) -> Block:
    return sparse.csr_matrix(some.astype(float)), np.array([-np.inf]), np.array([some.sum() - 1.0])


def _all_holders(lines: Reds, conceded: Bools) -> list[Ref]:
    return [ref for at in np.flatnonzero(conceded) for ref in lines.refs[at]]
