"""Who may know what before the world does."""

import rules

from nadwa.accounts.models import Viewer
from nadwa.delegations.audiences import Audience
from nadwa.delegations.rules import belongs_to
from nadwa.editions.models import Membership
from nadwa.editions.rules import holds
from nadwa.floor.models import Statement
from nadwa.press import queries
from nadwa.press.models import Release


@rules.predicate
def is_visible(person: Viewer, release: Release) -> bool:
    return queries.visible(release.edition, person).filter(pk=release.pk).exists()


@rules.predicate
def is_announcement(_person: Viewer, release: Release) -> bool:
    return release.kind == Release.Kind.ANNOUNCEMENT


@rules.predicate
def is_delivered(person: Viewer, statement: Statement) -> bool:
    return queries.statements(statement.item.edition, person).filter(pk=statement.pk).exists()


writes = holds(Membership.Role.HOST, Membership.Role.SECRETARIAT, Membership.Role.SPOKESPERSON)


PERMISSIONS = {
    "press.write": writes,
    "press.change_embargo": writes & (~is_announcement | holds(Membership.Role.HOST)),
    "press.read_embargoed": belongs_to(Audience.EMBARGO),
    "press.read": is_visible,
    "press.read_statement": is_delivered,
    "press.apply": rules.always_true,
    "press.accredit": holds(Membership.Role.SECRETARIAT, Membership.Role.SPOKESPERSON),
}
