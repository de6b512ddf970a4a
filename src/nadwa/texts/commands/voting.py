"""Roll-call votes, where consensus fails: on one amendment after another, then on the text as a whole.

Every ballot is an act, and so is the count; the verifier counts again (docs/record.md, check 11).
"""

from typing import TypedDict

from django.utils.translation import gettext_lazy as _

from nadwa.acts import texts as acts
from nadwa.acts.by import By
from nadwa.delegations.capacities import StateDelegate, require_seat
from nadwa.editions.capacities import Chair
from nadwa.floor.commands import votes
from nadwa.floor.models import Procedure, Vote
from nadwa.floor.queries import procedure_of
from nadwa.record.acts import Refused, command
from nadwa.record.models import Act
from nadwa.texts import forms, queries, saying, versions
from nadwa.texts.commands.acting import (
    act,
    lock,
    lock_negotiated,
    lock_shared,
    locked_alternative,
    named,
    recorded,
    require_open,
)
from nadwa.texts.commands.decisions import NO_QUORUM, adopt, end, freeze, meeting_in_quorum, put, running
from nadwa.texts.commands.facilitating import settle
from nadwa.texts.models import Alternative, Decision, NegotiatingText
from nadwa.web.forms import ReasonForm


@act("vote", _("Put the text to a roll-call vote"), says=saying.vote, stands=versions.digest, weighs=True)
def open_vote(by: Chair, text: NegotiatingText) -> Act:
    """Put the text as a whole to a roll-call vote; nothing may be left on the table."""
    vote = _opened(lock_negotiated(text))
    return _put(by, put(text, Decision.Kind.VOTE, vote=vote, sitting=meeting_in_quorum(text)), vote)


@command
def open_vote_on(by: Chair, alternative: Alternative) -> Act:
    """Put one amendment to a roll-call vote: on each paragraph the one furthest removed from its text comes first."""
    alternative = locked_alternative(alternative)
    paragraph = alternative.paragraph
    require_open(paragraph)
    vote, sitting = _opened(paragraph.text), meeting_in_quorum(paragraph.text)
    order = [proposal.alternative for proposal in queries.furthest_first(queries.place(paragraph))]
    if alternative not in order:
        raise Refused(_("This proposal is not on the table."))
    if alternative != order[0]:
        message = _("The amendment furthest removed from the text is voted on first: alternative %(number)s.")
        raise Refused(message % {"number": order[0].number})
    frozen = freeze(paragraph.text, Decision.Kind.VOTE, vote=vote, sitting=sitting, alternative=alternative)
    return _put(by, frozen, vote)


@act("ballot", _("Vote"), forms.BallotForm, shows=saying.voted_on, holds=lock_shared, weighs=True)
def cast_ballot(by: StateDelegate, text: NegotiatingText, choice: str) -> Act:
    """Vote for the own delegation, which is on the roll of the meeting and present at it; its last ballot counts."""
    decision, vote = _under_way(lock_shared(text))
    require_seat(by, decision.text.edition)
    if decision.sitting is None:  # put before votes named their meeting
        raise Refused(NO_QUORUM)
    votes.cast(vote, decision.sitting, by.delegation, choice)
    cast = acts.BallotCast(text=text.slug, vote=vote.number, ballot=choice)
    return recorded(cast, decision.text, by)


@act("close", _("Close the vote"), says=saying.silent, shows=saying.voted_on, weighs=True)
def close_vote(by: Chair, text: NegotiatingText) -> Act:
    """Count, and let the result take effect: the text is adopted, or the amendment is taken in or falls."""
    decision, vote = _under_way(lock(text))
    meeting_in_quorum(decision.text)
    ballots = votes.ballots(vote)
    counts = votes.count(ballots)
    carried = votes.close(vote, counts)
    closing = acts.VoteClosed(
        **_on(decision), **counts, vote=vote.number, majority=vote.majority, ballots=ballots, carried=carried
    )
    closed = recorded(closing, decision.text, by)
    if decision.alternative:
        _settle_amendment(decision, carried=carried)
    elif carried:
        adopt(by, decision, vote=vote.number)
    else:
        end(decision, Decision.State.REJECTED, NegotiatingText.State.NEGOTIATED)
    return closed


@act(
    "discontinue",
    _("Discontinue the vote"),
    ReasonForm,
    saying.discontinue,
    shows=saying.voted_on,
    weighs=True,
)
def discontinue_vote(by: Chair, text: NegotiatingText, reason: str) -> Act:
    """Break off the vote, for a reason that goes on the record: it decides nothing; the text is negotiated again."""
    decision, vote = _under_way(lock(text))
    votes.discontinue(vote)
    end(decision, Decision.State.DISCONTINUED, NegotiatingText.State.NEGOTIATED, reason=reason)
    broken = acts.VoteDiscontinued(text=text.slug, vote=vote.number, reason=reason)
    return recorded(broken, decision.text, by)


def _opened(text: NegotiatingText) -> Vote:
    """Open the next vote on a text: 1 is its first."""
    majority = procedure_of(text.edition).majority
    if majority == Procedure.Majority.NONE:
        raise Refused(_("The rules of this edition provide for no vote."))
    number = text.decisions.filter(kind=Decision.Kind.VOTE).count() + 1
    return votes.open_vote(Vote.Method.ROLL_CALL, majority, number)


def _under_way(text: NegotiatingText) -> tuple[Decision, Vote]:
    decision = running(text, Decision.Kind.VOTE)
    assert decision.vote is not None  # noqa: S101 - the database has a constraint
    return decision, decision.vote


def _put(by: By, decision: Decision, vote: Vote) -> Act:
    """The meeting is named, so that its roll says who may vote."""
    opened = acts.VoteOpened(
        **_on(decision),
        vote=vote.number,
        majority=vote.majority,
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
    end(decision, Decision.State.CARRIED if carried else Decision.State.REJECTED, NegotiatingText.State.NEGOTIATED)
