"""Who may hand an edition on."""

from typing import Any

import rules

from nadwa.delegations.rules import represents
from nadwa.editions.models import Membership
from nadwa.editions.rules import holds
from nadwa.exchange.models import Token

Role = Membership.Role


@rules.predicate
def is_holder(person: Any, token: Token) -> bool:
    return bool(token.person_id == person.pk)


rules.add_perm("exchange.hand_on", holds(Role.HOST, Role.SECRETARIAT))
rules.add_perm("exchange.consent", represents)
rules.add_perm("exchange.read_report", rules.always_true)
rules.add_perm("exchange.use_api", rules.is_authenticated)
rules.add_perm("exchange.revoke_key", rules.is_authenticated & is_holder)
rules.add_perm("exchange.export", rules.always_true)
rules.add_perm("exchange.import", holds(Role.SECRETARIAT))
rules.add_perm("exchange.carry_out", holds(Role.SECRETARIAT))
