"""Casting votes: personal data that stays in its table, and never an act on the record (design §4)."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from nadwa import clock
from nadwa.consultations.models import Consultation, OpinionStatement, Participant, Vote
from nadwa.record.acts import Refused


@transaction.atomic
def cast(person: Any, consultation: Consultation, statement: OpinionStatement, value: int) -> Vote:
    """Cast or change the person's vote; the last one counts."""
    if not consultation.is_open:
        raise Refused(_("The consultation is closed."))
    participant, _created = Participant.objects.get_or_create(consultation=consultation, person=person)
    defaults = {"value": value, "at": clock.now()}
    return Vote.objects.update_or_create(statement=statement, participant=participant, defaults=defaults)[0]
