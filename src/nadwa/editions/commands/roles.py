"""Roles: given, and taken away."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from nadwa.editions.models import Edition, Host, Membership
from nadwa.live.channels import person_topic
from nadwa.record import kinds
from nadwa.record.acts import By, Refused, command, log_for, record
from nadwa.record.models import Act

kinds.register(
    {
        "editions.role-given": _("Role given"),
        "editions.role-ended": _("Role ended"),
    }
)


@command
def give_role(person: Any, edition: Edition, role: str, by: By, host: Host | None = None) -> Act:
    Membership.objects.create(edition=edition, person=person, role=role, host=host)
    return _role_act("editions.role-given", person, edition, role, by)


@command
def end_role(person: Any, edition: Edition, role: str, by: By) -> Act:
    """Take a role from a person; the live streams that the person has open end at once."""
    if not Membership.objects.filter(edition=edition, person=person, role=role).delete()[0]:
        raise Refused(_("This person does not have that role."))
    return _role_act("editions.role-ended", person, edition, role, by)


def _role_act(kind: str, person: Any, edition: Edition, role: str, by: By) -> Act:
    return record(log_for(edition.slug), kind, {"role": role}, by, topics=[person_topic(person.pk)])
