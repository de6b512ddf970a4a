"""Who is in the chair of a meeting: the chair, or a vice-chair."""

from django.utils.translation import gettext_lazy as _

from nadwa.acts import floor as acts
from nadwa.acts.by import THE_PLATFORM
from nadwa.editions.capacities import Chair, InTheChair
from nadwa.editions.models import Edition, Membership
from nadwa.editions.queries import roles
from nadwa.floor.commands.acting import act, lock_lasting, recorded
from nadwa.floor.models import Sitting
from nadwa.programme.models import Meeting
from nadwa.record.acts import Refused
from nadwa.record.models import Act


@act("take-chair", _("Take the chair"))
def take_chair(by: Chair, meeting: Meeting) -> Act:
    """A vice-chair presides from now on, whether the chair is there or not; or the chair does again."""
    sitting = lock_lasting(meeting)
    if not isinstance(by, InTheChair):
        return _back_to_the_chair(by, sitting)
    if Membership.Role.VICE_CHAIR not in roles(by.person, meeting.edition):
        raise Refused(_("Only a vice-chair can do this."))
    if sitting.in_chair_id == by.person.pk:
        raise Refused(_("You are in the chair already."))
    sitting.in_chair = by.person
    sitting.save(update_fields=["in_chair"])
    return recorded(acts.ViceChairInChair(meeting=meeting.number), sitting, by)


@act("return-chair", _("Return the chair to the Chair"))
def return_chair(by: Chair, meeting: Meeting) -> Act:
    return _back_to_the_chair(by, lock_lasting(meeting))


def leave_the_chair(person: int, edition: Edition) -> None:
    """Whoever is a vice-chair no longer presides no longer."""
    still = Membership.objects.filter(edition=edition, person=person, role=Membership.Role.VICE_CHAIR)
    if not still.exists():
        presides = Sitting.objects.exclude(state=Sitting.State.ADJOURNED).filter(
            meeting__edition=edition, in_chair=person
        )
        for sitting in presides.select_related("meeting__edition"):
            recorded(acts.ChairInChair(meeting=sitting.meeting.number), sitting, THE_PLATFORM)
            Sitting.objects.filter(pk=sitting.pk).update(in_chair=None)


def _back_to_the_chair(by: Chair, sitting: Sitting) -> Act:
    if sitting.in_chair is None:
        raise Refused(_("The Chair is in the chair already."))
    if not isinstance(by, InTheChair):
        sitting.in_chair = None
    returned = recorded(acts.ChairInChair(meeting=sitting.meeting.number), sitting, by)
    sitting.in_chair = None
    sitting.save(update_fields=["in_chair"])
    return returned
