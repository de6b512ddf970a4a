"""What the facilitator does to a text: take proposals in, merge them, mark paragraphs as agreed, reopen them."""

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from nadwa.acts import texts as acts
from nadwa.consultations.models import OpinionStatement
from nadwa.editions.capacities import Chair
from nadwa.record.acts import Refused, command
from nadwa.record.models import Act
from nadwa.texts import saying
from nadwa.texts.capacities import Facilitator
from nadwa.texts.commands.acting import (
    PUBLIC_STATES,
    hold_text_of,
    lock_negotiated,
    locked_alternative,
    locked_paragraph,
    move,
    named,
    next_number,
    next_paragraph,
    recorded,
    require_open,
    room_after,
)
from nadwa.texts.models import Alternative, NegotiatingText, Paragraph
from nadwa.web.declaring import act
from nadwa.web.languages import written


@command
def take_in(by: Facilitator | Chair, alternative: Alternative) -> Act:
    """Make a tabled proposal the current text of its paragraph, or move the paragraph where the proposal says."""
    alternative = locked_alternative(alternative)
    require_open(alternative.paragraph)
    if alternative.state != Alternative.State.TABLED:
        raise Refused(_("This proposal is not on the table."))
    replaced = settle(alternative)
    taken = acts.TakenIn(**named(alternative), replaces=replaced)
    return recorded(taken, alternative.paragraph.text, by)


def settle(alternative: Alternative) -> int | None:
    """What taking in does; gives the number of the wording that it replaces."""
    paragraph = alternative.paragraph
    if alternative.kind == Alternative.Kind.MOVE:
        move(paragraph, alternative.after or 0)
        Alternative.objects.filter(pk=alternative.pk).update(state=Alternative.State.CARRIED_OUT)
        return None
    replaced = paragraph.alternatives.filter(state=Alternative.State.CURRENT).first()
    paragraph.alternatives.filter(state=Alternative.State.CURRENT).update(state=Alternative.State.REPLACED)
    Alternative.objects.filter(pk=alternative.pk).update(state=Alternative.State.CURRENT)
    Paragraph.objects.filter(pk=paragraph.pk).update(state=Paragraph.State.OPEN)
    return replaced.number if replaced else None


@command
def offer_wording(by: Facilitator | Chair, paragraph: Paragraph, language: str, wording: str) -> Act:
    """Put a wording of the facilitator's on the table beside the others; delegations may sponsor it."""
    paragraph = locked_paragraph(paragraph)
    require_open(paragraph)
    offered = paragraph.alternatives.create(
        number=next_number(paragraph), state=Alternative.State.TABLED, wording=written(language, wording)
    )
    return recorded(acts.Offered(**named(offered)), paragraph.text, by)


@command
def withdraw_offer(by: Facilitator | Chair, alternative: Alternative) -> Act:
    """Take back what the facilitator has offered, as long as no delegation sponsors it."""
    alternative = locked_alternative(alternative)
    if alternative.state != Alternative.State.TABLED or alternative.proposer_id or alternative.sponsors.exists():
        raise Refused(_("This is no proposal of the facilitator’s alone."))
    Alternative.objects.filter(pk=alternative.pk).update(state=Alternative.State.WITHDRAWN)
    return recorded(acts.OfferWithdrawn(**named(alternative)), alternative.paragraph.text, by)


@command
def split_paragraph(by: Facilitator | Chair, paragraph: Paragraph, language: str, wordings: list[str]) -> Act:
    """Put several paragraphs in place of one: the first keeps its number and history, the others follow it."""
    paragraph = locked_paragraph(paragraph)
    require_open(paragraph)
    current = paragraph.alternatives.filter(state=Alternative.State.CURRENT).first()
    if current is None or len(wordings) < 2:
        raise Refused(_("A split makes at least two paragraphs of a text that stands."))
    first, *others = (written(language, wording) for wording in wordings)
    settle(paragraph.alternatives.create(number=next_number(paragraph), state=Alternative.State.TABLED, wording=first))
    added = []
    for distance, wording in enumerate(others, 1):
        place = {"number": next_paragraph(paragraph.text), "position": room_after(paragraph, distance)}
        new = paragraph.text.paragraphs.create(kind=paragraph.kind, **place)
        new.alternatives.create(number=1, state=Alternative.State.CURRENT, wording=wording)
        added.append(new.number)
    into = (paragraph.number, *added)
    return recorded(acts.Split(text=paragraph.text.slug, paragraph=paragraph.number, into=into), paragraph.text, by)


@command
def merge_alternatives(
    by: Facilitator | Chair, paragraph: Paragraph, numbers: list[int], language: str, wording: str
) -> Act:
    """Put one wording of the facilitator's in place of several proposals, whose sponsors it keeps."""
    paragraph = locked_paragraph(paragraph)
    require_open(paragraph)
    sources = list(paragraph.alternatives.filter(number__in=numbers, state=Alternative.State.TABLED))
    if len(sources) < 2 or len(sources) != len(set(numbers)):
        raise Refused(_("Choose at least two proposals that are on the table."))
    merged = paragraph.alternatives.create(
        number=next_number(paragraph), state=Alternative.State.TABLED, wording=written(language, wording)
    )
    merged.sources.set(sources)
    for source in sources:
        merged.sponsors.add(*source.sponsors.all())
    paragraph.alternatives.filter(pk__in=[source.pk for source in sources]).update(state=Alternative.State.REPLACED)
    return recorded(acts.Merged(**named(merged), replaces=tuple(sorted(numbers))), paragraph.text, by)


@command
def take_up_statement(by: Facilitator | Chair, text: NegotiatingText, statement: OpinionStatement) -> Act:
    """Propose an opinion statement of the edition's consultations as a new operative paragraph at the end."""
    text = lock_negotiated(text)
    if statement.consultation.edition_id != text.edition_id or statement.state != OpinionStatement.State.ACCEPTED:
        raise Refused(_("Only accepted statements of this edition can be taken up."))
    if Alternative.objects.filter(paragraph__text=text, statement=statement).exists():
        raise Refused(_("This statement has been taken up already."))
    last = text.paragraphs.aggregate(position=Max("position"))
    paragraph = text.paragraphs.create(
        number=next_paragraph(text),
        position=(last["position"] or 0) + 1,
        kind=Paragraph.Kind.OPERATIVE,
        state=Paragraph.State.PROPOSED,
    )
    taken = paragraph.alternatives.create(
        number=1, state=Alternative.State.TABLED, wording=statement.text, statement=statement
    )
    up = acts.TakenUp(**named(taken), consultation=statement.consultation.slug, statement=statement.number)
    return recorded(up, text, by)


@act(
    "agree",
    _("Agreed ad referendum"),
    says=saying.agree,
    stands=lambda paragraph, _person: saying.number_standing(paragraph),
    holds=hold_text_of,
)
def agree_paragraph(by: Facilitator | Chair, paragraph: Paragraph) -> Act:
    """Mark a paragraph as agreed ad referendum: only its current text is left."""
    paragraph = locked_paragraph(paragraph)
    require_open(paragraph)
    left = list(paragraph.alternatives.filter(state__in=PUBLIC_STATES))
    if [alternative.state for alternative in left] != [Alternative.State.CURRENT]:
        raise Refused(_("Proposals are still on the table; take them in, merge them, or wait for their withdrawal."))
    if left[0].brackets.exists():
        raise Refused(_("Words of this paragraph still stand in brackets."))
    _set_state(paragraph, Paragraph.State.AGREED)
    return recorded(acts.Agreed(**named(left[0])), paragraph.text, by)


@act("reopen", _("Reopen"))
def reopen_paragraph(by: Facilitator | Chair, paragraph: Paragraph) -> Act:
    paragraph = locked_paragraph(paragraph)
    if paragraph.state != Paragraph.State.AGREED:
        raise Refused(_("This paragraph is open."))
    _set_state(paragraph, Paragraph.State.OPEN)
    reopened = acts.Reopened(text=paragraph.text.slug, paragraph=paragraph.number)
    return recorded(reopened, paragraph.text, by)


def _set_state(paragraph: Paragraph, state: str) -> None:
    paragraph.state = state
    paragraph.save(update_fields=["state"])
