"""Reading consultations."""

import json
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import Http404

from nadwa.consultations.models import Consultation, OpinionStatement, Vote
from nadwa.editions.models import Edition
from nadwa.engine.opinion import Votes
from nadwa.record.models import Packet


def consultation(edition: str, slug: str) -> Consultation:
    found = Consultation.objects.select_related("edition").filter(edition__slug=edition, slug=slug).first()
    if found is None:
        raise Http404
    return found


def consultations(edition: Edition) -> QuerySet[Consultation]:
    """The edition's consultations with the number of statements and votes."""
    accepted = Q(statements__accepted=True)
    return Consultation.objects.filter(edition=edition).annotate(
        statement_count=Count("statements", filter=accepted, distinct=True),
        vote_count=Count("statements__votes", filter=accepted),
    )


def next_statement(consultation: Consultation, person: Any) -> OpinionStatement | None:
    """The next one that the person has not voted on; those with the fewest votes come first."""
    open_to_me = OpinionStatement.objects.filter(consultation=consultation, accepted=True)
    unseen = open_to_me.exclude(votes__participant__person=person).annotate(cast=Count("votes"))
    return unseen.order_by("cast", "number").first()


def own_votes(consultation: Consultation, person: Any) -> list[Vote]:
    mine = Vote.objects.filter(statement__consultation=consultation, participant__person=person)
    return list(mine.select_related("statement").order_by("statement__number"))


def votes_for_engine(consultation: Consultation) -> Votes:
    """Votes, those on rejected statements withdrawn; participants by label, or by number where they are persons."""
    cast = Vote.objects.filter(statement__consultation=consultation)
    rows = cast.values_list("participant__label", "participant_id", "statement__number", "value")
    rejected = consultation.statements.filter(accepted=False).values_list("number", flat=True)
    triples = ((label or str(pk), str(number), value) for label, pk, number, value in rows.iterator())
    return Votes.of(triples, [str(number) for number in rejected])


def packet_bytes(consultation: Consultation) -> bytes | None:
    packet = Packet.objects.filter(sha256=consultation.packet).first()
    return bytes(packet.content) if packet else None


def published(consultation: Consultation) -> dict[str, Any] | None:
    """The content of the packet last published."""
    stored = packet_bytes(consultation)
    return json.loads(stored) if stored else None


def result_rows(consultation: Consultation, content: dict[str, Any]) -> list[dict[str, Any]]:
    """The packet's statements with their texts, those agreed across groups first."""
    numbers = [int(row["statement"]) for row in content["statements"]]
    texts = {s.number: s.text for s in consultation.statements.filter(number__in=numbers)}
    rows = [{**row, "text": texts[int(row["statement"])]} for row in content["statements"]]
    return sorted(rows, key=lambda row: (-row["consensus"], int(row["statement"])))
