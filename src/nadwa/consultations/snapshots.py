"""From the votes table to the map that a page shows."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nadwa import clock
from nadwa.consultations import queries
from nadwa.consultations.models import Consultation, Snapshot
from nadwa.engine.opinion import OpinionMap, TooFewVotes, Votes, opinion_map
from nadwa.engine.opinion.agreement import Measure, constituencies
from nadwa.engine.opinion.mapping import along_the_axis
from nadwa.engine.packet import canonical, packet

MOMENTS = 8
FEWEST = 200
FEWEST_PARTICIPANTS = 3


def take_snapshot(consultation: Consultation) -> Snapshot | None:
    """Compute the map and keep it for the page; None while there are too few votes for one, or so few participants
    that the counts would tell who voted how."""
    ballots = queries.ballots(consultation)
    votes = ballots.votes()
    if len(votes.participants) < FEWEST_PARTICIPANTS and not consultation.votes_public:
        return None
    try:
        result = opinion_map(votes)
    except TooFewVotes:
        return None
    content = packet(result, with_participants=consultation.votes_public)
    content["constituencies"] = _constituencies(consultation, result)
    return Snapshot.objects.update_or_create(
        consultation=consultation,
        defaults={
            "at": clock.now(),
            "votes": votes.count,
            "packet": canonical(content),
            "places": _places(result),
            "clouds": _clouds(result),
            "course": _course(ballots),
        },
    )[0]


def _places(result: OpinionMap) -> dict[str, list[float]]:
    rows = np.flatnonzero(result.plane.placed)
    return {
        str(result.votes.participants[row]): [
            *np.round(result.plane.positions[row], 4).tolist(),
            int(result.group[row]),
        ]
        for row in rows
    }


def _clouds(result: OpinionMap) -> list[list[float]]:
    bases = result.groups.bases
    rows = zip(np.round(bases.centres, 3).tolist(), bases.weights, result.groups.base_labels, strict=True)
    return [[x, y, int(weight), int(group)] for (x, y), weight, group in rows]


def _course(ballots: queries.VotesTable) -> list[dict[str, Any]]:
    """How agreed and how divided the statements were, at moments with equal numbers of new votes between them."""
    if len(ballots.at) < FEWEST:
        return []
    course = []
    for at in np.sort(ballots.at)[np.linspace(0, len(ballots.at), MOMENTS + 1)[1:].astype(int) - 1]:
        try:
            votes = ballots.votes(until=at)
            bridging, divisiveness = along_the_axis(votes)
        except TooFewVotes:
            continue
        moment: dict[str, Any] = {"at": datetime.fromtimestamp(float(at), clock.now().tzinfo).isoformat()}
        moment |= {"bridging": _mean(bridging), "divisiveness": _mean(divisiveness), "votes": votes.count}
        course.append(moment)
    return course


def _mean(measure: Measure) -> list[float]:
    return [round(float(ends.mean()), 4) for ends in (measure.value, measure.low, measure.high)]


@dataclass(frozen=True)
class _Seats:
    names: list[str]
    constituency: NDArray[np.int64]
    delegation: NDArray[np.int64]


def _constituencies(consultation: Consultation, result: OpinionMap) -> dict[str, Any]:
    """Consensus across declared constituencies, by head-count and with every delegation counted once."""
    seats = _seats(consultation, result.votes)
    if len(seats.names) < 2:
        return {"names": [], "statements": []}
    by_head, by_delegation, head_shares, shares = constituencies(
        result.votes, seats.constituency, seats.delegation, result.seed
    )
    rows = []
    for at, statement in enumerate(result.votes.statements):
        row: dict[str, Any] = {"statement": str(statement)}
        for name, measure in (("heads", by_head), ("delegations", by_delegation)):
            row[name] = [round(float(ends[at]), 6) for ends in (measure.value, measure.low, measure.high)]
        row["by_head"] = np.round(head_shares[:, at], 6).tolist()
        row["by_delegation"] = np.round(shares[:, at], 6).tolist()
        rows.append(row)
    return {"names": seats.names, "statements": rows}


def _seats(consultation: Consultation, votes: Votes) -> _Seats:
    seats = queries.seats(consultation)
    names = sorted({slug for _, slug in seats.values() if slug})
    number = {slug: at for at, slug in enumerate(names)}
    held = [seats.get(str(participant), (-1, None)) for participant in votes.participants]
    return _Seats(
        names,
        np.array([number.get(slug or "", -1) for _, slug in held], np.int64),
        np.array([delegation for delegation, _ in held], np.int64),
    )
