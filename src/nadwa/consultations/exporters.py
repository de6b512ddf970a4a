"""A consultation in the shape of a Polis export, so that tools made for Polis can read it."""

import csv
import json
from io import StringIO
from typing import Any

from nadwa.consultations import queries
from nadwa.consultations.models import Consultation, OpinionStatement, OpinionVote
from nadwa.web.downloads import zipped
from nadwa.web.languages import original, plain

MODERATED = {"accepted": 1, "rejected": -1, "replaced": -1, "pending": 0}


def polis_zip(consultation: Consultation) -> bytes:
    """summary.csv and comments.csv; votes.csv and participants-votes.csv only where votes are public."""
    statements = list(consultation.statements.exclude(state=OpinionStatement.State.PENDING))
    files = {"summary.csv": _summary(consultation), "comments.csv": _comments(consultation, statements)}
    if consultation.votes_public:
        files |= _votes(consultation, statements)
    return zipped(files)


def _summary(consultation: Consultation) -> str:
    content = queries.snapshot(consultation)
    sizes = json.loads(bytes(content.packet))["groups"]["sizes"] if content else []
    return _table(
        [
            ["topic", plain(consultation.title)],
            ["voters", queries.voters(consultation)],
            ["commenters", consultation.statements.values("author").distinct().count()],
            ["comments", consultation.statements.count()],
            ["groups", len(sizes)],
            ["conversation-description", plain(consultation.about)],
        ]
    )


def _comments(consultation: Consultation, statements: list[OpinionStatement]) -> str:
    counts = queries.tallies(consultation)
    rows: list[list[Any]] = [["comment-id", "agrees", "disagrees", "moderated", "comment-body"]]
    for row in statements:
        agrees, disagrees = (counts[row.pk, value] for value in (OpinionVote.Value.AGREE, OpinionVote.Value.DISAGREE))
        text = original(row.text)
        rows.append([row.number, agrees, disagrees, MODERATED[row.state], text])
    return _table(rows)


def _votes(consultation: Consultation, statements: list[OpinionStatement]) -> dict[str, str]:
    cast = list(
        OpinionVote.objects.filter(statement__in=statements)
        .order_by("at", "pk")
        .values_list("at", "statement__number", "participant_id", "value")
    )
    voter = {participant: at for at, participant in enumerate(sorted({row[2] for row in cast}))}
    taken = queries.snapshot(consultation)
    labels = dict(consultation.participants.values_list("pk", "label"))
    places = taken.places if taken else {}
    events: list[list[Any]] = [["timestamp", "datetime", "comment-id", "voter-id", "vote"]]
    matrix: dict[int, dict[int, int]] = {}
    for at, number, participant, value in cast:
        events.append([int(at.timestamp() * 1000), at.isoformat(), number, voter[participant], value])
        matrix.setdefault(participant, {})[number] = value
    numbers = [row.number for row in statements]
    people: list[list[Any]] = [["participant", "group-id", "n-comments", "n-votes", "n-agree", "n-disagree", *numbers]]
    for participant, own in sorted(matrix.items()):
        group = places.get(labels[participant] or str(participant), ["", "", ""])[2]
        values = list(own.values())
        tallies = [len(values), values.count(1), values.count(-1)]
        people.append([voter[participant], group, 0, *tallies, *(own.get(number, "") for number in numbers)])
    return {"votes.csv": _table(events), "participants-votes.csv": _table(people)}


def _table(rows: list[list[Any]]) -> str:
    text = StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()
