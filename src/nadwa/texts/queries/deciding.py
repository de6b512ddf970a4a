"""What is put to the delegations: packages, amendments, decisions."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from nadwa.accounts.models import Viewer
from nadwa.delegations.models import Delegation
from nadwa.delegations.queries import seat
from nadwa.floor.models import Ballot
from nadwa.floor.queries import silent_in
from nadwa.texts.models import (
    Alternative,
    Decision,
    NegotiatingText,
    Paragraph,
    TabledPackage,
)
from nadwa.texts.queries.places import Place, ShownAlternative, furthest_first, labels, places
from nadwa.web.languages import Content


@dataclass(frozen=True)
class DecisionWithVotes:
    """A decision, and where it is a vote, which bodies voted how; on an amendment, the label of its paragraph."""

    decision: Decision
    by_choice: list[tuple[str, str, list[Content]]]
    label: str


def decisions(text: NegotiatingText) -> list[DecisionWithVotes]:
    """What was put to a decision, oldest first."""
    rows = list(text.decisions.select_related("objector__body", "alternative__paragraph", "vote"))
    if not rows:
        return []
    names = labels(text.paragraphs.all())
    on = {row.pk: row.alternative.paragraph_id if row.alternative else 0 for row in rows}
    voted: dict[tuple[int, str], list[Content]] = defaultdict(list)
    ballots = Ballot.objects.filter(vote__decision__text=text).order_by("delegation__protocol")
    for decision, choice, body in ballots.values_list("vote__decision", "choice", "delegation__body__name"):
        voted[decision, choice].append(body)
    return [DecisionWithVotes(row, _by_choice(row, voted), names.get(on[row.pk], "")) for row in rows]


def _by_choice(
    decision: Decision, voted: Mapping[tuple[int, str], list[Content]]
) -> list[tuple[str, str, list[Content]]]:
    return [(value, str(label), voted.get((decision.pk, value), [])) for value, label in Ballot.Choice.choices]


def own_ballot(text: NegotiatingText, person: Viewer) -> str:
    """How the person's delegation has voted in the vote under way."""
    if text.state != NegotiatingText.State.DECIDED or (own := seat(person, text.edition)) is None:
        return ""
    cast = Ballot.objects.filter(
        vote__decision__text=text, vote__decision__state="running", delegation=own.delegation_id
    )
    return cast.values_list("choice", flat=True).first() or ""


def silent_on(decision: Decision) -> list[Delegation]:
    """The members present at the meeting that have not voted, in protocol order."""
    return silent_in(decision.sitting, decision.vote) if decision.sitting and decision.vote else []


def amendments(text: NegotiatingText) -> list[tuple[Place, ShownAlternative]]:
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
