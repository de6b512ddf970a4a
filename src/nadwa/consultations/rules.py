"""Who may see, vote in, moderate and evaluate a consultation."""

from typing import Any

import rules

from nadwa.accounts.models import Viewer
from nadwa.consultations.models import Revision
from nadwa.delegations.rules import is_delegate
from nadwa.editions.models import Membership
from nadwa.editions.rules import holds


@rules.predicate
def is_held_here(_person: Viewer, consultation: Any) -> bool:
    return not consultation.source


@rules.predicate
def is_moderated_by(person: Viewer, subject: Any) -> bool:
    """A statement or a consultation that the person, as an officer of the secretariat or a moderator, moderates."""
    consultation = getattr(subject, "consultation", subject)
    return bool(
        is_held_here(person, consultation)
        and holds(Membership.Role.SECRETARIAT, Membership.Role.MODERATOR)(person, consultation)
    )


@rules.predicate
def is_author(person: Viewer, revision: Revision) -> bool:
    return bool(person.is_authenticated and revision.sources.filter(author=person).exists())


PERMISSIONS = {
    "consultations.view": rules.always_true,
    "consultations.vote": is_held_here & is_delegate,
    "consultations.moderate": is_moderated_by,
    "consultations.consent": is_author,
    "consultations.begin": holds(Membership.Role.SECRETARIAT),
    "consultations.publish": holds(Membership.Role.SECRETARIAT, Membership.Role.CHAIR),
}
