"""What was not agreed at one edition stands before the next."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext_lazy as _

from nadwa.accounts.models import Person
from nadwa.acts.by import By
from nadwa.acts.texts import CarriedOver
from nadwa.delegations.models import Delegation
from nadwa.programme.models import AgendaItem
from nadwa.record.acts import Refused, command
from nadwa.record.models import Act
from nadwa.texts.commands.acting import PUBLIC_STATES, recorded
from nadwa.texts.commands.revising import keep
from nadwa.texts.models import Alternative, Bracket, NegotiatingText, Paragraph


@command
def carry_over(
    by: By,
    text: NegotiatingText,
    item: AgendaItem,
    delegations: Mapping[int, Delegation],
    facilitator: Person | None = None,
) -> Act:
    """Put a text that was not adopted before another edition: its current words, what is on the table, its brackets.

    `delegations` gives the delegation of each body at the other edition. Drafts, positions and what was said in
    confidence stay behind.
    """
    if text.state == NegotiatingText.State.ADOPTED:
        raise Refused(_("The text has been adopted."))
    copy = NegotiatingText.objects.create(
        edition=item.edition,
        item=item,
        slug=text.slug,
        title=text.title,
        number=text.number,
        public=text.public,
        facilitator=facilitator,
    )
    for paragraph in text.paragraphs.exclude(state=Paragraph.State.PROPOSED):
        carried = Paragraph.objects.create(
            text=copy, number=paragraph.number, position=paragraph.position, kind=paragraph.kind
        )
        for alternative in paragraph.alternatives.filter(state__in=PUBLIC_STATES).select_related("proposer"):
            _carry(alternative, carried, delegations)
    keep(copy, copy.symbol)
    over = CarriedOver(text=copy.slug, symbol=copy.symbol, before=text.symbol, edition=text.edition.slug)
    return recorded(over, copy, by)


def _carry(alternative: Alternative, into: Paragraph, delegations: Mapping[int, Delegation]) -> None:
    proposer = delegations.get(alternative.proposer.body_id) if alternative.proposer else None
    copy = Alternative.objects.create(
        paragraph=into,
        number=alternative.number,
        kind=alternative.kind,
        state=alternative.state,
        wording=alternative.wording,
        after=alternative.after,
        proposer=proposer,
    )
    copy.sponsors.set(_known(alternative.sponsors.all(), delegations))
    for bracket in alternative.brackets.all():
        carried = Bracket.objects.create(alternative=copy, number=bracket.number, words=bracket.words)
        carried.supporters.set(_known(bracket.supporters.all(), delegations))


def _known(before: Iterable[Delegation], delegations: Mapping[int, Delegation]) -> list[Delegation]:
    return [delegations[one.body_id] for one in before if one.body_id in delegations]
