"""What the own delegation has drafted and said, and what it may know of others."""

from dataclasses import dataclass, field
from itertools import groupby

from django.db.models import Q, QuerySet

from nadwa.accounts.models import Viewer
from nadwa.delegations.models import Delegation
from nadwa.delegations.queries import seat
from nadwa.texts.models import (
    Alternative,
    Confided,
    Linkage,
    NegotiatingText,
    Paragraph,
    Position,
)


@dataclass
class Mine:
    """What the own delegation has drafted and said, and the drafts that others `shared` with it."""

    delegation: Delegation
    drafts: list[Alternative] = field(default_factory=list)
    shared: list[Alternative] = field(default_factory=list)
    positions: dict[int, Position] = field(default_factory=dict)


def mine(text: NegotiatingText, person: Viewer) -> Mine | None:
    """The own delegation's drafts and positions; None for who has no seat."""
    own = seat(person, text.edition)
    if own is None:
        return None
    drafts = Alternative.objects.filter(paragraph__text=text, state=Alternative.State.DRAFT).select_related(
        "paragraph", "proposer__body"
    )
    positions = Position.objects.filter(alternative__paragraph__text=text, delegation=own.delegation)
    return Mine(
        own.delegation,
        list(drafts.filter(proposer=own.delegation)),
        list(drafts.filter(shared_with=own.delegation)),
        {position.alternative_id: position for position in positions},
    )


def own_linkages(text: NegotiatingText, delegation: Delegation) -> QuerySet[Linkage]:
    found = Linkage.objects.filter(delegation=delegation, condition__paragraph__text=text)
    return found.select_related("condition__paragraph", "consequence__paragraph").order_by("pk")


def others(delegation: Delegation) -> QuerySet[Delegation]:
    """The other delegations of its edition, to share with."""
    found = Delegation.objects.filter(edition=delegation.edition_id).exclude(pk=delegation.pk)
    return found.select_related("body").order_by("protocol")


def shared_linkages(text: NegotiatingText, delegation: Delegation) -> QuerySet[Linkage]:
    """Linkages that other delegations let this one know."""
    found = Linkage.objects.filter(shared_with=delegation, condition__paragraph__text=text)
    return found.select_related("condition__paragraph", "consequence__paragraph", "delegation__body").order_by("pk")


def known_positions(paragraph: Paragraph, delegation: Delegation | None) -> dict[int, list[tuple[str, list[Position]]]]:
    """Positions that are public or shared with a delegation, by alternative and stance, the strongest objection
    first."""
    known = Q(audience=Confided.Audience.PUBLIC)
    if delegation:
        known |= Q(pk__in=Position.objects.filter(shared_with=delegation))
    found = Position.objects.filter(known, alternative__paragraph=paragraph)
    order = [stance.value for stance in Position.Stance][::-1]
    rows = sorted(
        found.select_related("delegation__body"), key=lambda one: (order.index(one.stance), one.delegation.protocol)
    )
    by_alternative: dict[int, list[Position]] = {}
    for position in rows:
        by_alternative.setdefault(position.alternative_id, []).append(position)
    return {
        alternative: [(stance, list(some)) for stance, some in groupby(said, lambda one: one.get_stance_display())]
        for alternative, said in by_alternative.items()
    }
