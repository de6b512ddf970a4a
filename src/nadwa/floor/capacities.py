"""As what one acts in a meeting."""

from nadwa.accounts.models import Viewer
from nadwa.accounts.viewing import known
from nadwa.delegations.capacities import Delegate
from nadwa.editions.capacities import Chair, InTheChair, Secretary
from nadwa.editions.models import Membership
from nadwa.editions.queries import roles
from nadwa.programme.models import Meeting


def presiding(person: Viewer, meeting: Meeting) -> Chair:
    """The chair; or a vice-chair, who presides once in the chair (commands/acting.py looks)."""
    chairs = Membership.Role.CHAIR in roles(person, meeting.edition)
    return Chair(known(person)) if chairs else InTheChair(known(person))


def clerk(person: Viewer, meeting: Meeting) -> Secretary | Chair:
    secretary = Membership.Role.SECRETARIAT in roles(person, meeting.edition)
    return Secretary(known(person)) if secretary else presiding(person, meeting)


def delegate(person: Viewer, meeting: Meeting) -> Delegate:
    return Delegate.at(person, meeting.edition)
