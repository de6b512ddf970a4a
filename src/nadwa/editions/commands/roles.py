"""Functions: given, and ended."""

from django.utils.translation import gettext_lazy as _

from nadwa import clock
from nadwa.accounts.models import Person
from nadwa.acts import editions as acts
from nadwa.acts.by import By
from nadwa.acts.facts import Audience
from nadwa.editions import leaving
from nadwa.editions.models import Edition, Host, Membership
from nadwa.live.channels import person_topic
from nadwa.record.acts import Refused, command, commitment, log_for, record
from nadwa.record.models import Act


@command
def give_role(
    person: Person, edition: Edition, role: str, by: By, host: Host | None = None, *, with_account: bool = False
) -> Act:
    """Give a person a function at an edition; `with_account`: the person's account has just been made for it."""
    if Membership.objects.filter(edition=edition, person=person, role=role).exists():
        raise Refused(_("This person has this function already."))
    Membership.objects.create(
        edition=edition,
        person=person,
        role=role,
        host=host,
        since=clock.now(),
        given_by=by.person,
        given_as=str(by.capacity),
        with_account=with_account,
    )
    return recorded(acts.RoleGiven, person, edition, role, host, by)


@command
def end_role(person: Person, edition: Edition, role: str, by: By) -> Act:
    """Take a function from a person. What was open to it ends at once: live streams, the badge, and the keys to the API
    of somebody who has no other."""
    membership = Membership.objects.filter(edition=edition, person=person, role=role).select_related("host").first()
    if membership is None:
        raise Refused(_("This person does not have this function."))
    membership.delete()
    leaving.left(person.pk, edition)
    return recorded(acts.RoleEnded, person, edition, role, membership.host, by)


def recorded(
    done: type[acts.Role], person: Person | None, edition: Edition, role: str, host: Host | None, by: By
) -> Act:
    """Who has a function stands on the public record, and for whom one is meant in that of the hosts."""
    log = log_for(edition.slug, Audience.PUBLIC if Audience.PUBLIC in done.KIND.audiences else Audience.HOSTS)
    whose = commitment(log, person) if person else ""
    facts = done(role=role, host=host.slug if host else "", whose=whose)
    return record(log, facts, by, topics=[person_topic(person.pk)] if person else [])
