"""What the facilitator does to a text: take proposals in, merge them, mark paragraphs as agreed, reopen them."""

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from nadwa.consultations.models import OpinionStatement
from nadwa.record import kinds
from nadwa.record.acts import By, Refused, command
from nadwa.record.models import Act
from nadwa.texts.commands.acting import (
    PUBLIC_STATES,
    lock_negotiated,
    locked_alternative,
    locked_paragraph,
    named,
    next_number,
    recorded,
    require_open,
    written,
)
from nadwa.texts.models import Alternative, NegotiatingText, Paragraph

State = Alternative.State

kinds.register(
    {
        "texts.taken-in": _("Proposal taken into the text"),
        "texts.taken-up": _("Opinion statement taken up"),
        "texts.merged": _("Proposals merged"),
        "texts.agreed": _("Paragraph agreed ad referendum"),
        "texts.reopened": _("Paragraph reopened"),
    }
)


@command
def take_in(by: By, alternative: Alternative) -> Act:
    """Make a tabled proposal the current text of its paragraph; the text that stood there is replaced."""
    alternative = locked_alternative(alternative)
    paragraph = alternative.paragraph
    require_open(paragraph)
    if alternative.state != State.TABLED:
        raise Refused(_("This proposal is not on the table."))
    replaced = paragraph.alternatives.filter(state=State.CURRENT).first()
    paragraph.alternatives.filter(state=State.CURRENT).update(state=State.REPLACED)
    Alternative.objects.filter(pk=alternative.pk).update(state=State.CURRENT)
    Paragraph.objects.filter(pk=paragraph.pk).update(state=Paragraph.State.OPEN)
    body = {**named(alternative), "replaces": replaced.number if replaced else None}
    return recorded("taken-in", paragraph.text, by, body)


@command
def merge_alternatives(by: By, paragraph: Paragraph, numbers: list[int], language: str, wording: str) -> Act:
    """Put one wording of the facilitator's in place of several proposals, whose sponsors it keeps."""
    paragraph = locked_paragraph(paragraph)
    require_open(paragraph)
    sources = list(paragraph.alternatives.filter(number__in=numbers, state=State.TABLED))
    if len(sources) < 2 or len(sources) != len(set(numbers)):
        raise Refused(_("Choose at least two proposals that are on the table."))
    merged = paragraph.alternatives.create(
        number=next_number(paragraph), state=State.TABLED, wording=written(language, wording)
    )
    merged.sources.set(sources)
    for source in sources:
        merged.sponsors.add(*source.sponsors.all())
    paragraph.alternatives.filter(pk__in=[source.pk for source in sources]).update(state=State.REPLACED)
    return recorded("merged", paragraph.text, by, {**named(merged), "replaces": sorted(numbers)})


@command
def take_up_statement(by: By, text: NegotiatingText, statement: OpinionStatement) -> Act:
    """Propose an opinion statement of the edition's consultations as a new operative paragraph at the end."""
    text = lock_negotiated(text)
    if statement.consultation.edition_id != text.edition_id or statement.state != OpinionStatement.State.ACCEPTED:
        raise Refused(_("Only accepted statements of this edition can be taken up."))
    if Alternative.objects.filter(paragraph__text=text, statement=statement).exists():
        raise Refused(_("This statement has been taken up already."))
    last = text.paragraphs.aggregate(number=Max("number"), position=Max("position"))
    paragraph = text.paragraphs.create(
        number=(last["number"] or 0) + 1,
        position=(last["position"] or 0) + 1,
        kind=Paragraph.Kind.OPERATIVE,
        state=Paragraph.State.PROPOSED,
    )
    taken = paragraph.alternatives.create(number=1, state=State.TABLED, wording=statement.text, statement=statement)
    body = {**named(taken), "consultation": statement.consultation.slug, "statement": statement.number}
    return recorded("taken-up", text, by, body)


@command
def agree_paragraph(by: By, paragraph: Paragraph) -> Act:
    """Mark a paragraph as agreed ad referendum: only its current text is left."""
    paragraph = locked_paragraph(paragraph)
    require_open(paragraph)
    left = list(paragraph.alternatives.filter(state__in=PUBLIC_STATES))
    if [alternative.state for alternative in left] != [State.CURRENT]:
        raise Refused(_("Proposals are still on the table; take them in, merge them, or wait for their withdrawal."))
    return _set_state(by, paragraph, Paragraph.State.AGREED, "agreed", named(left[0]))


@command
def reopen_paragraph(by: By, paragraph: Paragraph) -> Act:
    paragraph = locked_paragraph(paragraph)
    if paragraph.state != Paragraph.State.AGREED:
        raise Refused(_("This paragraph is open."))
    return _set_state(by, paragraph, Paragraph.State.OPEN, "reopened", {"paragraph": paragraph.number})


def _set_state(by: By, paragraph: Paragraph, state: str, kind: str, body: dict[str, object]) -> Act:
    paragraph.state = state
    paragraph.save(update_fields=["state"])
    return recorded(kind, paragraph.text, by, body)
