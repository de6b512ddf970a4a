"""Who may hand an edition on."""

import rules

from nadwa.accounts.models import Viewer
from nadwa.delegations.rules import represents
from nadwa.editions.models import Membership
from nadwa.editions.rules import holds
from nadwa.exchange.models import Token


@rules.predicate
def is_holder(person: Viewer, token: Token) -> bool:
    return bool(token.person_id == person.pk)


PERMISSIONS = {
    "exchange.hand_on": holds(Membership.Role.HOST, Membership.Role.SECRETARIAT),
    "exchange.consent": represents,
    "exchange.read_report": rules.always_true,
    "exchange.use_api": rules.is_authenticated,
    "exchange.revoke_key": rules.is_authenticated & is_holder,
    "exchange.export": rules.always_true,
    "exchange.import": holds(Membership.Role.SECRETARIAT),
    "exchange.carry_out": holds(Membership.Role.SECRETARIAT),
}
