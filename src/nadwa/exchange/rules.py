"""Who may hand an edition on."""

import rules

from nadwa.delegations.rules import represents
from nadwa.editions.models import Membership
from nadwa.editions.rules import holds

Role = Membership.Role

rules.add_perm("exchange.hand_on", holds(Role.HOST, Role.SECRETARIAT))
rules.add_perm("exchange.consent", represents)
rules.add_perm("exchange.read_report", rules.always_true)
