"""What the acts of this room end with: the act recorded in the log of those who may know it."""

from typing import Any

from django.db.models import Max

from nadwa.delegations.models import Delegation
from nadwa.editions.models import Edition
from nadwa.record.acts import By, log_for, record
from nadwa.record.models import Act


def recorded(kind: str, delegation: Delegation, by: By, body: dict[str, Any], **options: Any) -> Act:
    """An act that everybody may know."""
    entry = {"delegation": delegation.body.slug, **body}
    return record(log_for(delegation.edition.slug), f"delegations.{kind}", entry, by, **options)


def confided(kind: str, delegation: Delegation, by: By, body: dict[str, Any]) -> Act:
    """An act in the delegation's own log."""
    slug = delegation.body.slug
    return record(log_for(delegation.edition.slug, f"delegation:{slug}"), f"delegations.{kind}", body, by)


def next_protocol(edition: Edition) -> int:
    return (edition.delegations.aggregate(last=Max("protocol"))["last"] or 0) + 1


def lock(delegation: Delegation) -> Delegation:
    """The delegation, held until the transaction ends: its acts happen one after another."""
    locked = Delegation.objects.select_for_update(of=("self",)).select_related("edition", "body")
    return locked.get(pk=delegation.pk)
