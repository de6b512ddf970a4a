"""Who may see and arrange the programme."""

from typing import Any

import rules

from nadwa.editions.models import Membership
from nadwa.editions.queries import roles
from nadwa.editions.rules import holds
from nadwa.programme.models import Appearance, Step

Role = Membership.Role


def holds_at_meeting(*wanted: str) -> Any:
    """Predicate: the person has one of these roles at the edition of the object's meeting."""

    @rules.predicate
    def predicate(person: Any, subject: Appearance | Step) -> bool:
        return bool(roles(person, subject.meeting.edition) & set(wanted))

    return predicate


rules.add_perm("programme.view", rules.always_true)
rules.add_perm("programme.arrange", holds(Role.SECRETARIAT))
rules.add_perm("programme.arrange_appearance", holds_at_meeting(Role.SECRETARIAT))
rules.add_perm("programme.see_run", holds(Role.SECRETARIAT, Role.CHAIR, Role.HOST))
rules.add_perm("programme.set_run", holds(Role.SECRETARIAT, Role.CHAIR))
rules.add_perm("programme.set_step", holds_at_meeting(Role.SECRETARIAT, Role.CHAIR))
rules.add_perm("programme.finish_step", holds_at_meeting(Role.CHAIR))
