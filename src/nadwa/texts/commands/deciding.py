"""Deciding on a text: by silence, or by consensus in the room; and what delegations say once it is adopted."""

from datetime import timedelta
from functools import partial
from typing import Any

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nadwa import clock
from nadwa.floor.queries import deciding_sitting
from nadwa.record import kinds
from nadwa.record.acts import By, Refused, command
from nadwa.record.models import Act
from nadwa.texts.commands.acting import (
    by_delegation,
    confided,
    delegation_of,
    lock,
    lock_negotiated,
    recorded,
    wording_hash,
    written,
)
from nadwa.texts.models import Alternative, Decision, NegotiatingText, Remark
from nadwa.texts.versions import CHECKED, digest, standing, states

Kind, State = Decision.Kind, Decision.State
PLATFORM = By(None, "platform")

kinds.register(
    {
        "texts.silence-started": _("Silence procedure started"),
        "texts.silence-extended": _("Silence procedure extended"),
        "texts.question-put": _("Adoption put to the house"),
        "texts.objected": _("Objection made"),
        "texts.question-withdrawn": _("Question withdrawn"),
        "texts.adopted": _("Text adopted"),
        "texts.remarked": _("Remark on an adopted text made"),
    }
)


def obstacle(text: NegotiatingText) -> Promise | str | None:
    """Why the text cannot be put to a decision; None if it can."""
    tabled = Alternative.objects.filter(paragraph__text=text, state=Alternative.State.TABLED).count()
    if tabled:
        return _("Proposals are still on the table: %(count)s.") % {"count": tabled}
    paragraphs = standing(text)
    if not paragraphs:
        return _("This text has no paragraph yet.")
    for _paragraph, label, alternative in paragraphs:
        lacking = [language for language, state in states(alternative) if state != CHECKED]
        if lacking:
            message = _("Not all six versions are checked: %(paragraph)s lacks %(languages)s.")
            return message % {"paragraph": label, "languages": ", ".join(lacking)}
    return None


@command
def start_silence(by: By, text: NegotiatingText, hours: float, *, anonymous: bool) -> Act:
    """Freeze the text; unless a delegation objects before the deadline, it is adopted."""
    if hours < 1 and not text.edition.exercise:
        raise Refused(_("A silence procedure lasts at least an hour."))
    decision = _put(text, Kind.SILENCE, deadline=clock.now() + timedelta(hours=hours), anonymous=anonymous)
    return recorded("silence-started", decision.text, by, {**_terms(decision), "anonymous": anonymous})


@command
def extend_silence(by: By, text: NegotiatingText, hours: int) -> Act:
    decision = _running(lock(text), Kind.SILENCE)
    _require_in_time(decision)
    assert decision.deadline is not None  # noqa: S101 - the database has a constraint
    decision.deadline += timedelta(hours=hours)
    decision.save(update_fields=["deadline"])
    return recorded("silence-extended", decision.text, by, _terms(decision))


@command
def put_question(by: By, text: NegotiatingText) -> Act:
    """Ask the house whether there is any objection to the adoption; it must have the quorum to decide."""
    _meeting_in_quorum(text)
    decision = _put(text, Kind.CONSENSUS)
    return recorded("question-put", decision.text, by, _terms(decision))


@command
def object_to(person: Any, text: NegotiatingText, reason: str) -> Act:
    """Break a silence or a consensus; the text goes back to negotiation. Where the decision was put so, without name:
    then the delegation stands in its own log only."""
    decision = _running(lock(text))
    _require_in_time(decision)
    own = delegation_of(person, decision.text)
    _end(decision, State.BROKEN, NegotiatingText.State.NEGOTIATED, reason=reason)
    body = {"decision": decision.kind, "reason": reason}
    if decision.anonymous:
        recorded("objected", decision.text, By(None, "delegation"), body, keyed=False)
        return confided("objected", decision.text, person, own, body)
    Decision.objects.filter(pk=decision.pk).update(objector=own)
    return recorded("objected", decision.text, by_delegation(person, own), body)


@command
def withdraw_question(by: By, text: NegotiatingText) -> Act:
    decision = _running(lock(text), Kind.CONSENSUS)
    _end(decision, State.BROKEN, NegotiatingText.State.NEGOTIATED)
    return recorded("question-withdrawn", decision.text, by, {})


@command
def gavel(by: By, text: NegotiatingText) -> Act:
    """Declare the text adopted, no delegation having objected; who is present goes on the record."""
    decision = _running(lock(text), Kind.CONSENSUS)
    meeting, present = _meeting_in_quorum(text)
    return _adopt(by, decision, {"meeting": meeting, "present": present})


@command
def conclude_silence(text: NegotiatingText) -> Act:
    """Adopt a text whose silence has not been broken, once its deadline has passed. The platform does it by itself."""
    decision = _running(lock(text), Kind.SILENCE)
    if decision.deadline is None or clock.now() < decision.deadline:
        raise Refused(_("The deadline has not passed yet."))
    return _adopt(PLATFORM, decision, {})


@command
def remark(person: Any, text: NegotiatingText, kind: str, language: str, wording: str) -> Act:
    """An explanation of position, a reservation or a disassociation, once the text is adopted."""
    text = lock(text)
    if text.state != NegotiatingText.State.ADOPTED:
        raise Refused(_("The text has not been adopted."))
    own = delegation_of(person, text)
    words = written(language, wording)
    Remark.objects.create(text=text, delegation=own, kind=kind, wording=words, at=clock.now())
    return recorded("remarked", text, by_delegation(person, own), {"kind": kind, "sha256": wording_hash(words)})


def _put(text: NegotiatingText, kind: str, **terms: Any) -> Decision:
    text = lock_negotiated(text)
    why_not = obstacle(text)
    if why_not:
        raise Refused(why_not)
    text.state = NegotiatingText.State.DECIDED
    text.save(update_fields=["state"])
    return Decision.objects.create(text=text, kind=kind, digest=digest(text), started_at=clock.now(), **terms)


def _running(text: NegotiatingText, kind: str | None = None) -> Decision:
    found = text.decisions.filter(state=State.RUNNING, **({"kind": kind} if kind else {})).first()
    if found is None:
        raise Refused(_("The text is not before such a decision."))
    found.text = text
    return found


def _require_in_time(decision: Decision) -> None:
    if decision.deadline is not None and clock.now() >= decision.deadline:
        raise Refused(_("The deadline has passed."))


def _end(decision: Decision, state: str, of_text: str, *, reason: str = "") -> None:
    decision.state, decision.ended_at, decision.reason = state, clock.now(), reason
    decision.save(update_fields=["state", "ended_at", "reason"])
    decision.text.state = of_text
    decision.text.save(update_fields=["state"])


def _adopt(by: By, decision: Decision, circumstances: dict[str, Any]) -> Act:
    from nadwa.texts.tasks import issue_outcome_of

    if digest(decision.text) != decision.digest:
        raise Refused(_("The text is not the one that was put to the decision."))
    _end(decision, State.ADOPTED, NegotiatingText.State.ADOPTED)
    transaction.on_commit(partial(issue_outcome_of.enqueue, decision.text.pk))
    body = {"decision": decision.kind, "symbol": decision.text.symbol, "sha256": decision.digest, **circumstances}
    return recorded("adopted", decision.text, by, body)


def _meeting_in_quorum(text: NegotiatingText) -> tuple[int, list[str]]:
    """The open meeting and who is present."""
    sitting = deciding_sitting(text.edition)
    if sitting is None:
        raise Refused(_("No meeting is open with the quorum to decide."))
    present = sitting.presences.select_related("delegation__body").order_by("delegation__protocol")
    return sitting.meeting.number, [row.delegation.body.slug for row in present]


def _terms(decision: Decision) -> dict[str, Any]:
    deadline = decision.deadline and decision.deadline.isoformat(timespec="seconds").replace("+00:00", "Z")
    return {"sha256": decision.digest, **({"deadline": deadline} if deadline else {})}
