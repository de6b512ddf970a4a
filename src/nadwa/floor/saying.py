"""What the pages say before an act is confirmed: on whom, and what follows; and what the act is done to."""

from collections.abc import Callable, Sequence

from django.utils.html import format_html
from django.utils.translation import gettext as _

from nadwa.delegations.models import Delegation
from nadwa.floor import queries, questions
from nadwa.floor.models import Motion, PointOfOrder, Proposition, Vote
from nadwa.programme.models import Meeting
from nadwa.web.languages import listed, sentence, shown, typed


def opening(meeting: Meeting) -> list[str]:
    audience = _("The meeting is public") if meeting.public else _("The meeting is closed to the public")
    return [
        shown(meeting.title),
        _("%(audience)s, and stays so: this cannot be changed once it is open.") % {"audience": audience},
        _("The membership of the meeting is fixed by the admissions in force at this moment."),
    ]


def present(meeting: Meeting) -> list[str]:
    quorum = queries.quorum(queries.sitting_of(meeting))
    here = {"present": quorum.present, "members": quorum.members, "debate": quorum.to_debate}
    return [_("Present: %(present)s of %(members)s; a debate needs %(debate)s (rule 67).") % here]


def unfinished(meeting: Meeting) -> list[str]:
    left = questions.unfinished(queries.sitting_of(meeting))
    return [sentence(_("Before the meeting: %(what)s."), what=listed(left))] if left else []


def withdraw(_meeting: Meeting) -> list[str]:
    return [
        _("Your delegation loses its place. If it asks again, that is a new request."),
        _("Once the list of speakers is closed, it cannot ask for the floor again."),
    ]


def swapping(_meeting: Meeting) -> list[str]:
    return [
        _("The other delegation sees your proposal. Places change only if it accepts."),
        _("If the list changes between the two of you, the proposal is void."),
    ]


def accepting_swap(meeting: Meeting) -> list[str]:
    waiting = queries.waiting_to_speak(meeting)
    names = listed((shown(one.delegation.body.name) for one in waiting), ", ")
    said = sentence(_("The list as it stands: %(names)s."), names=names)
    return [said, _("You and the delegation that proposes it change places. To undo that, both have to agree again.")]


def order_of_list(meeting: Meeting) -> object:
    """Who waits for the floor, in which order."""
    return [one.pk for one in queries.waiting_to_speak(meeting)]


def dissociate(_meeting: Meeting) -> list[str]:
    return [
        _("The statement is then no longer on behalf of your delegation, and it cannot be named for it again."),
        _("That stands on the record and on the pages of the meeting."),
    ]


def withdraw_motion(_meeting: Meeting) -> list[str]:
    return [_("The motion falls, together with the requests to speak to it; it would have to be moved again.")]


def speak_to_motion(_meeting: Meeting) -> list[str]:
    return [_("Your delegation can speak once to a motion, and cannot change sides afterwards.")]


def adjourn(meeting: Meeting) -> list[str]:
    said = _("The meeting ends for good: it cannot be resumed. A statement under way ends with it.")
    return [said, *unfinished(meeting)]


def unheard(meeting: Meeting) -> list[str]:
    waiting = queries.house(meeting).requests
    names = [format_html("{} ({})", shown(one.delegation.body.name), one.get_kind_display()) for one in waiting]
    waits = _("These still wait, and are not heard at this meeting: %(who)s.")
    return [sentence(waits, who=listed(names))] if names else []


def point(_meeting: Meeting) -> list[str]:
    return [
        _("A point of order interrupts whoever speaks; the chair rules on it at once (rule 71)."),
        _("You do not speak on the substance. Until the chair has ruled, you can withdraw it."),
    ]


def take_back(meeting: Meeting) -> list[str]:
    speaking = queries.speaking(queries.sitting_of(meeting))
    returns = _("%(who)s returns to its place on the list.")
    said = [sentence(returns, who=shown(speaking.delegation.body.name))] if speaking else []
    return [*said, _("The text of a statement that was released when the floor was given stays released.")]


def speaks(meeting: Meeting) -> list[str]:
    speaking = queries.speaking(queries.sitting_of(meeting))
    return [sentence(_("%(who)s has the floor."), who=shown(speaking.delegation.body.name))] if speaking else []


def interrupted(meeting: Meeting) -> list[str]:
    said = speaks(meeting)
    return [*said, _("Its statement ends; to speak again, it has to ask for the floor.")] if said else []


def speaker(meeting: Meeting) -> object:
    """Whose statement is under way."""
    speaking = queries.speaking(queries.sitting_of(meeting))
    return speaking.pk if speaking else ""


def appeal(meeting: Meeting) -> list[str]:
    ruled = _last_ruled(meeting)
    if ruled is None:
        return [_("There is no ruling that an appeal could be made against.")]
    named = {"who": shown(ruled.delegation.body.name), "ruling": typed(ruled.ruling)}
    return [
        sentence(_("The chair ruled on the point of order of %(who)s: %(ruling)s"), **named),
        _("The appeal is put to the vote at once. The ruling stands unless a majority overrules it (rule 71)."),
    ]


def last_ruling(meeting: Meeting) -> object:
    """Against which ruling an appeal would be."""
    ruled = _last_ruled(meeting)
    return ruled.pk if ruled else ""


def _last_ruled(meeting: Meeting) -> PointOfOrder | None:
    return queries.ruled(queries.sitting_of(meeting)).select_related("delegation__body").first()


def put(meeting: Meeting) -> list[str]:
    motions = queries.motions(queries.sitting_of(meeting))
    if not motions:
        return [_("No motion is before the meeting.")]
    first = motions[0]
    return [
        sentence(_("It is put: %(what)s, moved by %(who)s (rule %(rule)s)."), **_named(first)),
        effect(first),
        _("It needs more votes in favour than against; abstentions are not counted."),
    ]


def voted_on(meeting: Meeting) -> list[str]:
    vote = _under_way(meeting)
    if vote is None:
        return [_("No such vote is under way.")]
    subject = vote.subject
    if isinstance(subject, Proposition):
        return [asked(subject), str(questions.IF_CARRIED)]
    return [
        sentence(_("The vote is on: %(what)s, moved by %(who)s (rule %(rule)s)."), **_named(subject)),
        effect(subject),
    ]


def effect(motion: Motion) -> str:
    return str(questions.EFFECTS[Motion.Kind(motion.kind)])


def _named(motion: Motion) -> dict[str, object]:
    return {"what": motion.get_kind_display(), "who": shown(motion.delegation.body.name), "rule": motion.rule}


def vote_under_way(meeting: Meeting) -> object:
    """In which vote an answer or a count would be entered."""
    vote = _under_way(meeting)
    return vote.number if vote else ""


def _under_way(meeting: Meeting) -> Vote | None:
    vote = queries.last_vote(queries.sitting_of(meeting))
    return None if vote is None or vote.closed_at else vote


def silent(meeting: Meeting) -> list[str]:
    """Before a roll call closes: who of those present has not answered."""
    vote = _under_way(meeting)
    if vote is None or not vote.letter:
        return [_("No such vote is under way.")]
    missing = queries.silent_in(queries.sitting_of(meeting), vote)
    said = [unanswered(missing)]
    if missing and vote.second_call_at:
        said.append(_("They have been called a second time."))
    return said


def unanswered(silent: Sequence[Delegation]) -> str:
    if not silent:
        return _("Every member that is present has answered.")
    names = listed((shown(one.body.name) for one in silent), ", ")
    return sentence(_("These members are present and have not answered: %(names)s."), names=names)


def objecting(meeting: Meeting) -> list[str]:
    return _on_proposed(
        meeting,
        lambda _proposed: _(
            "If a delegation objects, the decision is taken only by a vote. You can withdraw your objection until the"
            " chair proceeds."
        ),
    )


def putting(meeting: Meeting) -> list[str]:
    return _on_proposed(meeting, lambda _proposed: str(questions.IF_CARRIED))


def deciding(meeting: Meeting) -> list[str]:
    return _on_proposed(meeting, _objections)


def _objections(proposition: Proposition) -> str:
    objectors = [shown(one.delegation.body.name) for one in proposition.objections.all()]
    if not objectors:
        return _("Nobody has objected. Say: “I hear no objection. It is so decided.”")
    return sentence(_("Objections: %(who)s."), who=listed(objectors, ", "))


def _on_proposed(meeting: Meeting, says: Callable[[Proposition], str]) -> list[str]:
    proposed = queries.proposition(queries.sitting_of(meeting))
    return [asked(proposed), says(proposed)] if proposed else [str(questions.NOTHING_PROPOSED)]


def asked(proposition: Proposition) -> str:
    """What the chair says to the house, in the reader's language, with the words or the names that it is about."""
    elected = listed((typed(person.name) for person in proposition.elected.all()), ", ")
    about = shown(proposition.wording) if proposition.wording else elected
    return format_html("{} {}", proposition.asked, about) if about else str(proposition.asked)


def proposition(meeting: Meeting) -> object:
    """Which proposed decision is before the meeting."""
    proposed = queries.proposition(queries.sitting_of(meeting))
    return proposed.number if proposed else ""


def proposition_and_objections(meeting: Meeting) -> object:
    proposed = queries.proposition(queries.sitting_of(meeting))
    return f"{proposed.number}: {[one.delegation_id for one in proposed.objections.all()]}" if proposed else ""


def discontinue(meeting: Meeting) -> list[str]:
    vote = _under_way(meeting)
    of_decision = vote is not None and vote.motion is None
    again = _("The proposed decision can be put again.") if of_decision else _("The motion can be put again.")
    return [_("The vote decides nothing, and what was answered is not counted."), again]
