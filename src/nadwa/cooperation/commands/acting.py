"""What acts of this room share: numbers, and the logs they stand in."""

from typing import Any, TypedDict

from django.db.models import Max, QuerySet

from nadwa.acts import cooperation as acts
from nadwa.acts.by import By
from nadwa.acts.facts import Audience
from nadwa.cooperation.models import Commitment, Entry
from nadwa.record.acts import log_for, record
from nadwa.record.models import Act
from nadwa.wall import over_the_wall


def next_number(numbered: QuerySet[Any]) -> int:
    """A number that none of them has, drafts of others included."""
    with over_the_wall():
        return (numbered.aggregate(last=Max("number"))["last"] or 0) + 1


class NameOfEntry(TypedDict):
    offer: int | None
    need: int | None


def named(entry: Entry) -> NameOfEntry:
    """How the record names an offer or a need."""
    is_offer = entry.side == Entry.Side.OFFER
    return {"offer": entry.number if is_offer else None, "need": None if is_offer else entry.number}


def on_entry(facts: acts.OnEntry, entry: Entry, by: By) -> Act:
    return record(log_for(entry.edition.slug), facts, by)


def on_commitment(facts: acts.OfCommitment, commitment: Commitment, by: By) -> Act:
    """Drafts are for those who take part in them; what is published is for everybody."""
    draft = commitment.state == Commitment.State.DRAFT
    return record(log_for(commitment.edition.slug, Audience.HOSTS if draft else Audience.PUBLIC), facts, by)
