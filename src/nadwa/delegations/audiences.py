"""Who is let into what is not public: a list by function. What does not stand here is not seen.

docs/security.md shows the same table, and a test holds the two against each other. What is for one delegation, or for
the officers of one room, is said by the rules of that room.
"""

from enum import StrEnum

from nadwa.accounts.models import Viewer
from nadwa.delegations.models import Body
from nadwa.delegations.queries import focal_point, seat
from nadwa.editions.models import Edition, Membership
from nadwa.editions.queries import roles


class Audience(StrEnum):
    EDITION = "an edition before it is announced"
    PARTICIPANTS = "meetings, texts and documents for participants"
    STATES = "documents for States"
    EMBARGO = "releases and statements under embargo"


A_STATE, AN_OBSERVER, A_FOCAL_POINT = "delegate of a State", "delegate of another body", "focal point"
INSIDE = frozenset({Audience.EDITION, Audience.PARTICIPANTS, Audience.STATES})

LET_IN: dict[str, frozenset[Audience]] = {
    A_STATE: INSIDE,
    AN_OBSERVER: frozenset({Audience.EDITION, Audience.PARTICIPANTS}),
    A_FOCAL_POINT: frozenset({Audience.EDITION}),
    Membership.Role.CHAIR: INSIDE,
    Membership.Role.VICE_CHAIR: INSIDE,
    Membership.Role.HOST: INSIDE,
    Membership.Role.SECRETARIAT: INSIDE,
    Membership.Role.FACILITATOR: frozenset({Audience.EDITION, Audience.PARTICIPANTS}),
    Membership.Role.INTERPRETER: INSIDE,  # what is spoken and translated is before them
    Membership.Role.SPOKESPERSON: frozenset({Audience.EDITION}),
    Membership.Role.MODERATOR: frozenset({Audience.EDITION}),
    Membership.Role.USHER: frozenset({Audience.EDITION}),
    Membership.Role.PRESS: frozenset({Audience.EDITION, Audience.EMBARGO}),
}


def functions(person: Viewer, edition: Edition) -> set[str]:
    """All that the person is at an edition."""
    found = set(roles(person, edition))
    if own := seat(person, edition):
        found.add(A_STATE if own.delegation.body.kind == Body.Kind.STATE else AN_OBSERVER)
    if focal_point(person, edition):
        found.add(A_FOCAL_POINT)
    return found


def has_part(person: Viewer, edition: Edition) -> bool:
    """Whether the person is anything at the edition but a reporter from it."""
    return bool(functions(person, edition) - {Membership.Role.PRESS})


def audiences(person: Viewer, edition: Edition) -> frozenset[Audience]:
    return frozenset().union(*(LET_IN[function] for function in functions(person, edition)))
