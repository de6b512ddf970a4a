"""Who belongs to a delegation."""

from typing import Any

import rules

from nadwa.delegations.queries import seat
from nadwa.editions.models import Edition
from nadwa.editions.queries import roles


@rules.predicate
def is_delegate(person: Any, subject: Any) -> bool:
    return seat(person, subject if isinstance(subject, Edition) else subject.edition) is not None


@rules.predicate
def takes_part(person: Any, subject: Any) -> bool:
    """Has a seat or a function at the edition."""
    edition = subject if isinstance(subject, Edition) else subject.edition
    return bool(roles(person, edition)) or seat(person, edition) is not None


rules.add_perm("editions.see_unannounced", takes_part)
rules.add_perm("delegations.view", rules.always_true)
