"""Points of order (rule 71)."""

from django.utils.translation import gettext_lazy as _

from nadwa import clock
from nadwa.acts import floor as acts
from nadwa.delegations.capacities import Delegate
from nadwa.editions.capacities import Chair
from nadwa.floor import forms, questions, saying
from nadwa.floor.commands import clocks
from nadwa.floor.commands.acting import act, lock_open, recorded, require_on_roll
from nadwa.floor.models import PointOfOrder
from nadwa.programme.models import Meeting
from nadwa.record.acts import Refused
from nadwa.record.models import Act


@act("point", _("Point of order"), forms.PointForm, shows=saying.point)
def raise_point(by: Delegate, meeting: Meeting, rule: str = "") -> Act:
    """Raise a point of order: it interrupts the speaker, whose clock stands still until the ruling."""
    sitting = lock_open(meeting)
    require_on_roll(sitting, by.delegation)
    if questions.points(sitting).filter(delegation=by.delegation).exists():
        raise Refused(_("Your delegation's point of order is before the chair already."))
    PointOfOrder.objects.create(sitting=sitting, delegation=by.delegation, rule=rule, raised_at=clock.now())
    clocks.settle(sitting)
    raised = acts.PointRaised(meeting=meeting.number, delegation=by.delegation.body.slug, rule=rule)
    return recorded(raised, sitting, by)


@act("withdraw-point", _("Withdraw the point of order"))
def withdraw_point(by: Delegate, meeting: Meeting) -> Act:
    """The delegation takes its point of order back before the chair has ruled."""
    sitting = lock_open(meeting)
    if not questions.points(sitting).filter(delegation=by.delegation).update(state=PointOfOrder.State.WITHDRAWN):
        raise Refused(_("Your delegation has no point of order before the chair."))
    clocks.settle(sitting)
    withdrawn = acts.PointWithdrawn(meeting=meeting.number, delegation=by.delegation.body.slug)
    return recorded(withdrawn, sitting, by)


@act("rule", _("Rule on a point of order"), forms.RulingForm)
def rule_on_point(by: Chair, meeting: Meeting, point: PointOfOrder, ruling: str) -> Act:
    """The chair's ruling; with nothing else before the meeting the speaker goes on."""
    sitting = lock_open(meeting)
    found = questions.points(sitting).filter(pk=point.pk).select_related("delegation__body").first()
    if found is None:
        raise Refused(_("This point of order has been ruled on or withdrawn."))
    found.state, found.ruling, found.ruled_at = PointOfOrder.State.RULED, ruling, clock.now()
    found.save(update_fields=["state", "ruling", "ruled_at"])
    clocks.settle(sitting)
    ruled = acts.PointRuled(meeting=meeting.number, delegation=found.delegation.body.slug, ruling=ruling)
    return recorded(ruled, sitting, by)
