"""Who may see and arrange the programme."""

from typing import Any

import rules

from nadwa.accounts.models import Viewer
from nadwa.editions.models import Membership
from nadwa.editions.queries import roles
from nadwa.editions.rules import holds
from nadwa.programme import queries
from nadwa.programme.models import Appearance, Step, Version

CHAIRS = (Membership.Role.CHAIR, Membership.Role.VICE_CHAIR)


def holds_at_meeting(*wanted: str) -> Any:
    """Predicate: the person has one of these roles at the edition of the object's meeting."""

    @rules.predicate
    def predicate(person: Viewer, subject: Appearance | Step) -> bool:
        return bool(roles(person, subject.meeting.edition) & set(wanted))

    return predicate


@rules.predicate
def is_addressed(person: Viewer, version: Version) -> bool:
    """The document has been issued to an audience of the person's; the secretariat reads it before."""
    document = version.document
    if Membership.Role.SECRETARIAT in roles(person, document.edition):
        return True
    return document.issued_at is not None and document.audience in queries.audiences(person, document.edition)


PERMISSIONS = {
    "programme.view": rules.always_true,
    "programme.arrange": holds(Membership.Role.SECRETARIAT),
    "programme.arrange_appearance": holds_at_meeting(Membership.Role.SECRETARIAT),
    "programme.see_run": holds(Membership.Role.SECRETARIAT, *CHAIRS, Membership.Role.HOST),
    "programme.set_run": holds(Membership.Role.SECRETARIAT, *CHAIRS),
    "programme.set_step": holds_at_meeting(Membership.Role.SECRETARIAT, *CHAIRS),
    "programme.finish_step": holds_at_meeting(*CHAIRS),
    "programme.read_document": is_addressed,
    "programme.plan_documents": holds(Membership.Role.SECRETARIAT),
    "programme.hand_in": holds(Membership.Role.SECRETARIAT),
}
