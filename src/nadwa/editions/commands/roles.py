"""Roles: given, and taken away."""

from django.utils.translation import gettext_lazy as _

from nadwa.accounts.models import Person
from nadwa.acts import editions as acts
from nadwa.acts.by import By
from nadwa.editions.models import Edition, Host, Membership
from nadwa.live.channels import person_topic
from nadwa.record.acts import Refused, command, log_for, record
from nadwa.record.models import Act


@command
def give_role(person: Person, edition: Edition, role: str, by: By, host: Host | None = None) -> Act:
    Membership.objects.create(edition=edition, person=person, role=role, host=host)
    return _recorded(acts.RoleGiven(role=role), person, edition, by)


@command
def end_role(person: Person, edition: Edition, role: str, by: By) -> Act:
    """Take a role from a person; the live streams that the person has open end at once."""
    if not Membership.objects.filter(edition=edition, person=person, role=role).delete()[0]:
        raise Refused(_("This person does not have that role."))
    return _recorded(acts.RoleEnded(role=role), person, edition, by)


def _recorded(facts: acts.Role, person: Person, edition: Edition, by: By) -> Act:
    return record(log_for(edition.slug), facts, by, topics=[person_topic(person.pk)])
