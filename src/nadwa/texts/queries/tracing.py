"""How a wording got here."""

from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from nadwa.delegations.models import Delegation
from nadwa.engine.language import Piece, differences
from nadwa.record.models import Act
from nadwa.texts.models import (
    Alternative,
    Paragraph,
)
from nadwa.web.languages import version

State = Alternative.State


def history(paragraph: Paragraph) -> QuerySet[Act]:
    """How the paragraph got here: what was done to it, oldest first, but for what is confidential."""
    text = paragraph.text
    found = Act.objects.filter(
        log__edition=text.edition.slug, log__audience="public" if text.public else "edition", kind__startswith="texts."
    )
    return found.filter(body__text=text.slug, body__paragraph=paragraph.number).order_by("pk")


def former(paragraph: Paragraph) -> QuerySet[Alternative]:
    """What stood or was proposed here and is gone."""
    return paragraph.alternatives.filter(
        state__in=[State.WITHDRAWN, State.REPLACED, State.REJECTED, State.CARRIED_OUT]
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
    wanted = State.REPLACED if alternative.state == State.CURRENT else State.CURRENT
    before = others.filter(state=wanted, number__lt=alternative.number).order_by("-number").first()
    pieces: tuple[Piece, ...] = ()
    if before and before.wording:
        old, old_language = version(before.wording, language)
        pieces = differences(old, words, language) if old_language == language else ()
    return Source(words, language, pieces)
