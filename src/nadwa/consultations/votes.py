"""Casting votes, and what else a participant does: personal data that stays in its tables, and never an act on the
record."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from nadwa import clock
from nadwa.accounts.models import Person
from nadwa.consultations import queries, tasks
from nadwa.consultations.models import Consultation, Exposure, OpinionStatement, OpinionVote, Participant, Signal
from nadwa.record.acts import Refused


@transaction.atomic
def cast(person: Person, consultation: Consultation, statement: OpinionStatement, value: int) -> OpinionVote:
    """Cast or change the person's vote; the last one counts. The map follows in the background."""
    participant = _participant(person, consultation)
    defaults = {"value": value, "at": clock.now()}
    vote = OpinionVote.objects.update_or_create(statement=statement, participant=participant, defaults=defaults)[0]
    tasks.map_is_stale(consultation)
    return vote


@transaction.atomic
def signal(person: Person, consultation: Consultation, statement: OpinionStatement, kind: str) -> None:
    """Say "not in my mandate" or "badly worded"; the statement then counts as seen."""
    participant = _participant(person, consultation)
    Signal.objects.get_or_create(statement=statement, participant=participant, kind=kind)
    _skipped(participant, statement)


@transaction.atomic
def skip(person: Person, consultation: Consultation, statement: OpinionStatement) -> None:
    """Go on without an answer: the statement was seen."""
    _skipped(_participant(person, consultation), statement)


@transaction.atomic
def shown(person: Person, consultation: Consultation) -> OpinionStatement | None:
    """The statement in front of the person: the one shown before and not answered, or a newly chosen one, whose
    probability is noted."""
    if not consultation.is_open:
        return None
    participant = _participant(person, consultation)
    before = queries.waiting(participant)
    if before is not None:
        return before
    chosen = queries.chosen(participant)
    if chosen is None:
        return queries.skipped(participant)
    statement, probability = chosen
    exposure = {"probability": probability, "at": clock.now()}
    Exposure.objects.get_or_create(statement=statement, participant=participant, defaults=exposure)
    return statement


def _participant(person: Person, consultation: Consultation) -> Participant:
    if not consultation.is_open:
        raise Refused(_("The consultation is closed."))
    return Participant.objects.get_or_create(consultation=consultation, person=person)[0]


def _skipped(participant: Participant, statement: OpinionStatement) -> None:
    later = {"skipped": True, "at": clock.now()}
    Exposure.objects.update_or_create(
        statement=statement, participant=participant, defaults=later, create_defaults={**later, "probability": 1.0}
    )
