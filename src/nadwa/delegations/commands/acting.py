"""What the acts of this room end with: the act recorded in the log of those who may know it."""

from collections.abc import Sequence

from django.db.models import Max

from nadwa.acts.by import By
from nadwa.acts.delegations import OfDelegation
from nadwa.acts.facts import Audience, Facts
from nadwa.delegations.models import Delegation
from nadwa.editions.models import Edition
from nadwa.record.acts import log_for, record
from nadwa.record.models import Act, Log
from nadwa.record.refusing import still_there


def recorded(facts: OfDelegation, delegation: Delegation, by: By, topics: Sequence[str] = ()) -> Act:
    """An act that everybody may know."""
    return record(log_for(delegation.edition.slug), facts, by, topics=topics)


def confided(facts: Facts, delegation: Delegation, by: By) -> Act:
    """An act in the delegation's own log."""
    return record(own_log(delegation), facts, by)


def own_log(delegation: Delegation) -> Log:
    """What nobody reads but the delegation."""
    return log_for(delegation.edition.slug, Audience.DELEGATION, delegation.body.slug)


def next_protocol(edition: Edition) -> int:
    return (edition.delegations.aggregate(last=Max("protocol"))["last"] or 0) + 1


def lock(delegation: Delegation) -> Delegation:
    """The delegation, held until the transaction ends: its acts happen one after another."""
    locked = Delegation.objects.select_for_update(of=("self",)).select_related("edition", "body")
    return still_there(locked, delegation)
