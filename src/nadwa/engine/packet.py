"""Result packets: everything published about a map, in bytes that can be computed again."""

from typing import Any

import rfc8785

from nadwa import __version__
from nadwa.engine.opinion.groups import GRID, MOST_GROUPS, NULL_CLOUDS
from nadwa.engine.opinion.mapping import OpinionMap
from nadwa.engine.opinion.plane import FEWEST_VOTES, SHUFFLES

DIGITS = 6


def packet(result: OpinionMap, *, with_participants: bool) -> dict[str, Any]:
    """The packet's content: input hash, parameters, groups, statements; participants only where they are public."""
    votes = result.votes
    content: dict[str, Any] = {
        "format": "nadwa-map/1",
        "engine": __version__,
        "seed": result.seed,
        "input": {
            "sha256": votes.digest,
            "participants": len(votes.participants),
            "statements": len(votes.statements),
            "votes": votes.count,
        },
        "parameters": {
            "fewest_votes": FEWEST_VOTES,
            "grid": GRID,
            "most_groups": MOST_GROUPS,
            "null_clouds": NULL_CLOUDS,
            "shuffles": SHUFFLES,
        },
        "groups": {
            "stable": result.groups.stable,
            "sizes": [int((result.group == group).sum()) for group in range(result.groups.count)],
            "silhouette": _rounded(result.groups.silhouette),
            "single_cloud": _rounded(result.groups.single_cloud),
        },
        "statements": [statement_row(result, index) for index in range(len(votes.statements))],
    }
    if with_participants:
        content["participants"] = participant_rows(result)
    return content


def statement_row(result: OpinionMap, index: int) -> dict[str, Any]:
    measures = ("consensus", "consensus_low", "consensus_high", "bridging", "divisiveness")
    return {
        "statement": result.votes.statements[index],
        "n": int(result.votes.per_statement()[index]),
        "agree": int(result.agrees[index]),
        "disagree": int(result.disagrees[index]),
        "pass": int(result.passes[index]),
        **{name: _rounded(getattr(result, name)[index]) for name in measures},
        "groups": [
            {"agree": int(agrees), "n": int(cast)}
            for agrees, cast in zip(result.group_agrees[:, index], result.group_votes[:, index], strict=True)
        ],
    }


def participant_rows(result: OpinionMap) -> list[dict[str, Any]]:
    """Participants placed on the map, with position and group."""
    return [
        {
            "participant": participant,
            "x": _rounded(result.plane.positions[row, 0]),
            "y": _rounded(result.plane.positions[row, 1]),
            "group": int(result.group[row]),
        }
        for row, participant in enumerate(result.votes.participants)
        if result.plane.placed[row]
    ]


def canonical(content: dict[str, Any]) -> bytes:
    """The packet's bytes (RFC 8785)."""
    return rfc8785.dumps(content)


def _rounded(value: float) -> float:
    return round(float(value), DIGITS) + 0.0
