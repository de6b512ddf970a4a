"""What acts of this room share: numbers, and the logs they stand in."""

from typing import Any

from django.db.models import Max, QuerySet

from nadwa.cooperation.models import Commitment, Entry
from nadwa.delegations.models import Delegation
from nadwa.record.acts import By, log_for, record
from nadwa.record.models import Act
from nadwa.wall import over_the_wall


def next_number(numbered: QuerySet[Any]) -> int:
    """A number that none of them has, drafts of others included."""
    with over_the_wall():
        return (numbered.aggregate(last=Max("number"))["last"] or 0) + 1


def of(person: Any, delegation: Delegation) -> By:
    return By(person, f"delegation:{delegation.body.slug}")


def on_entry(kind: str, entry: Entry, by: By, body: dict[str, Any]) -> Act:
    log = log_for(entry.edition.slug)
    return record(log, f"cooperation.{kind}", {entry.side: entry.number, **body}, by)


def on_commitment(kind: str, commitment: Commitment, by: By, body: dict[str, Any]) -> Act:
    """Drafts are for those who take part in them; what is published is for everybody."""
    draft = commitment.state == Commitment.State.DRAFT
    log = log_for(commitment.edition.slug, "hosts" if draft else "public")
    return record(log, f"cooperation.{kind}", {"commitment": commitment.number, **body}, by)
