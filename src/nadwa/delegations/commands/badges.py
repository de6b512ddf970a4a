"""Badges: issued to all who take part, revoked from those who no longer do."""

import secrets

from django.utils.translation import gettext_lazy as _

from nadwa import clock
from nadwa.acts import delegations as acts
from nadwa.acts.by import Unnamed
from nadwa.acts.facts import Audience
from nadwa.delegations.models import Badge, Delegate
from nadwa.editions.capacities import Secretary
from nadwa.editions.commands.approving import hold
from nadwa.editions.models import Edition, Membership
from nadwa.record.acts import Refused, command, log_for, record
from nadwa.record.models import Act
from nadwa.wall import over_the_wall

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none that is read as another
OF_ROLE = {
    Membership.Role.HOST: Badge.Kind.HOST,
    Membership.Role.SECRETARIAT: Badge.Kind.SECRETARIAT,
    Membership.Role.CHAIR: Badge.Kind.SECRETARIAT,
    Membership.Role.VICE_CHAIR: Badge.Kind.SECRETARIAT,
    Membership.Role.FACILITATOR: Badge.Kind.SECRETARIAT,
    Membership.Role.SPOKESPERSON: Badge.Kind.SECRETARIAT,
    Membership.Role.MODERATOR: Badge.Kind.SECRETARIAT,
    Membership.Role.USHER: Badge.Kind.SECRETARIAT,
    Membership.Role.INTERPRETER: Badge.Kind.INTERPRETER,
    Membership.Role.PRESS: Badge.Kind.PRESS,
}


@command
def issue_badges(by: Secretary | Unnamed, edition: Edition) -> Act:
    """A badge for everybody who takes part and has none of the right kind; what no longer fits is revoked."""
    edition = hold(edition)
    wanted = _wanted(edition)
    with over_the_wall():
        valid = {badge.person_id: badge for badge in edition.badges.filter(revoked_at=None)}
        stale = [badge for person, badge in valid.items() if wanted.get(person) != badge.kind]
        edition.badges.filter(pk__in=[badge.pk for badge in stale]).update(revoked_at=clock.now())
        fresh = [person for person, kind in wanted.items() if person not in valid or valid[person].kind != kind]
        _issue(edition, {person: wanted[person] for person in fresh})
    issued = acts.BadgesIssued(issued=len(fresh), revoked=len(stale))
    return record(log_for(edition.slug, Audience.HOSTS), issued, by)


@command
def revoke_badge(by: Secretary, badge: Badge) -> Act:
    """A badge that was lost or misused opens no door any more; issuing badges again makes a new one."""
    with over_the_wall():
        revoked = Badge.objects.filter(pk=badge.pk, revoked_at=None).update(revoked_at=clock.now())
    if not revoked:
        raise Refused(_("This badge has been revoked already."))
    return record(log_for(badge.edition.slug, Audience.HOSTS), acts.BadgeRevoked(badge=badge.pk), by)


def fit_badge_of(person: int, edition: Edition) -> None:
    """With a seat ends what it opened, and nothing else: a badge of another function stays, and who has such a function
    and wore a badge for what has ended gets one of the right kind."""
    wanted = _wanted(edition, person).get(person)
    with over_the_wall():  # whoever ends a seat need not see the badge
        stale = Badge.objects.filter(person=person, edition=edition, revoked_at=None).exclude(kind=wanted or "")
        if stale.update(revoked_at=clock.now()) and wanted:
            _issue(edition, {person: wanted})


def new_code() -> str:
    """Sixty random bits, in three groups that can be typed when a camera fails."""
    letters = [secrets.choice(LETTERS) for _ in range(12)]
    return "-".join("".join(letters[start : start + 4]) for start in (0, 4, 8))


def _issue(edition: Edition, kinds_of: dict[int, str]) -> None:
    Badge.objects.bulk_create(
        Badge(edition=edition, person_id=person, kind=kind, code=new_code(), issued_at=clock.now())
        for person, kind in kinds_of.items()
    )


def _wanted(edition: Edition, of: int | None = None) -> dict[int, str]:
    """Which badge each participant has, or the one; of several functions the first in the order of kinds counts."""
    order = list(Badge.Kind)
    found: dict[int, str] = {}
    whose = {} if of is None else {"person": of}
    functions = edition.memberships.filter(**whose).values_list("person", "role")
    seats = Delegate.objects.filter(delegation__edition=edition, **whose).values_list("person", "role")
    claims = [(person, OF_ROLE[Membership.Role(role)]) for person, role in functions]
    claims += [
        (person, Badge.Kind.OBSERVER if role == Delegate.Role.OBSERVER else Badge.Kind.DELEGATE)
        for person, role in seats
    ]
    for person, kind in sorted(claims, key=lambda claim: (claim[0], order.index(claim[1]))):
        found.setdefault(person, kind)
    return found
