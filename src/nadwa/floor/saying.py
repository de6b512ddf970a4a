"""What the pages say before an act is confirmed: on whom, and what follows."""

from django.utils.translation import gettext as _

from nadwa.floor import closing, queries, questions
from nadwa.floor.models import Motion, Request
from nadwa.programme.models import Meeting
from nadwa.web.languages import plain


def opening(meeting: Meeting) -> list[str]:
    quorum = queries.house(meeting).quorum
    audience = _("The meeting is public") if meeting.public else _("The meeting is closed to the public")
    present = {"present": quorum.present, "members": quorum.members, "debate": quorum.to_debate}
    return [
        _("%(audience)s, and stays so: this cannot be changed once it is open.") % {"audience": audience},
        _("The membership of the meeting is fixed by the admissions in force at this moment."),
        _("Present: %(present)s of %(members)s; a debate needs %(debate)s (rule 67).") % present,
    ]


def withdraw(_meeting: Meeting) -> list[str]:
    return [
        _("Your delegation loses its place. If it asks again, that is a new request."),
        _("Once the list of speakers is closed, it cannot ask for the floor again."),
    ]


def withdraw_motion(_meeting: Meeting) -> list[str]:
    return [_("The motion falls, together with the requests to speak to it; it would have to be moved again.")]


def speak_to_motion(_meeting: Meeting) -> list[str]:
    return [_("Your delegation can speak once to a motion, and cannot change sides afterwards.")]


def adjourn(meeting: Meeting) -> list[str]:
    waiting = queries.house(meeting).requests
    names = [f"{plain(one.delegation.body.name)} ({one.get_kind_display()})" for one in waiting]
    said = [_("The meeting ends for good: it cannot be resumed. A statement under way ends with it.")]
    if names:
        said.append(_("These still wait, and are not heard at this meeting: %(who)s.") % {"who": "; ".join(names)})
    return said


def point(_meeting: Meeting) -> list[str]:
    return [
        _("A point of order interrupts whoever speaks; the chair rules on it at once (rule 71)."),
        _("You do not speak on the substance. Until the chair has ruled, you can withdraw it."),
    ]


def take_back(meeting: Meeting) -> list[str]:
    sitting = queries.sitting_of(meeting)
    speaker = Request.objects.filter(sitting=sitting, state=Request.State.SPEAKING).select_related("delegation__body")
    names = [plain(one.delegation.body.name) for one in speaker]
    said = [_("%(who)s returns to its place on the list.") % {"who": name} for name in names]
    return [*said, _("The text of a statement that was released when the floor was given stays released.")]


def put(meeting: Meeting) -> list[str]:
    motions = queries.motions(queries.sitting_of(meeting))
    if not motions:
        return [_("No motion is before the meeting.")]
    first = motions[0]
    named = {"what": first.get_kind_display(), "who": plain(first.delegation.body.name), "rule": first.rule}
    return [
        _("It is put: %(what)s, moved by %(who)s (rule %(rule)s).") % named,
        str(questions.EFFECTS[Motion.Kind(first.kind)]),
        _("It needs more votes in favour than against; abstentions are not counted."),
    ]


def silent(meeting: Meeting) -> list[str]:
    """Before a roll call closes: who of those present has not answered."""
    sitting = queries.sitting_of(meeting)
    vote = queries.division(sitting)
    if vote is None or vote.closed_at or not vote.letter:
        return [_("No such vote is under way.")]
    missing = queries.silent_in(sitting, vote)
    said = [closing.in_words(missing)]
    if missing and vote.second_call_at:
        said.append(_("They have been called a second time."))
    return said


def discontinue(_meeting: Meeting) -> list[str]:
    return [_("The vote decides nothing, and what was answered is not counted. The motion can be put again.")]
