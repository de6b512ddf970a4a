"""Many registrations at once, in few queries: all of them or none."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from django.utils.translation import gettext_lazy as _

from nadwa.accounts.enrolment import enrolled_together
from nadwa.accounts.models import Person
from nadwa.acts.by import By
from nadwa.acts.delegations import Imported
from nadwa.delegations.commands.offering import offered, tell_of
from nadwa.delegations.models import Delegate, Needs
from nadwa.delegations.queries import offers_of
from nadwa.editions.commands.approving import hold
from nadwa.editions.models import Edition
from nadwa.record.acts import Refused, command, log_for, record
from nadwa.record.models import Act


@dataclass(frozen=True)
class Registration:
    """A delegate as a line of a table names one."""

    body: str
    name: str
    email: str
    language: str
    role: str
    rank: int
    function: str


@command
def import_delegates(by: By, edition: Edition, registrations: Sequence[Registration], source: bytes) -> Act:
    """Register those who are new, ask those who have an account, change those who are there; all, or nothing.

    Who has an offer of this delegation is passed over: it keeps what was typed for it, and a no stays a no.
    """
    return register_together(by, edition, registrations, source)


def register_together(by: By, edition: Edition, registrations: Sequence[Registration], source: bytes) -> Act:
    """The same inside another act, which then has the submission's key."""
    edition = hold(edition)
    delegations = {one.body.slug: one for one in edition.delegations.select_related("body")}
    missing = sorted({one.body for one in registrations} - set(delegations))
    if missing:
        raise Refused(_("These bodies have no delegation any more: %(bodies)s.") % {"bodies": ", ".join(missing)})
    known = set(
        Person.objects.filter(username__in=[one.email for one in registrations]).values_list("username", flat=True)
    )
    people = enrolled_together([(one.name, one.email, one.language) for one in registrations], edition.slug)
    seats = {
        seat.person.username: seat
        for seat in Delegate.objects.filter(delegation__edition=edition).select_related("person", "delegation__body")
    }
    answering = set(offers_of(edition).values_list("delegation_id", "person_id"))
    fresh, changed, asked = [], [], []
    for one in registrations:
        seat = seats.get(one.email)
        if seat and seat.delegation.body.slug != one.body:
            raise Refused(_("%(email)s belongs to a delegate of another delegation.") % {"email": one.email})
        if seat:
            seat.role, seat.rank, seat.function = one.role, one.rank, one.function
            changed.append(seat)
        elif one.email in known and (delegations[one.body].pk, people[one.email].pk) not in answering:
            asked.append(offered(delegations[one.body], people[one.email], one.role, one.rank, one.function))
        elif one.email not in known:
            person, delegation = people[one.email], delegations[one.body]
            fresh.append(
                Delegate(delegation=delegation, person=person, role=one.role, rank=one.rank, function=one.function)
            )
    Delegate.objects.bulk_update(changed, ["role", "rank", "function"])
    Needs.objects.bulk_create(Needs(delegate=seat) for seat in Delegate.objects.bulk_create(fresh))
    tell_of(asked)
    imported = Imported(new=len(fresh), asked=len(asked), changed=len(changed), file_sha256=sha256(source).hexdigest())
    return record(log_for(edition.slug), imported, by)
