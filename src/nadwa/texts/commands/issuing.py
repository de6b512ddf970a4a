"""Issuing a zero draft."""

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nadwa.acts import texts as acts
from nadwa.acts.by import By, Unnamed
from nadwa.delegations.models import Delegation
from nadwa.editions.capacities import Officer
from nadwa.editions.models import Edition
from nadwa.programme.models import AgendaItem
from nadwa.record.acts import Refused, command
from nadwa.record.models import Act
from nadwa.texts.commands.acting import recorded
from nadwa.texts.commands.revising import keep
from nadwa.texts.models import Alternative, NegotiatingText, Note, Paragraph
from nadwa.texts.reading.drafts import Draft, ReadAlternative
from nadwa.texts.versions import wording_hash
from nadwa.web.languages import Content, written


@command
def issue_text(
    by: Officer | Unnamed,
    edition: Edition,
    slug: str,
    title: Content,
    item: AgendaItem,
    zero_draft: Sequence[tuple[str, Content]],
    *,
    facilitator: Any = None,
    public: bool = False,
) -> Act:
    """Put a first text before the delegations: kinds of paragraph with their wordings, in order."""
    return issue(by, edition, slug, title, item, zero_draft, facilitator=facilitator, public=public)


def issue(
    by: By,
    edition: Edition,
    slug: str,
    title: Content,
    item: AgendaItem,
    zero_draft: Sequence[tuple[str, Content]],
    *,
    facilitator: Any = None,
    public: bool = False,
) -> Act:
    """The same inside another act."""
    text = _new(edition, slug, title, item, facilitator=facilitator, public=public)
    for place, (kind, wording) in enumerate(zero_draft, 1):
        paragraph = Paragraph.objects.create(text=text, number=place, position=place, kind=kind)
        paragraph.alternatives.create(number=1, state=Alternative.State.CURRENT, wording=wording)
    keep(text, text.symbol)
    wordings = tuple(wording_hash(wording) for _kind, wording in zero_draft)
    return recorded(acts.Issued(text=slug, symbol=text.symbol, paragraphs=wordings), text, by)


@command
def issue_document(
    by: Officer,
    edition: Edition,
    slug: str,
    title: Content,
    item: AgendaItem,
    draft: Draft,
    language: str,
    *,
    facilitator: Any = None,
    public: bool = False,
) -> Act:
    """Put a document before the delegations. Alternatives under names of delegations are theirs; under other
    names they are the facilitator's, and the report says whose name it was."""
    text = _new(edition, slug, title, item, facilitator=facilitator, public=public)
    named = _delegations(edition)
    report = list(draft.report)
    for place, given in enumerate(draft.paragraphs, 1):
        paragraph = Paragraph.objects.create(text=text, number=place, position=place, kind=given.kind)
        if given.wording:
            current = Alternative.State.CURRENT
            paragraph.alternatives.create(number=1, state=current, wording=written(language, given.wording))
        else:
            Paragraph.objects.filter(pk=paragraph.pk).update(state=Paragraph.State.PROPOSED)
        for number, read in enumerate(given.alternatives, 2):
            report += _table(paragraph, number, read, language, named)
        Note.objects.bulk_create(Note(paragraph=paragraph, author=who[:120], words=words) for who, words in given.notes)
    NegotiatingText.objects.filter(pk=text.pk).update(report=report)
    keep(text, text.symbol)
    wordings = tuple(sha256(given.wording.encode()).hexdigest() for given in draft.paragraphs)
    issued = acts.Issued(text=slug, symbol=text.symbol, paragraphs=wordings, report=tuple(report))
    return recorded(issued, text, by)


def _new(
    edition: Edition, slug: str, title: Content, item: AgendaItem, *, facilitator: Any, public: bool
) -> NegotiatingText:
    if item.edition_id != edition.pk:
        raise Refused(_("The agenda item belongs to another edition."))
    if edition.texts.filter(slug=slug).exists():
        raise Refused(_("There is a text of this name already."))
    number = (edition.texts.aggregate(last=Max("number"))["last"] or 0) + 1
    return NegotiatingText.objects.create(
        edition=edition, item=item, slug=slug, title=title, number=number, facilitator=facilitator, public=public
    )


def _delegations(edition: Edition) -> dict[str, Delegation]:
    """Delegations by their names in every language."""
    rows = Delegation.objects.filter(edition=edition).select_related("body")
    return {version["text"].casefold(): row for row in rows for version in row.body.name["versions"].values()}


def _table(
    paragraph: Paragraph, number: int, read: ReadAlternative, language: str, named: dict[str, Delegation]
) -> list[str]:
    """Table one alternative; gives what to report of it."""
    names = [part.strip() for name in read.names for part in name.split(",")]
    sponsors = [named[name.casefold()] for name in names if name.casefold() in named]
    alternative = paragraph.alternatives.create(
        number=number,
        kind=Alternative.Kind.WORDING if read.wording else Alternative.Kind.DELETION,
        state=Alternative.State.TABLED,
        wording=written(language, read.wording) if read.wording else None,
        proposer=sponsors[0] if sponsors else None,
    )
    alternative.sponsors.set(sponsors)
    strangers = [name for name in names if name.casefold() not in named]
    message = gettext("Alternative %(alternative)s of paragraph %(number)s: “%(name)s” is no delegation here.")
    return [message % {"alternative": number, "number": paragraph.number, "name": name} for name in strangers]
