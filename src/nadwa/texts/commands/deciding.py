"""Deciding on a text: by silence, or by consensus in the room; and what delegations say once it is adopted."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from nadwa import clock
from nadwa.acts import texts as acts
from nadwa.acts.by import A_DELEGATION, THE_PLATFORM
from nadwa.delegations.capacities import Delegate, StateDelegate, require_seat
from nadwa.editions.capacities import Chair
from nadwa.record.acts import Refused, command
from nadwa.record.models import Act
from nadwa.texts import forms, saying, versions
from nadwa.texts.capacities import Facilitator
from nadwa.texts.commands.acting import (
    act,
    confided,
    lock,
    recorded,
)
from nadwa.texts.commands.decisions import (
    adopt,
    end,
    meeting_in_quorum,
    present_at,
    put,
    require_in_time,
    running,
    until,
)
from nadwa.texts.models import Decision, NegotiatingText, Remark
from nadwa.web.languages import written


@act(
    "silence",
    _("Start a silence procedure"),
    forms.SilenceForm,
    saying.silence,
    versions.digest,
    weighs=True,
)
def start_silence(by: Facilitator | Chair, text: NegotiatingText, hours: float, *, anonymous: bool) -> Act:
    """Freeze the text; unless a delegation objects before the deadline, it is adopted."""
    if hours < 1 and not text.edition.exercise:
        raise Refused(_("A silence procedure lasts at least an hour."))
    decision = put(text, Decision.Kind.SILENCE, deadline=clock.now() + timedelta(hours=hours), anonymous=anonymous)
    started = acts.SilenceStarted(text=text.slug, sha256=decision.digest, deadline=until(decision), anonymous=anonymous)
    return recorded(started, decision.text, by)


@act("extend", _("Extend the silence"), forms.ExtensionForm, shows=saying.decided, weighs=True)
def extend_silence(by: Facilitator | Chair, text: NegotiatingText, hours: int) -> Act:
    decision = running(lock(text), Decision.Kind.SILENCE)
    require_in_time(decision)
    assert decision.deadline is not None  # noqa: S101 - the database has a constraint
    decision.deadline += timedelta(hours=hours)
    decision.save(update_fields=["deadline"])
    extended = acts.SilenceExtended(text=text.slug, sha256=decision.digest, deadline=until(decision))
    return recorded(extended, decision.text, by)


@act(
    "question",
    _("Put the adoption to the house"),
    says=saying.question,
    stands=versions.digest,
    weighs=True,
)
def put_question(by: Chair, text: NegotiatingText) -> Act:
    """Ask the house whether there is any objection to the adoption; it must have the quorum to decide."""
    decision = put(text, Decision.Kind.CONSENSUS, sitting=meeting_in_quorum(text))
    return recorded(acts.QuestionPut(text=text.slug, sha256=decision.digest), decision.text, by)


@act("object", _("Object"), forms.ObjectionToTextForm, saying.objection, weighs=True)
def object_to(by: StateDelegate, text: NegotiatingText, reason: str) -> Act:
    """Break a silence or a consensus; the text goes back to negotiation. Where the decision was put so, without name:
    then the delegation stands in its own log only."""
    decision = running(lock(text), Decision.Kind.SILENCE, Decision.Kind.CONSENSUS)
    require_in_time(decision)
    require_seat(by, decision.text.edition)
    end(decision, Decision.State.BROKEN, NegotiatingText.State.NEGOTIATED, reason=reason)
    objected = acts.Objected(text=text.slug, decision=decision.kind, reason=reason)
    if decision.anonymous:
        recorded(objected, decision.text, A_DELEGATION)
        return confided(objected, by)
    Decision.objects.filter(pk=decision.pk).update(objector=by.delegation)
    return recorded(objected, decision.text, by)


@act("withdraw", _("Withdraw the question"), shows=saying.decided, weighs=True)
def withdraw_question(by: Chair, text: NegotiatingText) -> Act:
    decision = running(lock(text), Decision.Kind.CONSENSUS)
    end(decision, Decision.State.BROKEN, NegotiatingText.State.NEGOTIATED)
    return recorded(acts.QuestionWithdrawn(text=text.slug), decision.text, by)


@act("gavel", _("Declare the text adopted"), says=saying.gavel, weighs=True)
def gavel(by: Chair, text: NegotiatingText) -> Act:
    """Declare the text adopted, no delegation having objected; who is present goes on the record."""
    decision = running(lock(text), Decision.Kind.CONSENSUS)
    sitting = meeting_in_quorum(text)
    return adopt(by, decision, meeting=sitting.meeting.number, present=present_at(sitting))


@command
def conclude_silence(text: NegotiatingText) -> Act:
    """Adopt a text whose silence has not been broken, once its deadline has passed. The platform does it by itself."""
    decision = running(lock(text), Decision.Kind.SILENCE)
    if decision.deadline is None or clock.now() < decision.deadline:
        raise Refused(_("The deadline has not passed yet."))
    return adopt(THE_PLATFORM, decision)


@act("remark", _("Make a remark"), forms.RemarkForm, stands=lambda _text: "", weighs=True)
def remark(by: Delegate, text: NegotiatingText, kind: str, language: str, wording: str) -> Act:
    """An explanation of position, a reservation or a disassociation, once the text is adopted."""
    text = lock(text)
    if text.state != NegotiatingText.State.ADOPTED:
        raise Refused(_("The text has not been adopted."))
    require_seat(by, text.edition)
    words = written(language, wording)
    Remark.objects.create(text=text, delegation=by.delegation, kind=kind, wording=words, at=clock.now())
    remarked = acts.Remarked(text=text.slug, kind=kind, sha256=versions.wording_hash(words))
    return recorded(remarked, text, by)
