"""One vote, whatever it is on: opened, ballots cast, counted, closed, discontinued.

A room puts a question with it, declares its own acts (voting.py beside this for motions; texts/commands/voting.py
for texts), records each in its own words, and lets the result take effect.
"""

from collections import Counter
from collections.abc import Mapping
from typing import TypedDict

from django.utils.translation import gettext_lazy as _

from nadwa import clock
from nadwa.delegations.models import Delegation
from nadwa.floor.models import Ballot, Motion, Procedure, Proposition, Sitting, Vote
from nadwa.floor.queries import is_present, roll_of
from nadwa.record.acts import Refused


class Counts(TypedDict):
    yes: int
    no: int
    abstention: int


def open_vote(
    method: Vote.Method,
    majority: str,
    number: int,
    *,
    motion: Motion | None = None,
    proposition: Proposition | None = None,
    letter: str = "",
) -> Vote:
    return Vote.objects.create(
        motion=motion,
        proposition=proposition,
        number=number,
        method=method,
        majority=majority,
        letter=letter,
        opened_at=clock.now(),
    )


def cast(vote: Vote, sitting: Sitting, delegation: Delegation, choice: str, entered_by: str = "") -> None:
    """Take the ballot of a member that is on the roll of the meeting and present at it, in place of its last one."""
    if delegation.body.slug not in roll_of(sitting)["decide"]:
        raise Refused(_("Only delegations of States that are on the roll of the meeting vote."))
    if sitting.state != Sitting.State.OPEN or not is_present(sitting, delegation):
        raise Refused(_("Your delegation is not recorded as present at the meeting."))
    Ballot.objects.bulk_create(
        [Ballot(vote=vote, delegation=delegation, choice=choice, entered_by=entered_by)],
        update_conflicts=True,
        unique_fields=["vote", "delegation"],
        update_fields=["choice", "entered_by"],
    )


def ballots(vote: Vote) -> dict[str, str]:
    """How each body has voted, by its short name."""
    return {row.delegation.body.slug: row.choice for row in vote.ballots.select_related("delegation__body")}


def count(given: Mapping[str, str]) -> Counts:
    of = Counter(given.values())
    return {"yes": of["yes"], "no": of["no"], "abstention": of["abstention"]}


def close(vote: Vote, counts: Counts) -> bool:
    """Close with what was counted, and say whether it is carried."""
    vote.closed_at = clock.now()
    vote.yes, vote.no, vote.abstention = counts["yes"], counts["no"], counts["abstention"]
    vote.save(update_fields=["closed_at", "yes", "no", "abstention"])
    return Procedure.Majority(vote.majority).carries(counts["yes"], counts["no"])


def discontinue(vote: Vote) -> None:
    """Break off: it decides nothing."""
    vote.discontinued = True
    vote.save(update_fields=["discontinued"])
