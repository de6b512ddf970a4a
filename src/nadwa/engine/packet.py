"""Result packets: everything published about a map, in bytes that can be computed again."""

import json
from dataclasses import dataclass
from typing import Any

import numpy as np
import rfc8785

from nadwa import __version__
from nadwa.engine.opinion import agreement, groups, manipulation, null, plane, stability
from nadwa.engine.opinion.mapping import OpinionMap, opinion_map
from nadwa.engine.opinion.votes import Votes

FORMAT = "nadwa-map/2"
DIGITS = 6
MEASURES = ("consensus", "dissent", "bridging", "divisiveness")


def packet(result: OpinionMap, *, with_participants: bool) -> dict[str, Any]:
    """The packet's content: input hash, parameters, groups, statements; participants only where they are public."""
    votes = result.votes
    content: dict[str, Any] = {
        "format": FORMAT,
        "engine": __version__,
        "seed": result.seed,
        "input": {
            "sha256": votes.digest,
            "participants": len(votes.participants),
            "statements": len(votes.statements),
            "votes": votes.count,
            "withdrawn": votes.withdrawn,
        },
        "parameters": {
            "fewest_votes": plane.FEWEST_VOTES,
            "base_clusters": groups.MOST_BASE_CLUSTERS,
            "most_groups": groups.MOST_GROUPS,
            "null_clouds": null.CLOUDS,
            "replicates": stability.REPLICATES,
            "draws": agreement.DRAWS,
            "rank": result.factors.rank,
            "levels": {
                "agreed": manipulation.AGREED,
                "bridging": manipulation.BRIDGING,
                "divides": manipulation.DIVIDES,
            },
        },
        "groups": _groups(result),
        "statements": statement_rows(result),
    }
    if with_participants:
        content["participants"] = participant_rows(result)
    return content


def _groups(result: OpinionMap) -> dict[str, Any]:
    found = result.groups
    marks: list[list[dict[str, Any]]] = [[] for _ in range(found.count)]
    for mark in result.sketch.representative:
        marks[mark.group].append(
            {
                "statement": str(result.votes.statements[mark.statement]),
                "agree": mark.agree,
                "share": _rounded(mark.share),
                "ratio": _rounded(mark.ratio),
                "z_share": _rounded(mark.z_share),
                "z_ratio": _rounded(mark.z_ratio),
            }
        )
    return {
        "stable": result.null.passed,
        "sizes": [int((result.group == group).sum()) for group in range(found.count)],
        "silhouette": _rounded(found.silhouette),
        "valley": _rounded(result.null.valley),
        "single_cloud": _rounded(result.null.single_cloud),
        "stability": _rounded(result.stability.overall),
        "representative": marks,
    }


def statement_rows(result: OpinionMap) -> list[dict[str, Any]]:
    votes = result.votes
    counts, of_group = votes.counts, result.sketch.group_counts
    agrees, cast = result.bin_counts[:, :, 2], result.bin_counts.sum(axis=2)
    costs = {
        "agreed": manipulation.accounts_against_agreement(of_group[:, :, 2], of_group.sum(axis=2)),
        "bridging": manipulation.accounts_against_bridging(agrees, cast, result.bins),
        "divides": manipulation.accounts_against_division(agrees, cast),
    }
    rows = []
    for at, statement in enumerate(votes.statements):
        row: dict[str, Any] = {
            "statement": str(statement),
            "n": int(counts[at].sum()),
            "agree": int(counts[at, 2]),
            "disagree": int(counts[at, 0]),
            "pass": int(counts[at, 1]),
        }
        for name in MEASURES:
            measure = getattr(result, name)
            row[name] = _rounded(measure.value[at])
            row[f"{name}_low"], row[f"{name}_high"] = _rounded(measure.low[at]), _rounded(measure.high[at])
        row["intercept"] = _rounded(result.factors.statements[at, 0])
        row["intercept_error"] = _rounded(result.factors.error[at])
        row["accounts"] = {name: int(cost[at]) for name, cost in costs.items() if cost[at] >= 0}
        row["groups"] = [
            {"agree": int(own[2]), "disagree": int(own[0]), "n": int(own.sum())} for own in of_group[:, at]
        ]
        rows.append(row)
    return rows


def participant_rows(result: OpinionMap) -> list[dict[str, Any]]:
    """Participants placed on the map, with position, group, and how surely they are in it."""
    placed = np.flatnonzero(result.plane.placed)
    return [
        {
            "participant": str(result.votes.participants[row]),
            "x": _rounded(result.plane.positions[row, 0]),
            "y": _rounded(result.plane.positions[row, 1]),
            "group": int(result.group[row]),
            "confidence": _rounded(result.stability.confidence[at]),
        }
        for at, row in enumerate(placed)
    ]


def canonical(content: dict[str, Any]) -> bytes:
    """The packet's bytes (RFC 8785)."""
    return rfc8785.dumps(content)


@dataclass(frozen=True)
class Check:
    """Attributes: `what` was compared, whether it is `right`, and if not `why`."""

    what: str
    right: bool
    why: str = ""


def verify(stored: bytes, votes: Votes) -> tuple[list[Check], OpinionMap | None]:
    """Compute the map of `votes` again as the packet `stored` says, and compare it byte for byte.

    Raises ValueError where `stored` is no packet of this format.
    """
    try:
        content = json.loads(stored)
        form, seed, digest = content["format"], content["seed"], content["input"]["sha256"]
    except (ValueError, KeyError, TypeError) as error:
        raise ValueError("not a result packet; expected the packet.json that a map was published with") from error
    if form != FORMAT:
        raise ValueError(f"the packet's format is {form!r}; this version computes {FORMAT}")
    if digest != votes.digest:
        return [Check("votes", False, f"their hash is {votes.digest}, the packet names {digest}")], None
    checks = [Check("votes", True)]
    if content["engine"] != __version__:
        why = f"computed by engine {content['engine']}, this is {__version__}: other bytes may be honest"
        checks.append(Check("engine", False, why))
    result = opinion_map(votes, seed)
    again = canonical(packet(result, with_participants="participants" in content))
    checks.append(Check("packet", again == stored, "" if again == stored else _first_difference(stored, again)))
    return checks, result


def _first_difference(stored: bytes, again: bytes) -> str:
    at = next((i for i, (a, b) in enumerate(zip(stored, again, strict=False)) if a != b), min(len(stored), len(again)))
    around = slice(max(at - 30, 0), at + 30)
    return f"byte {at}: stored {stored[around]!r}, computed {again[around]!r}"


def _rounded(value: float) -> float:
    return round(float(value), DIGITS) + 0.0
