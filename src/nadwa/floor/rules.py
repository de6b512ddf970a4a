"""Who may follow, take part in and preside over a meeting."""

import rules

from nadwa.accounts.models import Viewer
from nadwa.delegations.audiences import Audience
from nadwa.delegations.rules import belongs_to, is_delegate
from nadwa.editions.models import Membership
from nadwa.editions.rules import holds
from nadwa.programme.models import Meeting


@rules.predicate
def is_public(_person: Viewer, meeting: Meeting) -> bool:
    return meeting.public


PERMISSIONS = {
    "floor.follow": is_public | belongs_to(Audience.PARTICIPANTS),
    "floor.take_part": is_delegate,
    "floor.preside": holds(Membership.Role.CHAIR, Membership.Role.VICE_CHAIR),
    "floor.set_procedure": holds(Membership.Role.SECRETARIAT),
    "floor.record_presence": holds(Membership.Role.SECRETARIAT, Membership.Role.CHAIR, Membership.Role.VICE_CHAIR),
    "floor.see_filed_statements": holds(Membership.Role.SECRETARIAT, Membership.Role.INTERPRETER),
    "floor.check_in": holds(Membership.Role.SECRETARIAT, Membership.Role.USHER),
    "floor.count": holds(Membership.Role.SECRETARIAT, Membership.Role.CHAIR, Membership.Role.VICE_CHAIR),
}
