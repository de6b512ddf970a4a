"""What delegations do to a text: draft, table, sponsor, withdraw."""

from django.utils.translation import gettext_lazy as _

from nadwa.acts import texts as acts
from nadwa.delegations.capacities import Delegate, require_seat
from nadwa.delegations.models import Delegation
from nadwa.record.acts import Refused, command
from nadwa.record.models import Act
from nadwa.texts import saying
from nadwa.texts.commands.acting import (
    confided,
    hold_text_of,
    is_bare,
    lock_negotiated,
    locked_alternative,
    locked_paragraph,
    named,
    next_number,
    next_paragraph,
    recorded,
    require_open,
    room_after,
    share,
)
from nadwa.texts.models import Alternative, NegotiatingText, Paragraph
from nadwa.web.declaring import act
from nadwa.web.languages import Content, written


@command
def propose_wording(by: Delegate, paragraph: Paragraph, language: str, wording: str) -> Act:
    """Draft another wording for a paragraph; only the own delegation sees it until it is tabled."""
    return _draft(by, locked_paragraph(paragraph), Alternative.Kind.WORDING, written(language, wording))


@command
def propose_deletion(by: Delegate, paragraph: Paragraph) -> Act:
    """Draft the deletion of a paragraph."""
    return _draft(by, locked_paragraph(paragraph), Alternative.Kind.DELETION, None)


@command
def propose_move(by: Delegate, paragraph: Paragraph, after: int) -> Act:
    """Draft that a paragraph should stand after paragraph number `after` (0: at the beginning)."""
    paragraph = locked_paragraph(paragraph)
    if after == paragraph.number or (after and not paragraph.text.paragraphs.filter(number=after).exists()):
        raise Refused(_("There is no such place in this text."))
    return _draft(by, paragraph, Alternative.Kind.MOVE, None, after=after)


@command
def propose_paragraph(by: Delegate, text: NegotiatingText, after: int, kind: str, language: str, wording: str) -> Act:
    """Draft a new paragraph, to stand after paragraph number `after` (0: at the beginning)."""
    text = lock_negotiated(text)
    previous = text.paragraphs.filter(number=after).first()
    if after and previous is None:
        raise Refused(_("There is no such paragraph in this text."))
    place = {"number": next_paragraph(text), "position": room_after(previous, text=text)}
    paragraph = text.paragraphs.create(kind=kind, state=Paragraph.State.PROPOSED, **place)
    return _draft(by, paragraph, Alternative.Kind.WORDING, written(language, wording))


@act("discard", _("Discard the draft"), says=saying.discard, holds=hold_text_of, look="btn-danger")
def discard_draft(by: Delegate, alternative: Alternative) -> Act:
    alternative = locked_alternative(alternative)
    _require_own_draft(by, alternative)
    discarded = acts.DraftDiscarded(**named(alternative))
    paragraph = alternative.paragraph
    alternative.delete()
    if is_bare(paragraph):
        paragraph.delete()
    return confided(discarded, by)


@command
def share_draft(by: Delegate, alternative: Alternative, delegations: list[Delegation]) -> Act:
    """Let just these other delegations see a draft too, for instance to win them as sponsors; none to take it back."""
    alternative = locked_alternative(alternative)
    _require_own_draft(by, alternative)
    slugs = share(alternative, delegations, by.delegation, alternative.paragraph.text)
    return confided(acts.DraftShared(**named(alternative), shared_with=slugs), by)


@act("table", _("Table the proposal"), says=saying.table, holds=hold_text_of, weighs=True)
def table(by: Delegate, alternative: Alternative) -> Act:
    """Put a draft before everybody, with the own delegation as its first sponsor."""
    alternative = locked_alternative(alternative)
    _require_own_draft(by, alternative)
    require_open(alternative.paragraph)
    alternative.state = Alternative.State.TABLED
    alternative.save(update_fields=["state"])
    alternative.sponsors.add(by.delegation)
    tabled = acts.Tabled(**named(alternative), kind=alternative.kind)
    return recorded(tabled, alternative.paragraph.text, by)


@act("cosponsor", _("Co-sponsor"))
def cosponsor(by: Delegate, alternative: Alternative) -> Act:
    alternative = locked_alternative(alternative)
    _require_tabled(alternative)
    require_seat(by, alternative.paragraph.text.edition)
    if alternative.sponsors.filter(pk=by.delegation.pk).exists():
        raise Refused(_("Your delegation sponsors this proposal already."))
    alternative.sponsors.add(by.delegation)
    cosponsored = acts.Cosponsored(**named(alternative))
    return recorded(cosponsored, alternative.paragraph.text, by)


@act("withdraw", _("Withdraw our sponsorship"), says=saying.withdraw, holds=hold_text_of, look="btn-danger")
def withdraw(by: Delegate, alternative: Alternative) -> Act:
    """Withdraw the own delegation's sponsorship; a proposal without sponsors is withdrawn."""
    alternative = locked_alternative(alternative)
    _require_tabled(alternative)
    require_seat(by, alternative.paragraph.text.edition)
    if not alternative.sponsors.filter(pk=by.delegation.pk).exists():
        raise Refused(_("Your delegation does not sponsor this proposal."))
    alternative.sponsors.remove(by.delegation)
    left = alternative.sponsors.count()
    if not left:
        alternative.state = Alternative.State.WITHDRAWN
        alternative.save(update_fields=["state"])
    withdrawn = acts.Withdrawn(**named(alternative), sponsors=left)
    return recorded(withdrawn, alternative.paragraph.text, by)


def _draft(by: Delegate, paragraph: Paragraph, kind: str, wording: Content | None, *, after: int | None = None) -> Act:
    require_open(paragraph)
    require_seat(by, paragraph.text.edition)
    alternative = paragraph.alternatives.create(
        number=next_number(paragraph),
        kind=kind,
        state=Alternative.State.DRAFT,
        wording=wording,
        after=after,
        proposer=by.delegation,
    )
    return confided(acts.Drafted(**named(alternative)), by)


def _require_own_draft(by: Delegate, alternative: Alternative) -> None:
    require_seat(by, alternative.paragraph.text.edition)
    if alternative.state != Alternative.State.DRAFT or alternative.proposer_id != by.delegation.pk:
        raise Refused(_("This is no draft of your delegation."))


def _require_tabled(alternative: Alternative) -> None:
    if alternative.state != Alternative.State.TABLED:
        raise Refused(_("This proposal is not on the table."))
