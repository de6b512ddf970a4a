"""Who may see, vote in and evaluate a consultation."""

from typing import Any

import rules

from nadwa.consultations.models import Consultation
from nadwa.delegations.rules import is_delegate
from nadwa.editions.models import Membership
from nadwa.editions.rules import holds


@rules.predicate
def is_held_here(_person: Any, consultation: Consultation) -> bool:
    return not consultation.source


rules.add_perm("consultations.view", rules.always_true)
rules.add_perm("consultations.vote", is_held_here & is_delegate)
rules.add_perm("consultations.publish", holds(Membership.Role.SECRETARIAT, Membership.Role.CHAIR))
