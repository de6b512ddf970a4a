"""Badges: issued to all who take part, revoked from those who no longer do."""

import secrets
from typing import Any

from django.utils.translation import gettext_lazy as _

from nadwa import clock
from nadwa.delegations.commands.acting import lock_edition
from nadwa.delegations.models import Badge, Delegate
from nadwa.editions.models import Edition, Membership
from nadwa.record import kinds
from nadwa.record.acts import By, Refused, command, log_for, record
from nadwa.record.models import Act

Kind, Role = Badge.Kind, Membership.Role
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none that is read as another
OF_ROLE = {
    Role.HOST: Kind.HOST,
    Role.SECRETARIAT: Kind.SECRETARIAT,
    Role.CHAIR: Kind.SECRETARIAT,
    Role.SPOKESPERSON: Kind.SECRETARIAT,
    Role.MODERATOR: Kind.SECRETARIAT,
    Role.USHER: Kind.SECRETARIAT,
    Role.INTERPRETER: Kind.INTERPRETER,
    Role.PRESS: Kind.PRESS,
}

kinds.register(
    {
        "delegations.badges-issued": _("Badges issued"),
        "delegations.badge-revoked": _("Badge revoked"),
    }
)


@command
def issue_badges(by: By, edition: Edition) -> Act:
    """A badge for everybody who takes part and has none of the right kind; what no longer fits is revoked."""
    edition = lock_edition(edition)
    wanted = _wanted(edition)
    valid = {badge.person_id: badge for badge in edition.badges.filter(revoked_at=None)}
    stale = [badge for person, badge in valid.items() if wanted.get(person) != badge.kind]
    edition.badges.filter(pk__in=[badge.pk for badge in stale]).update(revoked_at=clock.now())
    fresh = [person for person, kind in wanted.items() if person not in valid or valid[person].kind != kind]
    Badge.objects.bulk_create(
        Badge(edition=edition, person_id=person, kind=wanted[person], code=new_code(), issued_at=clock.now())
        for person in fresh
    )
    return _act("badges-issued", edition, by, {"issued": len(fresh), "revoked": len(stale)})


@command
def revoke_badge(by: By, badge: Badge) -> Act:
    """A badge that was lost or misused opens no door any more; issuing badges again makes a new one."""
    if not Badge.objects.filter(pk=badge.pk, revoked_at=None).update(revoked_at=clock.now()):
        raise Refused(_("This badge has been revoked already."))
    return _act("badge-revoked", badge.edition, by, {"badge": badge.pk})


def revoke_badges_of(person: int, edition: Edition) -> None:
    """With the seat ends what it opened."""
    Badge.objects.filter(person=person, edition=edition, revoked_at=None).update(revoked_at=clock.now())


def new_code() -> str:
    """Sixty random bits, in three groups that can be typed when a camera fails."""
    letters = [secrets.choice(LETTERS) for _ in range(12)]
    return "-".join("".join(letters[start : start + 4]) for start in (0, 4, 8))


def _wanted(edition: Edition) -> dict[int, str]:
    """Which badge each participant has; of several functions the first in the order of kinds counts."""
    order = list(Kind)
    found: dict[int, str] = {}
    functions = edition.memberships.values_list("person", "role")
    seats = Delegate.objects.filter(delegation__edition=edition).values_list("person", "role")
    claims = [(person, OF_ROLE[Role(role)]) for person, role in functions]
    claims += [(person, Kind.OBSERVER if role == Delegate.Role.OBSERVER else Kind.DELEGATE) for person, role in seats]
    for person, kind in sorted(claims, key=lambda claim: (claim[0], order.index(claim[1]))):
        found.setdefault(person, kind)
    return found


def _act(kind: str, edition: Edition, by: By, body: dict[str, Any]) -> Act:
    return record(log_for(edition.slug, "hosts"), f"delegations.{kind}", body, by)
