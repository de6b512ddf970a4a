"""The text that the exercise negotiates: written for it, with positions and linkages of the invented delegations."""

from nadwa.acts.by import Unnamed
from nadwa.delegations.models import Body, Delegation
from nadwa.demo import beijing, exercise
from nadwa.demo.files import rows_of, texts
from nadwa.editions.capacities import Officer
from nadwa.editions.models import Edition, Membership
from nadwa.texts.commands import issuing
from nadwa.texts.models import Alternative, Linkage, NegotiatingText, Position

SLUG = "outcome"
Key = tuple[int, int]


def load_text(edition: Edition, by: Officer | Unnamed) -> None:
    """Issue the text, table what stands beside it, and give the delegations their positions."""
    written = rows_of("exercise/text.csv")
    zero_draft = [(row["kind"], texts(row)) for row in written if row["alternative"] == "1"]
    chair = edition.memberships.get(role=Membership.Role.CHAIR).person
    item = edition.agenda.get(number=beijing.TEXT_ITEM)
    issuing.issue_text(by, edition, SLUG, exercise.OUTCOME, item, zero_draft, facilitator=chair, public=True)
    text = NegotiatingText.objects.get(edition=edition, slug=SLUG)
    delegations = {row.body.slug: row for row in Delegation.objects.filter(edition=edition).select_related("body")}
    _alternatives(text, [row for row in written if row["alternative"] != "1"], delegations)
    _positions(text, delegations)
    _linkages(text, delegations)


def _alternatives(text: NegotiatingText, written: list[dict[str, str]], delegations: dict[str, Delegation]) -> None:
    paragraphs = {row.number: row for row in text.paragraphs.all()}
    for row in written:
        sponsors = [delegations[slug] for slug in row["sponsors"].split()]
        deletes = row["kind"] == "deletion"
        proposal = Alternative.objects.create(
            paragraph=paragraphs[int(row["paragraph"])],
            number=int(row["alternative"]),
            kind=Alternative.Kind.DELETION if deletes else Alternative.Kind.WORDING,
            state=Alternative.State.TABLED,
            wording=None if deletes else texts(row),
            proposer=sponsors[0],
        )
        proposal.sponsors.set(sponsors)


def _positions(text: NegotiatingText, delegations: dict[str, Delegation]) -> None:
    """A row speaks for a whole group, or for one delegation, whose own row is the last word."""
    alternatives = _numbered(text)
    said: dict[tuple[str, Key], dict[str, str]] = {}
    for row in sorted(rows_of("exercise/positions.csv"), key=lambda row: row["who"] in delegations):
        for slug in _speaking(row["who"], delegations):
            said[slug, (int(row["paragraph"]), int(row["alternative"]))] = row
    Position.objects.bulk_create(
        Position(
            delegation=delegations[slug],
            alternative=alternatives[key],
            stance=row["stance"],
            salience=int(row["salience"]),
            audience=row["audience"],
        )
        for (slug, key), row in said.items()
    )


def _speaking(who: str, delegations: dict[str, Delegation]) -> list[str]:
    if who in delegations:
        return [who]
    group = [row for row in delegations.values() if row.constituency and row.constituency.slug == who]
    return [row.body.slug for row in group if row.body.kind == Body.Kind.STATE]


def _linkages(text: NegotiatingText, delegations: dict[str, Delegation]) -> None:
    alternatives = _numbered(text)
    Linkage.objects.bulk_create(
        Linkage(
            delegation=delegations[row["who"]],
            condition=alternatives[int(row["if_paragraph"]), int(row["if_alternative"])],
            consequence=alternatives[int(row["then_paragraph"]), int(row["then_alternative"])],
            otherwise=row["otherwise"],
            salience=int(row["salience"]),
            audience=row["audience"],
        )
        for row in rows_of("exercise/linkages.csv")
    )


def _numbered(text: NegotiatingText) -> dict[Key, Alternative]:
    found = Alternative.objects.filter(paragraph__text=text).select_related("paragraph")
    return {(row.paragraph.number, row.number): row for row in found}
