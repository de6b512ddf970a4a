"""Issuing a zero draft."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from nadwa.editions.models import Edition
from nadwa.programme.models import AgendaItem
from nadwa.record import kinds
from nadwa.record.acts import By, Refused, command
from nadwa.record.models import Act
from nadwa.texts.commands.acting import recorded, wording_hash
from nadwa.texts.models import Alternative, NegotiatingText, Paragraph
from nadwa.web.languages import Content

kinds.register({"texts.issued": _("Negotiating text issued")})


@command
def issue_text(
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
    """Put a first text before the delegations: kinds of paragraph with their wordings, in order."""
    if item.edition_id != edition.pk:
        raise Refused(_("The agenda item belongs to another edition."))
    if edition.texts.filter(slug=slug).exists():
        raise Refused(_("There is a text of this name already."))
    number = (edition.texts.aggregate(last=Max("number"))["last"] or 0) + 1
    text = NegotiatingText.objects.create(
        edition=edition, item=item, slug=slug, title=title, number=number, facilitator=facilitator, public=public
    )
    for place, (kind, wording) in enumerate(zero_draft, 1):
        paragraph = Paragraph.objects.create(text=text, number=place, position=place, kind=kind)
        paragraph.alternatives.create(number=1, state=Alternative.State.CURRENT, wording=wording)
    body = {"symbol": text.symbol, "paragraphs": [wording_hash(wording) for _kind, wording in zero_draft]}
    return recorded("issued", text, by, body)
