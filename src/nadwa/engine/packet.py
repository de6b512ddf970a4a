"""Result packets: everything published about a map, in bytes that can be computed again."""

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import numpy as np
import rfc8785

from nadwa import __version__
from nadwa.engine.opinion import agreement, groups, manipulation, null, plane, stability
from nadwa.engine.opinion.agreement import Representative
from nadwa.engine.opinion.mapping import Measures, OpinionMap, measured, opinion_map
from nadwa.engine.opinion.null import NullTest
from nadwa.engine.opinion.partitions import Whole
from nadwa.engine.opinion.rows import Ints
from nadwa.engine.opinion.votes import Ids, Votes

FORMAT = "nadwa-map/2"
PARTED = "nadwa-parted-map/1"
DIGITS = 6
PARAMETERS: dict[str, Any] = {
    "fewest_votes": plane.FEWEST_VOTES,
    "base_clusters": groups.MOST_BASE_CLUSTERS,
    "most_groups": groups.MOST_GROUPS,
    "null_clouds": null.CLOUDS,
    "draws": agreement.DRAWS,
    "levels": {
        "agreed": manipulation.AGREED,
        "bridging": manipulation.BRIDGING,
        "divides": manipulation.DIVIDES,
    },
}
MEASURES = ("consensus", "dissent", "bridging", "divisiveness")


def packet(result: OpinionMap, *, with_participants: bool) -> dict[str, Any]:
    """The packet's content: input hash, parameters, groups, statements; participants only where they are public."""
    votes = result.votes
    sizes = np.bincount(result.groups.labels, minlength=result.groups.count)
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
        "parameters": {**PARAMETERS, "replicates": stability.REPLICATES, "rank": result.factors.rank},
        "groups": {
            **groups_row(result.null, sizes, result.sketch.representative, votes.statements),
            "silhouette": _rounded(result.groups.silhouette),
            "stability": _rounded(result.stability.overall),
        },
        "statements": statement_rows(votes.statements, votes.counts, result.sketch.group_counts, result.measures),
    }
    for at, row in enumerate(content["statements"]):
        row["intercept"] = _rounded(result.factors.statements[at, 0])
        row["intercept_error"] = _rounded(result.factors.error[at])
    if with_participants:
        content["participants"] = participant_rows(result)
    return content


def parted_packet(result: Whole, seed: int) -> dict[str, Any]:
    """The packet of a map of parts: the hash is that of the exact statistics, which are the same for any parts; there
    is neither bootstrap nor factorisation."""
    statistics = result.statistics
    digest = sha256()
    for array in statistics.arrays:
        digest.update(np.ascontiguousarray(array, "<i8").data)
    marks = agreement.representative(result.group_counts)
    measures = measured(result.group_counts, result.bin_counts, result.bins, seed)
    sizes = np.bincount(result.groups.labels, minlength=result.groups.count)
    return {
        "format": PARTED,
        "engine": __version__,
        "seed": seed,
        "input": {
            "statistics_sha256": digest.hexdigest(),
            "participants": len(result.participants),
            "statements": len(result.statements),
            "votes": int(statistics.counts.sum()),
        },
        "parameters": PARAMETERS,
        "groups": {
            **groups_row(result.null, sizes, marks, result.statements),
            "silhouette": _rounded(result.groups.silhouette),
        },
        "statements": statement_rows(result.statements, statistics.counts, result.group_counts, measures),
    }


def groups_row(null: NullTest, sizes: Ints, marks: list[Representative], statements: Ids) -> dict[str, Any]:
    """What is published of the groups: the test, their sizes (k,), what marks them."""
    of_group: list[list[dict[str, Any]]] = [[] for _ in sizes]
    for mark in marks:
        values = {name: _rounded(getattr(mark, name)) for name in ("share", "ratio", "z_share", "z_ratio")}
        row = {"statement": str(statements[mark.statement]), "agree": mark.agree, **values}
        of_group[mark.group].append(row)
    return {
        "stable": null.passed,
        "sizes": sizes.tolist(),
        "valley": _rounded(null.valley),
        "single_cloud": _rounded(null.single_cloud),
        "representative": of_group,
    }


def statement_rows(statements: Ids, counts: Ints, group_counts: Ints, measures: Measures) -> list[dict[str, Any]]:
    """What is published of each of S statements: counts (S, 3), by group (k, S, 3), and the measures."""
    rows = []
    for at, statement in enumerate(statements):
        row: dict[str, Any] = {
            "statement": str(statement),
            "n": int(counts[at].sum()),
            "agree": int(counts[at, 2]),
            "disagree": int(counts[at, 0]),
            "pass": int(counts[at, 1]),
        }
        for name in MEASURES:
            measure = getattr(measures, name)
            row[name] = _rounded(measure.value[at])
            row[f"{name}_low"], row[f"{name}_high"] = _rounded(measure.low[at]), _rounded(measure.high[at])
        row["accounts"] = {name: int(cost[at]) for name, cost in measures.accounts.items() if cost[at] >= 0}
        row["groups"] = [
            {"agree": int(own[2]), "disagree": int(own[0]), "n": int(own.sum())} for own in group_counts[:, at]
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
    computed = packet(result, with_participants="participants" in content)
    if "constituencies" in content:
        computed["constituencies"] = content["constituencies"]
        checks.append(Check("constituencies", True, "taken as published: votes do not say who sits where"))
    again = canonical(computed)
    checks.append(Check("packet", again == stored, "" if again == stored else _first_difference(stored, again)))
    return checks, result


def _first_difference(stored: bytes, again: bytes) -> str:
    at = next((i for i, (a, b) in enumerate(zip(stored, again, strict=False)) if a != b), min(len(stored), len(again)))
    around = slice(max(at - 30, 0), at + 30)
    return f"byte {at}: stored {stored[around]!r}, computed {again[around]!r}"


def _rounded(value: float) -> float:
    return round(float(value), DIGITS) + 0.0
