"""Alarms: what is wrong with how a consultation runs, before anybody is misled by its result."""

from dataclasses import dataclass

import numpy as np

from nadwa.engine.opinion.agreement import group_informed_consensus
from nadwa.engine.opinion.routing import NEW
from nadwa.engine.opinion.rows import Floats, Ints
from nadwa.engine.opinion.votes import Votes

CONSTANT, STARVED, SIGN = "constant-priorities", "starved-statements", "sign"
FEW = 0.2
LEAST_EXPOSURES = 5


@dataclass(frozen=True)
class Alarm:
    """`kind` is one of constant-priorities, starved-statements, sign; `statements`, places of those it is about."""

    kind: str
    statements: tuple[int, ...] = ()


def alarms(votes: Votes, chances: Floats, exposures: Ints) -> list[Alarm]:
    """Check the routing and the signs.

    `chances` (S,) are the present probabilities of showing each statement, `exposures` (S,) how often each was shown.
    Priorities that are still the same after ten answers say that routing does nothing; a statement shown less than a
    fifth as often as the median one is starved; a canary of two statements, one agreed and one rejected by everybody,
    must come out so.
    """
    found = []
    answered = votes.counts.sum(axis=1).max(initial=0) >= NEW
    if len(chances) > 2 and answered and np.ptp(chances) < 1e-9:
        found.append(Alarm(CONSTANT))
    usual = float(np.median(exposures)) if len(exposures) else 0.0
    starved = np.flatnonzero(exposures < FEW * usual) if usual >= LEAST_EXPOSURES else np.zeros(0, np.int64)
    if len(starved):
        found.append(Alarm(STARVED, tuple(starved.tolist())))
    if not _canary_sings():
        found.append(Alarm(SIGN))
    return found


def _canary_sings() -> bool:
    """Whether a statement that all agree with is above one that all reject, from votes to consensus."""
    votes = Votes.of(
        [(str(person), str(statement), value) for person in range(9) for statement, value in ((0, 1), (1, -1))]
    )
    counts = votes.counts
    consensus = group_informed_consensus(counts[None, :, 2], counts.sum(axis=1)[None])
    return bool(consensus[0] > 0.5 > consensus[1] and votes.means()[0] == 1)
