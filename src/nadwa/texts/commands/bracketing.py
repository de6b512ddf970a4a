"""Brackets within a paragraph: words of the current text that are not agreed."""

from typing import TypedDict

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from nadwa.acts import texts as acts
from nadwa.delegations.capacities import Delegate, require_seat
from nadwa.delegations.models import Delegation
from nadwa.editions.capacities import Chair
from nadwa.record.acts import Refused, command
from nadwa.record.models import Act
from nadwa.texts import saying
from nadwa.texts.capacities import Facilitator
from nadwa.texts.commands.acting import hold_text_of, locked_paragraph, next_number, recorded, require_open
from nadwa.texts.commands.facilitating import settle
from nadwa.texts.models import Alternative, Bracket, Paragraph
from nadwa.web.declaring import act
from nadwa.web.languages import original, written


@command
def bracket(by: Facilitator | Chair, paragraph: Paragraph, words: str, requested_by: Delegation | None = None) -> Act:
    """Put words of the current text in brackets, at the request of a delegation or the facilitator's own; they stand
    once in it and in no other brackets."""
    paragraph = locked_paragraph(paragraph)
    require_open(paragraph)
    current = _current(paragraph)
    words = " ".join(words.split())
    standing = _original(current)
    if not words or standing.count(words) != 1:
        message = _("These words stand %(count)s times in the original; expected once.")
        raise Refused(message % {"count": standing.count(words) if words else 0})
    start = standing.index(words)
    for other in current.brackets.all():
        begins = standing.index(other.words)
        if start < begins + len(other.words) and begins < start + len(words):
            raise Refused(_("These words overlap other brackets."))
    number = (current.brackets.aggregate(last=Max("number"))["last"] or 0) + 1
    made = current.brackets.create(number=number, words=words)
    if requested_by:
        made.supporters.add(requested_by)
    asked = requested_by.body.slug if requested_by else ""
    return recorded(acts.Bracketed(**_named(paragraph, made), requested_by=asked), paragraph.text, by)


@act("support", _("Support the brackets"))
def support_bracket(by: Delegate, bracket: Bracket) -> Act:
    """Say that the own delegation, too, wants these words in brackets."""
    paragraph, bracket = _locked(bracket)
    require_seat(by, paragraph.text.edition)
    bracket.supporters.add(by.delegation)
    supported = acts.BracketSupported(**_named(paragraph, bracket))
    return recorded(supported, paragraph.text, by)


@act("leave", _("No longer support the brackets"))
def leave_bracket(by: Delegate, bracket: Bracket) -> Act:
    paragraph, bracket = _locked(bracket)
    require_seat(by, paragraph.text.edition)
    bracket.supporters.remove(by.delegation)
    left = acts.BracketLeft(**_named(paragraph, bracket))
    return recorded(left, paragraph.text, by)


@act("keep", _("Keep the words"), says=saying.keep_words, holds=hold_text_of, look="btn-danger")
def keep_words(by: Facilitator | Chair, bracket: Bracket) -> Act:
    """Remove brackets, and keep the words in them."""
    return _unbracket(by, bracket, keep=True)


@act("take-out", _("Take the words out"), says=saying.take_words_out, holds=hold_text_of, look="btn-danger")
def take_words_out(by: Facilitator | Chair, bracket: Bracket) -> Act:
    """Remove brackets together with the words in them: then the translations are to be checked."""
    return _unbracket(by, bracket, keep=False)


def _unbracket(by: Facilitator | Chair, bracket: Bracket, *, keep: bool) -> Act:
    paragraph, bracket = _locked(bracket)
    require_open(paragraph)
    removed = acts.Unbracketed(**_named(paragraph, bracket), kept=keep)
    if keep:
        bracket.delete()
    else:
        _without(paragraph, bracket)
    return recorded(removed, paragraph.text, by)


def _without(paragraph: Paragraph, gone: Bracket) -> None:
    current = gone.alternative
    wording = current.wording
    assert wording is not None  # noqa: S101 - only wordings have brackets
    rest = written(wording["original"], _original(current).replace(gone.words, ""))
    drafts = {code: {**words, "state": "draft"} for code, words in wording["versions"].items()}
    shorter = {**rest, "versions": {**drafts, **rest["versions"]}}
    new = paragraph.alternatives.create(number=next_number(paragraph), state=Alternative.State.TABLED, wording=shorter)
    current.brackets.exclude(pk=gone.pk).update(alternative=new)
    settle(new)


def _current(paragraph: Paragraph) -> Alternative:
    current = paragraph.alternatives.filter(state=Alternative.State.CURRENT, wording__isnull=False).first()
    if current is None:
        raise Refused(_("This paragraph has no text that stands."))
    return current


def _original(alternative: Alternative) -> str:
    assert alternative.wording is not None  # noqa: S101 - only wordings have brackets
    return original(alternative.wording)


def _locked(bracket: Bracket) -> tuple[Paragraph, Bracket]:
    paragraph = locked_paragraph(bracket.alternative.paragraph)
    found = Bracket.objects.select_related("alternative").filter(
        pk=bracket.pk, alternative__state=Alternative.State.CURRENT
    )
    if (row := found.first()) is None:
        raise Refused(_("These brackets are gone."))
    return paragraph, row


class _NameOfBrackets(TypedDict):
    text: str
    paragraph: int
    bracket: int
    words: str


def _named(paragraph: Paragraph, bracket: Bracket) -> _NameOfBrackets:
    number, slug = paragraph.number, paragraph.text.slug
    return {"text": slug, "paragraph": number, "bracket": bracket.number, "words": bracket.words}
