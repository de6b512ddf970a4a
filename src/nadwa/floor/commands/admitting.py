"""The door of a meeting: badges let in and out; who is inside makes the presence of delegations."""

from django.utils.translation import gettext_lazy as _

from nadwa import clock
from nadwa.acts import floor as acts
from nadwa.acts.by import By
from nadwa.acts.facts import Audience
from nadwa.delegations.models import Badge
from nadwa.delegations.queries import seat
from nadwa.editions.capacities import Officer
from nadwa.floor.commands.acting import lock, recorded
from nadwa.floor.models import Attendance, Presence, Sitting
from nadwa.programme.models import Meeting
from nadwa.record.acts import Refused, command, log_for, record
from nadwa.record.models import Act
from nadwa.web.figures import hour


@command
def let_in(by: Officer, meeting: Meeting, code: str) -> Act:
    """Let a badge in once; with the first of its delegation, the delegation is present."""
    sitting = lock(meeting)
    badge = _badge(meeting, code)
    if not badge.opens(Badge.Zone.PLENARY):
        raise Refused(_("This badge does not open this door: %(kind)s.") % {"kind": badge.get_kind_display()})
    inside = Attendance.objects.filter(meeting=meeting, badge=badge, left_at=None).first()
    if inside:
        since = hour(inside.entered_at, meeting.edition.time_zone)
        raise Refused(_("This badge is inside already, since %(since)s. Do not admit anybody.") % {"since": since})
    Attendance.objects.create(meeting=meeting, badge=badge, entered_at=clock.now())
    _mark_presence(sitting, badge, by)
    return _noted(acts.LetIn(meeting=meeting.number, badge=badge.pk), meeting, by)


@command
def let_out(by: Officer, meeting: Meeting, code: str) -> Act:
    """Let a badge out; with the last of its delegation, the delegation is absent."""
    sitting = lock(meeting)
    badge = _badge(meeting, code)
    if not Attendance.objects.filter(meeting=meeting, badge=badge, left_at=None).update(left_at=clock.now()):
        raise Refused(_("This badge is not inside."))
    _mark_presence(sitting, badge, by)
    return _noted(acts.LetOut(meeting=meeting.number, badge=badge.pk), meeting, by)


def _badge(meeting: Meeting, code: str) -> Badge:
    badge = Badge.objects.select_related("person", "edition").filter(edition=meeting.edition, code=code).first()
    if badge is None:
        raise Refused(_("No badge of this edition has this code."))
    if badge.revoked_at:
        raise Refused(_("This badge has been revoked. Send its holder to the secretariat."))
    return badge


def _mark_presence(sitting: Sitting, badge: Badge, by: By) -> None:
    """A delegation is present while one of its delegates is inside."""
    own = seat(badge.person, sitting.meeting.edition)
    if own is None:
        return
    inside = Attendance.objects.filter(
        meeting=sitting.meeting, left_at=None, badge__person__seats__delegation=own.delegation
    ).exists()
    present = Presence.objects.filter(sitting=sitting, delegation=own.delegation)
    if inside == present.exists():
        return
    if inside:
        Presence.objects.create(sitting=sitting, delegation=own.delegation, since=clock.now())
    else:
        present.delete()
    noted = acts.PresenceRecorded if inside else acts.AbsenceRecorded
    recorded(noted(meeting=sitting.meeting.number, delegation=own.delegation.body.slug), sitting, by)


def _noted(facts: acts.InMeeting, meeting: Meeting, by: By) -> Act:
    """Who goes in and out is for the hosts' log alone."""
    return record(log_for(meeting.edition.slug, Audience.HOSTS), facts, by)
