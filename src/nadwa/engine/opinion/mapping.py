"""The opinion map, whole: from votes to everything that is published about them."""

from dataclasses import dataclass

import numpy as np

from nadwa.engine.opinion import agreement
from nadwa.engine.opinion.groups import Groups, find_groups
from nadwa.engine.opinion.plane import Floats, Plane, plane, statements_are_related
from nadwa.engine.opinion.votes import Ints, Votes


class TooFewVotes(ValueError):
    """There is nothing to draw a map from."""


@dataclass(frozen=True)
class OpinionMap:
    """Attributes: `group` (n,) of each participant, −1 for those with too few votes; per statement (S,) the counts
    `agrees`, `disagrees`, `passes` over all participants and the measures of `agreement`; `group_agrees`,
    `group_votes` (k, S)."""

    votes: Votes
    seed: int
    plane: Plane
    groups: Groups
    group: Ints
    agrees: Ints
    disagrees: Ints
    passes: Ints
    group_agrees: Ints
    group_votes: Ints
    consensus: Floats
    consensus_low: Floats
    consensus_high: Floats
    bridging: Floats
    divisiveness: Floats


def opinion_map(votes: Votes, seed: int = 0) -> OpinionMap:
    """Compute the map of `votes`.

    The same votes and seed give the same map, in whatever order they come. Raises TooFewVotes when there is no
    vote, or nobody has cast min(7, S) of them.

    Examples
    --------
    >>> ballots = [(str(p), str(s), 1 if (p < 10) == (s < 4) else -1) for p in range(20) for s in range(8)]
    >>> result = opinion_map(Votes.of(ballots))
    >>> result.groups.count, result.groups.stable
    (2, True)
    """
    if not votes.count:
        raise TooFewVotes("no vote has been cast")
    drawn = plane(votes)
    placed = np.flatnonzero(drawn.placed)
    if not len(placed):
        raise TooFewVotes("no participant has cast enough votes to be placed on a map")
    groups = find_groups(drawn.positions[placed], statements_are_related(votes, seed), seed)
    group = np.full(len(votes.participants), -1, np.int64)
    group[placed] = groups.labels
    seen = Votes(
        tuple(votes.participants[row] for row in placed), votes.statements, votes.value[placed], votes.cast[placed]
    )
    group_agrees, group_votes = agreement.group_counts(seen, groups.labels)
    low, high = agreement.consensus_interval(seen, groups.labels, seed)
    axis = drawn.positions[placed, 0]
    agrees = np.asarray(votes.agrees().sum(axis=0), dtype=np.int64)
    disagrees = np.asarray(votes.disagrees().sum(axis=0), dtype=np.int64)
    return OpinionMap(
        votes=votes,
        seed=seed,
        plane=drawn,
        groups=groups,
        group=group,
        agrees=agrees,
        disagrees=disagrees,
        passes=votes.per_statement() - agrees - disagrees,
        group_agrees=group_agrees,
        group_votes=group_votes,
        consensus=agreement.group_informed_consensus(group_agrees, group_votes),
        consensus_low=low,
        consensus_high=high,
        bridging=agreement.bridging(seen, axis),
        divisiveness=agreement.divisiveness(seen, axis),
    )
