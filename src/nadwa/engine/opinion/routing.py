"""Which statement to show somebody next, with what chance, and what can be learned from votes gathered that way."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nadwa.engine.opinion.rows import Floats, Ints

AT_RANDOM = 0.2
NEW = 10
FLOOR = 4.0


def chances(counts: Ints, bridging: Floats) -> Floats:
    """Probability of showing each of the S statements that somebody has not seen, (S,), summing to one.

    `counts` (S, 3) are the disagreements, passes and agreements so far and `bridging` (S,) a measure from 0 to 1, ½
    where it is not known. Four fifths of the chance goes by expected information × bridging: the information of one
    more vote is the posterior variance of the share that agrees, which is large for new and for divided statements.
    Who has fewer than ten votes weighs at least four times the mean. One fifth is shared out evenly, so that no
    statement starves and every estimate can be corrected for how votes were gathered. Raises ValueError for S = 0.
    """
    size = len(counts)
    if not size:
        raise ValueError("no statement is left to show")
    cast = counts.sum(axis=1)
    agree, other = counts[:, 2] + 1.0, cast - counts[:, 2] + 1.0
    information = agree * other / ((agree + other) ** 2 * (agree + other + 1))
    interest = information * (0.25 + bridging)
    interest = np.where(cast < NEW, np.maximum(interest, FLOOR * interest.mean()), interest)
    return np.asarray((1 - AT_RANDOM) * interest / interest.sum() + AT_RANDOM / size)


@dataclass(frozen=True)
class Share:
    """An estimated share of agreement with its standard error, each (S,)."""

    value: Floats
    error: Floats


def weighted_agreement(statement: Ints, agreed: NDArray[np.bool_], chance: Floats, statements: int) -> Share:
    """Agreement with each statement, corrected for who was shown it.

    `statement` and `agreed` (votes,) say what was voted, `chance` (votes,) the logged probability of that exposure.
    Every vote counts with the inverse of its chance, normalised (Hájek 1971; Horvitz and Thompson 1952); NaN where
    nobody voted. Raises ValueError for a chance that is not in (0, 1].
    """
    if ((chance <= 0) | (chance > 1)).any():
        raise ValueError("an exposure's probability must be above 0 and at most 1")
    weight = 1 / chance
    total = np.bincount(statement, weight, minlength=statements)
    known = np.where(total > 0, total, np.nan)
    value = np.bincount(statement, weight * agreed, minlength=statements) / known
    squares = np.bincount(statement, (weight * (agreed - value[statement])) ** 2, minlength=statements)
    return Share(value, np.sqrt(squares) / known)
