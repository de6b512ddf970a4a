"""What every decision on a text begins and ends with, whether by silence, consensus or vote."""

from datetime import datetime
from functools import partial
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nadwa import clock
from nadwa.acts.by import By
from nadwa.acts.texts import Adopted
from nadwa.floor.commands import clocks
from nadwa.floor.models import Sitting, Vote
from nadwa.floor.queries import deciding_sitting
from nadwa.printing.trying import in_every_language
from nadwa.record.acts import Refused
from nadwa.record.models import Act
from nadwa.texts.commands.acting import lock_negotiated, recorded
from nadwa.texts.exporters import WRITERS
from nadwa.texts.models import Alternative, Bracket, Decision, NegotiatingText
from nadwa.texts.tasks import issue_outcome_of
from nadwa.texts.versions import CHECKED, digest, standing, states

NO_QUORUM = _("No meeting is open with the quorum to decide.")


def obstacle(text: NegotiatingText) -> Promise | str | None:
    """Why the text cannot be put to a decision; None if it can."""
    tabled = Alternative.objects.filter(paragraph__text=text, state=Alternative.State.TABLED).count()
    if tabled:
        return _("Proposals are still on the table: %(count)s.") % {"count": tabled}
    bracketed = Bracket.objects.filter(alternative__paragraph__text=text, alternative__state="current").count()
    if bracketed:
        return _("Words still stand in brackets: %(count)s.") % {"count": bracketed}
    paragraphs = standing(text)
    if not paragraphs:
        return _("This text has no paragraph yet.")
    for _paragraph, label, alternative in paragraphs:
        lacking = [language for language, state in states(alternative) if state != CHECKED]
        if lacking:
            message = _("Not all six versions are checked: %(paragraph)s lacks %(languages)s.")
            return message % {"paragraph": label, "languages": ", ".join(lacking)}
    return None


class Terms(TypedDict, total=False):
    """On what a decision is taken, and how."""

    sitting: Sitting
    vote: Vote
    alternative: Alternative
    deadline: datetime
    anonymous: bool


def put(text: NegotiatingText, kind: str, **terms: Unpack[Terms]) -> Decision:
    """Freeze the text as a whole before a decision; Refused while there is an obstacle, or its documents cannot be
    written."""
    text = lock_negotiated(text)
    why_not = obstacle(text)
    if why_not:
        raise Refused(why_not)
    for form, write in WRITERS.items():
        in_every_language(f"{text.symbol}, {form}", partial(write, text))
    return freeze(text, kind, **terms)


def freeze(text: NegotiatingText, kind: str, **terms: Unpack[Terms]) -> Decision:
    """A question or a vote is before its `sitting`, where the speaker's clock stands still meanwhile."""
    text.state = NegotiatingText.State.DECIDED
    text.save(update_fields=["state"])
    decision = Decision.objects.create(text=text, kind=kind, digest=digest(text), started_at=clock.now(), **terms)
    if decision.sitting and clocks.settle_for(decision.sitting).state != Sitting.State.OPEN:
        raise Refused(NO_QUORUM)
    return decision


def running(text: NegotiatingText, *of: str) -> Decision:
    found = text.decisions.select_related("vote", "sitting").filter(state=Decision.State.RUNNING, kind__in=of).first()
    if found is None:
        raise Refused(_("The text is not before such a decision."))
    found.text = text
    return found


def require_in_time(decision: Decision) -> None:
    if decision.deadline is not None and clock.now() >= decision.deadline:
        raise Refused(_("The deadline has passed."))


def end(decision: Decision, state: str, of_text: str, *, reason: str = "") -> None:
    decision.state, decision.ended_at, decision.reason = state, clock.now(), reason
    decision.save(update_fields=["state", "ended_at", "reason"])
    decision.text.state = of_text
    decision.text.save(update_fields=["state"])
    if decision.sitting:
        clocks.settle_for(decision.sitting)


def adopt(
    by: By,
    decision: Decision,
    *,
    vote: int | None = None,
    meeting: int | None = None,
    present: tuple[str, ...] | None = None,
) -> Act:
    if digest(decision.text) != decision.digest:
        raise Refused(_("The text is not the one that was put to the decision."))
    end(decision, Decision.State.ADOPTED, NegotiatingText.State.ADOPTED)
    transaction.on_commit(partial(issue_outcome_of.enqueue, decision.text.pk))
    adopted = Adopted(
        text=decision.text.slug,
        decision=decision.kind,
        symbol=decision.text.symbol,
        sha256=decision.digest,
        vote=vote,
        meeting=meeting,
        present=present,
    )
    return recorded(adopted, decision.text, by)


def meeting_in_quorum(text: NegotiatingText) -> Sitting:
    sitting = deciding_sitting(text.edition, text.item_id)
    if sitting is None:
        raise Refused(NO_QUORUM)
    return sitting


def present_at(sitting: Sitting) -> tuple[str, ...]:
    present = sitting.presences.select_related("delegation__body").order_by("delegation__protocol")
    return tuple(row.delegation.body.slug for row in present)


def until(decision: Decision) -> str:
    """The deadline of a silence, as the record has it."""
    assert decision.deadline is not None  # noqa: S101 - the database has a constraint
    return decision.deadline.isoformat(timespec="seconds").replace("+00:00", "Z")
