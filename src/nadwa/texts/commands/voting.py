"""Roll-call votes, where consensus fails: on one amendment after another, then on the text as a whole.

Every ballot is an act, and so is the count; the verifier counts again (docs/record.md, check 11).
"""

from typing import TypedDict

from django.utils.translation import gettext_lazy as _

from nadwa.accounts.models import Person
from nadwa.acts import texts as acts
from nadwa.acts.by import By
from nadwa.delegations.capacities import delegate
from nadwa.delegations.models import Body
from nadwa.floor.models import Procedure
from nadwa.floor.queries import attended, procedure_of, roll_of
from nadwa.record.acts import Refused, command
from nadwa.record.models import Act
from nadwa.texts import forms, queries, saying, versions
from nadwa.texts.commands.acting import (
    Actor,
    act,
    delegation_of,
    lock,
    lock_shared,
    locked_alternative,
    named,
    recorded,
    require_open,
)
from nadwa.texts.commands.decisions import adopt, end, freeze, meeting_in_quorum, put, running
from nadwa.texts.commands.facilitating import settle
from nadwa.texts.models import Alternative, Ballot, Decision, NegotiatingText

Kind, State, Choice = Decision.Kind, Decision.State, Ballot.Choice


@act(Actor.CHAIR, "vote", _("Put the text to a roll-call vote"), says=saying.vote, stands=versions.digest, weighs=True)
def open_vote(by: By, text: NegotiatingText) -> Act:
    """Put the text as a whole to a roll-call vote; nothing may be left on the table."""
    majority = _majority(text)
    return _opened(by, put(text, Kind.VOTE, majority=majority, sitting=meeting_in_quorum(text)))


@command
def open_vote_on(by: By, alternative: Alternative) -> Act:
    """Put one amendment to a roll-call vote: on each paragraph the one furthest removed from its text comes first."""
    alternative = locked_alternative(alternative)
    paragraph = alternative.paragraph
    require_open(paragraph)
    majority, sitting = _majority(paragraph.text), meeting_in_quorum(paragraph.text)
    order = [proposal.alternative for proposal in queries.furthest_first(queries.place(paragraph))]
    if alternative not in order:
        raise Refused(_("This proposal is not on the table."))
    if alternative != order[0]:
        message = _("The amendment furthest removed from the text is voted on first: alternative %(number)s.")
        raise Refused(message % {"number": order[0].number})
    decision = freeze(paragraph.text, Kind.VOTE, majority=majority, alternative=alternative, sitting=sitting)
    return _opened(by, decision)


@act(Actor.STATE, "ballot", _("Vote"), forms.BallotForm, shows=saying.voted_on, holds=lock_shared, weighs=True)
def cast_ballot(person: Person, text: NegotiatingText, choice: str) -> Act:
    """Vote for the own delegation, which is on the roll of the meeting and present at it; its last ballot counts."""
    decision = running(lock_shared(text), Kind.VOTE)
    own = delegation_of(person, decision.text)
    sitting = attended(own, decision.sitting_id)
    if sitting is None and own.body.kind == Body.Kind.STATE:
        raise Refused(_("Your delegation is not recorded as present at the meeting."))
    if sitting is None or own.body.slug not in roll_of(sitting)["decide"]:
        raise Refused(_("Only delegations of States that are on the roll of the meeting vote."))
    Ballot.objects.bulk_create(
        [Ballot(decision=decision, delegation=own, choice=choice)],
        update_conflicts=True,
        unique_fields=["decision", "delegation"],
        update_fields=["choice"],
    )
    cast = acts.BallotCast(text=text.slug, vote=_number(decision), ballot=choice)
    return recorded(cast, decision.text, delegate(person, own))


@act(Actor.CHAIR, "close", _("Close the vote"), says=saying.silent, shows=saying.voted_on, weighs=True)
def close_vote(by: By, text: NegotiatingText) -> Act:
    """Count, and let the result take effect: the text is adopted, or the amendment is taken in or falls."""
    decision = running(lock(text), Kind.VOTE)
    meeting_in_quorum(decision.text)
    ballots = {row.delegation.body.slug: row.choice for row in decision.ballots.select_related("delegation__body")}
    counts = {choice.value: list(ballots.values()).count(choice) for choice in Choice}
    carried = Procedure.Majority(decision.majority).carries(counts[Choice.YES], counts[Choice.NO])
    closing = acts.VoteClosed(
        **_on(decision),
        vote=_number(decision),
        majority=decision.majority,
        ballots=ballots,
        yes=counts[Choice.YES],
        no=counts[Choice.NO],
        abstention=counts[Choice.ABSTENTION],
        carried=carried,
    )
    closed = recorded(closing, decision.text, by)
    if decision.alternative:
        _settle_amendment(decision, carried=carried)
    elif carried:
        adopt(by, decision, vote=_number(decision))
    else:
        end(decision, State.REJECTED, NegotiatingText.State.NEGOTIATED)
    return closed


@act(
    Actor.CHAIR,
    "discontinue",
    _("Discontinue the vote"),
    forms.ReasonForm,
    saying.discontinue,
    shows=saying.voted_on,
    weighs=True,
)
def discontinue_vote(by: By, text: NegotiatingText, reason: str) -> Act:
    """Break off the vote, for a reason that goes on the record: it decides nothing; the text is negotiated again."""
    decision = running(lock(text), Kind.VOTE)
    end(decision, State.DISCONTINUED, NegotiatingText.State.NEGOTIATED, reason=reason)
    broken = acts.VoteDiscontinued(text=text.slug, vote=_number(decision), reason=reason)
    return recorded(broken, decision.text, by)


def _majority(text: NegotiatingText) -> str:
    majority = procedure_of(text.edition).majority
    if majority == Procedure.Majority.NONE:
        raise Refused(_("The rules of this edition provide for no vote."))
    return majority


def _opened(by: By, decision: Decision) -> Act:
    """The meeting is named, so that its roll says who may vote."""
    opened = acts.VoteOpened(
        **_on(decision),
        vote=_number(decision),
        majority=decision.majority,
        text_sha256=decision.digest,
        meeting=decision.sitting.meeting.number if decision.sitting else None,
    )
    return recorded(opened, decision.text, by)


class _On(TypedDict):
    text: str
    paragraph: int | None
    alternative: int | None
    sha256: str
    after: int | None


def _on(decision: Decision) -> _On:
    """What is voted on: an amendment, or the text as a whole."""
    if decision.alternative:
        return {**named(decision.alternative)}
    return {"text": decision.text.slug, "paragraph": None, "alternative": None, "sha256": "", "after": None}


def _number(decision: Decision) -> int:
    """1 for the first vote on the text, and so on."""
    return decision.text.decisions.filter(kind=Kind.VOTE, pk__lte=decision.pk).count()


def _settle_amendment(decision: Decision, *, carried: bool) -> None:
    """What is carried is the text, and what else was proposed on the paragraph falls with it; else only it falls."""
    alternative = decision.alternative
    assert alternative is not None  # noqa: S101 - asked by the caller
    if carried:
        settle(alternative)
        others = alternative.paragraph.alternatives.filter(state=Alternative.State.TABLED)
        others.exclude(kind=Alternative.Kind.MOVE).update(state=Alternative.State.REPLACED)
    else:
        Alternative.objects.filter(pk=alternative.pk).update(state=Alternative.State.REJECTED)
    end(decision, State.CARRIED if carried else State.REJECTED, NegotiatingText.State.NEGOTIATED)
