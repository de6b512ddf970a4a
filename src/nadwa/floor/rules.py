"""Who may follow, take part in and preside over a meeting."""

from typing import Any

import rules

from nadwa.delegations.audiences import Audience
from nadwa.delegations.rules import belongs_to, is_delegate
from nadwa.editions.models import Membership
from nadwa.editions.rules import holds
from nadwa.programme.models import Meeting

Role = Membership.Role


@rules.predicate
def is_public(_person: Any, meeting: Meeting) -> bool:
    return meeting.public


rules.add_perm("floor.follow", is_public | belongs_to(Audience.PARTICIPANTS))
rules.add_perm("floor.take_part", is_delegate)
rules.add_perm("floor.preside", holds(Role.CHAIR))
rules.add_perm("floor.set_procedure", holds(Role.SECRETARIAT))
rules.add_perm("floor.record_presence", holds(Role.SECRETARIAT, Role.CHAIR))
rules.add_perm("floor.see_filed_statements", holds(Role.SECRETARIAT, Role.INTERPRETER))
rules.add_perm("floor.check_in", holds(Role.SECRETARIAT, Role.USHER))
rules.add_perm("floor.count", holds(Role.SECRETARIAT, Role.CHAIR))
