import rules

from nadwa.editions.models import Membership
from nadwa.editions.rules import holds

rules.add_perm("press.see_unpublished", holds(Membership.Role.HOST, Membership.Role.SECRETARIAT))
