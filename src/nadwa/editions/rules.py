"""Who may do what at an edition."""

from typing import Any

import rules

from nadwa.accounts.models import Viewer
from nadwa.editions.models import Appointment, Edition, Membership, Proposal
from nadwa.editions.offices import may_appoint
from nadwa.editions.queries import roles


def holds(*wanted: str) -> Any:
    """Predicate: the person has one of these roles at the edition that the object is or belongs to."""

    @rules.predicate
    def predicate(person: Viewer, subject: Any) -> bool:
        edition = subject if isinstance(subject, Edition) else subject.edition
        return bool(roles(person, edition) & set(wanted))

    return predicate


@rules.predicate
def is_officer_of_proposal(person: Viewer, proposal: Proposal) -> bool:
    return Membership.Role.HOST in roles(person, proposal.edition)


@rules.predicate
def may_appoint_to(person: Viewer, subject: Membership | Appointment) -> bool:
    """May give, offer and end this very function."""
    return may_appoint(person, subject.edition, subject.role, subject.host)


@rules.predicate
def is_own(person: Viewer, subject: Membership | Appointment) -> bool:
    return bool(person.is_authenticated) and subject.person_id == person.pk


PERMISSIONS = {
    "editions.browse": rules.always_true,
    "editions.view": rules.always_true,
    "editions.see_approvals": holds(Membership.Role.HOST, Membership.Role.SECRETARIAT),
    "editions.propose": holds(Membership.Role.HOST),
    "editions.approve": is_officer_of_proposal,
    "editions.use_desk": holds(Membership.Role.HOST, Membership.Role.SECRETARIAT),
    "editions.correct": holds(Membership.Role.HOST, Membership.Role.SECRETARIAT),
    "editions.prepare": holds(Membership.Role.HOST, Membership.Role.SECRETARIAT),
    "editions.see_mails": holds(Membership.Role.SECRETARIAT),
    "editions.see_officers": holds(Membership.Role.HOST, Membership.Role.SECRETARIAT),
    "editions.appoint": holds(Membership.Role.HOST, Membership.Role.SECRETARIAT),
    "editions.appoint_to": may_appoint_to,
    "editions.see_own_functions": rules.is_authenticated,
    "editions.answer_appointment": is_own,
    "editions.lay_down": is_own,
}
