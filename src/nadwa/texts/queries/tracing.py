"""How a wording got here."""

from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from nadwa.acts import KINDS
from nadwa.acts.facts import Audience
from nadwa.acts.texts import OnAlternative, OnAmendment, OnParagraph
from nadwa.delegations.models import Delegation
from nadwa.engine.language import Piece, differences
from nadwa.record.models import Act
from nadwa.record.queries import recorded
from nadwa.texts.models import (
    Alternative,
    Paragraph,
)
from nadwa.web.languages import version

ON_PARAGRAPHS = [kind for kind in KINDS.values() if issubclass(kind, OnParagraph | OnAmendment)]


def history(paragraph: Paragraph) -> QuerySet[Act]:
    """How the paragraph got here: what was done to it, oldest first, but for what is confidential."""
    text = paragraph.text
    found = recorded(text.edition.slug, *ON_PARAGRAPHS)
    found = found.filter(log__audience=Audience.of(public=text.public))
    here = {
        OnParagraph.path(lambda act: act.text): text.slug,
        OnParagraph.path(lambda act: act.paragraph): paragraph.number,
    }
    return found.filter(**here).order_by("pk")


def alternative_of(act: Act) -> int | None:
    """The number of the alternative that an act on a paragraph is about, if it is about one."""
    facts = KINDS[act.kind].of(act)
    return facts.alternative if isinstance(facts, OnAlternative | OnAmendment) else None


def former(paragraph: Paragraph) -> QuerySet[Alternative]:
    """What stood or was proposed here and is gone."""
    return paragraph.alternatives.filter(
        state__in=[
            Alternative.State.WITHDRAWN,
            Alternative.State.REPLACED,
            Alternative.State.REJECTED,
            Alternative.State.CARRIED_OUT,
        ]
    ).prefetch_related("sources", Prefetch("sponsors", Delegation.objects.select_related("body")))


@dataclass(frozen=True)
class Source:
    """What a translator works from: the original, and what it changes of the text that stood there before."""

    text: str
    language: str
    pieces: tuple[Piece, ...]


def source(alternative: Alternative) -> Source:
    """The original wording; its differences are from the current text, or for that, from the text before it."""
    assert alternative.wording is not None  # noqa: S101 - a deletion has no translation
    words, language = version(alternative.wording, alternative.wording["original"])
    others = alternative.paragraph.alternatives.exclude(pk=alternative.pk).filter(wording__isnull=False)
    wanted = Alternative.State.REPLACED if alternative.state == Alternative.State.CURRENT else Alternative.State.CURRENT
    before = others.filter(state=wanted, number__lt=alternative.number).order_by("-number").first()
    pieces: tuple[Piece, ...] = ()
    if before and before.wording:
        old, old_language = version(before.wording, language)
        pieces = differences(old, words, language) if old_language == language else ()
    return Source(words, language, pieces)
