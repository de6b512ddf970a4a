"""What every act of the floor begins and ends with: the sitting locked, the act recorded."""

from collections.abc import Callable
from typing import ParamSpec

from django.db.models import F
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nadwa.acts.by import By, Somebody
from nadwa.acts.facts import Audience
from nadwa.acts.floor import InMeeting
from nadwa.delegations.models import Delegation
from nadwa.editions.capacities import Chair, InTheChair
from nadwa.floor import questions
from nadwa.floor.forms import EmptyForm
from nadwa.floor.models import Sitting
from nadwa.floor.queries import roll_of
from nadwa.programme.commands.meetings import hold_meeting
from nadwa.programme.models import Meeting
from nadwa.record.acts import Refused, log_for, record
from nadwa.record.models import Act
from nadwa.web import declaring
from nadwa.web.declaring import DeclaredAct, nothing
from nadwa.web.forms import Form

P = ParamSpec("P")


def topic(meeting: Meeting) -> str:
    return f"meeting:{meeting.pk}"


def lock(meeting: Meeting) -> Sitting:
    """The meeting's sitting, held until the transaction ends."""
    Sitting.objects.get_or_create(meeting=meeting, defaults={"item": meeting.items.first()})
    locked = Sitting.objects.select_for_update(of=("self",)).select_related("item", "in_chair", "meeting__edition")
    return locked.get(meeting=meeting)


def hold(meeting: Meeting) -> Sitting:
    """The same, and the meeting with it as the programme has it: whether it is public, and when."""
    return lock(hold_meeting(meeting))


def act(
    name: str,
    title: Promise | str,
    form: type[Form] = EmptyForm,
    says: Callable[[Meeting], list[str]] = nothing,
    stands: Callable[[Meeting], object] = lambda _meeting: "",
    shows: Callable[[Meeting], list[str]] = nothing,
    *,
    weighs: bool = False,
) -> Callable[[Callable[P, Act]], DeclaredAct[P]]:
    """Declare an act in a meeting, which is held with its sitting while it is looked at what was confirmed."""

    def alike(meeting: Meeting, _person: Somebody) -> object:
        """What stands in a meeting stands for everybody."""
        return stands(meeting)

    return declaring.act(name, title, form, says, alike, shows, holds=hold, weighs=weighs)


def lock_lasting(meeting: Meeting) -> Sitting:
    """The same for what can be done before a meeting opens, and not when it has been adjourned."""
    sitting = lock(meeting)
    if sitting.state == Sitting.State.ADJOURNED:
        raise Refused(_("The meeting is adjourned."))
    return sitting


def lock_open(meeting: Meeting) -> Sitting:
    sitting = lock_lasting(meeting)
    if sitting.state != Sitting.State.OPEN:
        raise Refused(_("The meeting is not open."))
    return sitting


def require_on_roll(sitting: Sitting, delegation: Delegation) -> None:
    if delegation.body.slug not in roll_of(sitting)["speak"]:
        raise Refused(_("Your delegation is not on the roll of the meeting: it has not been admitted."))


def require_deciding(sitting: Sitting, delegation: Delegation) -> None:
    if delegation.body.slug not in roll_of(sitting)["decide"]:
        raise Refused(_("Only members that are on the roll of the meeting make motions and speak to them."))


def require_no_vote(sitting: Sitting) -> None:
    if questions.is_voting(sitting):
        raise Refused(_("A vote is under way: until it ends, only points of order on its conduct are taken (rule 88)."))


def _require_in_chair(by: Chair, sitting: Sitting) -> None:
    """Who is in the chair presides: the chair, or the vice-chair who has taken it."""
    if sitting.in_chair_id == (by.person.pk if isinstance(by, InTheChair) else None):
        return
    if sitting.in_chair is None:
        raise Refused(_("The Chair is in the chair. Take the chair first."))
    message = _("%(name)s, a vice-chair, is in the chair. Take the chair first.")
    raise Refused(message % {"name": sitting.in_chair.name})


def recorded(facts: InMeeting, sitting: Sitting, by: By) -> Act:
    """Record an act of the floor: in the public log, or in the participants' when the meeting is not public."""
    if isinstance(by, Chair):
        _require_in_chair(by, sitting)
    meeting = sitting.meeting
    Sitting.objects.filter(pk=sitting.pk).update(version=F("version") + 1)
    log = log_for(meeting.edition.slug, Audience.of(public=meeting.public))
    return record(log, facts, by, topics=[topic(meeting)])
