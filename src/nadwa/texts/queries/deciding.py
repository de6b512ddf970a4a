"""What is put to the delegations: packages, amendments, decisions."""

from dataclasses import dataclass

from django.db.models import Prefetch

from nadwa.delegations.models import Delegation
from nadwa.texts.models import (
    Alternative,
    Ballot,
    Decision,
    NegotiatingText,
    Paragraph,
    TabledPackage,
)
from nadwa.texts.queries.places import Place, Proposal, furthest_first, labels, places

State = Alternative.State


@dataclass(frozen=True)
class Ballots:
    """A decision, and where it is a vote, who voted how; on an amendment, the label of its paragraph."""

    decision: Decision
    by_choice: list[tuple[str, str, list[Delegation]]]
    label: str


def decisions(text: NegotiatingText) -> list[Ballots]:
    """What was put to a decision, oldest first."""
    rows = text.decisions.select_related("objector__body", "alternative__paragraph").prefetch_related(
        Prefetch("ballots", Ballot.objects.select_related("delegation__body"))
    )
    names = labels(text.paragraphs.all())
    on = {row.pk: row.alternative.paragraph_id if row.alternative else 0 for row in rows}
    return [Ballots(row, _by_choice(row), names.get(on[row.pk], "")) for row in rows]


def _by_choice(decision: Decision) -> list[tuple[str, str, list[Delegation]]]:
    ballots = list(decision.ballots.all())
    return [
        (value, str(label), [row.delegation for row in ballots if row.choice == value])
        for value, label in Ballot.Choice.choices
    ]


def amendments(text: NegotiatingText) -> list[tuple[Place, Proposal]]:
    """For each open paragraph with proposals the one that a vote takes first, being furthest removed."""
    open_places = [place for place in places(text) if place.is_open and place.proposals]
    return [(place, furthest_first(place)[0]) for place in open_places]


@dataclass(frozen=True)
class PackageRow:
    label: str
    paragraph: Paragraph
    alternative: Alternative | None


def tabled_package(text: NegotiatingText) -> tuple[TabledPackage, list[PackageRow]] | None:
    """The package on the table with what it chooses."""
    package = text.packages.filter(state=TabledPackage.State.TABLED).first()
    if package is None:
        return None
    numbers = [int(number) for number in package.choice]
    rows = places(text, numbers)
    return package, [
        PackageRow(place.label, place.paragraph, place.options.get(str(package.choice[str(place.paragraph.number)])))
        for place in rows
    ]


def taken_up(text: NegotiatingText) -> set[int]:
    """The opinion statements that this text has taken up."""
    used = Alternative.objects.filter(paragraph__text=text, statement__isnull=False)
    return set(used.values_list("statement_id", flat=True))
