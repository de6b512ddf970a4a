"""Every write on delegations."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from nadwa.delegations.models import Delegate, Delegation
from nadwa.live.channels import person_topic
from nadwa.record import kinds
from nadwa.record.acts import By, Refused, command, log_for, record
from nadwa.record.models import Act

kinds.register(
    {
        "delegations.seated": _("Delegate seated"),
        "delegations.unseated": _("Delegate's seat ended"),
    }
)


@command
def seat_delegate(person: Any, delegation: Delegation, role: str, rank: int, by: By) -> Act:
    if role == Delegate.Role.HEAD and delegation.delegates.filter(role=role).exists():
        raise Refused(_("This delegation has a head already."))
    Delegate.objects.create(delegation=delegation, person=person, role=role, rank=rank)
    return _recorded("delegations.seated", person, delegation, role, by)


@command
def unseat_delegate(person: Any, delegation: Delegation, by: By) -> Act:
    """End a person's seat; the live streams that the person has open end at once."""
    seat = delegation.delegates.filter(person=person).first()
    if seat is None:
        raise Refused(_("This person has no seat in the delegation."))
    seat.delete()
    return _recorded("delegations.unseated", person, delegation, seat.role, by)


def _recorded(kind: str, person: Any, delegation: Delegation, role: str, by: By) -> Act:
    body = {"delegation": delegation.body.slug, "role": role}
    return record(log_for(delegation.edition.slug), kind, body, by, topics=[person_topic(person.pk)])
