"""Points of order (rule 71)."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from nadwa import clock
from nadwa.delegations.models import Delegation
from nadwa.floor import sentences
from nadwa.floor.commands import clocks
from nadwa.floor.commands.acting import chair, lock_open, recorded, require_on_roll
from nadwa.floor.commands.acting import delegation as on_behalf_of
from nadwa.floor.models import PointOfOrder
from nadwa.programme.models import Meeting
from nadwa.record import kinds
from nadwa.record.acts import Refused, command
from nadwa.record.models import Act

kinds.register(
    {
        "floor.point-raised": _("Point of order raised"),
        "floor.point-ruled": _("Ruling on a point of order"),
    },
    sentences.POINTS,
)


@command
def raise_point(person: Any, delegation: Delegation, meeting: Meeting) -> Act:
    """Raise a point of order: it interrupts the speaker, whose clock stands still until the ruling."""
    sitting = lock_open(meeting)
    require_on_roll(sitting, delegation)
    if PointOfOrder.objects.filter(sitting=sitting, delegation=delegation, ruled_at=None).exists():
        raise Refused(_("Your delegation's point of order is before the chair already."))
    speaker = clocks.speaking(sitting)
    interrupted = speaker if clocks.pause(speaker) else None
    PointOfOrder.objects.create(sitting=sitting, delegation=delegation, interrupted=interrupted, raised_at=clock.now())
    body = {"delegation": delegation.body.slug}
    return recorded("point-raised", sitting, on_behalf_of(person, delegation), body)


@command
def rule_on_point(person: Any, meeting: Meeting, point: PointOfOrder, ruling: str) -> Act:
    """The chair's ruling; with the last one pending the speaker goes on."""
    sitting = lock_open(meeting)
    point = PointOfOrder.objects.select_related("delegation__body", "interrupted").get(pk=point.pk)
    if point.ruled_at:
        raise Refused(_("This point of order has been ruled on."))
    point.ruling = ruling
    point.ruled_at = clock.now()
    point.save(update_fields=["ruling", "ruled_at"])
    if _interrupted_the_speaker(point):
        clocks.resume_unless_point_pending(sitting)
    body = {"delegation": point.delegation.body.slug, "ruling": ruling}
    return recorded("point-ruled", sitting, chair(person), body)


def _interrupted_the_speaker(point: PointOfOrder) -> bool:
    """A clock that the chair had paused before the point stays paused after it."""
    raised_together = PointOfOrder.objects.filter(sitting=point.sitting, interrupted__state="speaking")
    return raised_together.exists()
