"""What an address names, or 404."""

from collections.abc import Iterator

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse

from nadwa.accounts.models import Viewer
from nadwa.delegations.audiences import Audience, audiences, has_part
from nadwa.editions.models import Edition
from nadwa.editions.searching import Hit, around, with_words
from nadwa.texts.models import (
    Alternative,
    Bracket,
    CoFacilitator,
    Linkage,
    NegotiatingText,
    Paragraph,
    TabledPackage,
)
from nadwa.web.languages import plain


def texts(edition: Edition, person: Viewer) -> QuerySet[NegotiatingText]:
    found = NegotiatingText.objects.filter(edition=edition).select_related("item", "edition", "facilitator")
    if Audience.PARTICIPANTS in audiences(person, edition):
        return found
    visible = Q(public=True)
    if has_part(person, edition):
        visible |= Q(facilitator=person.pk) | Q(pk__in=CoFacilitator.objects.filter(person=person.pk).values("text"))
    return found.filter(visible)


def negotiating_text(edition: str, slug: str) -> NegotiatingText:
    found = NegotiatingText.objects.filter(edition__slug=edition, slug=slug)
    return get_object_or_404(found.select_related("edition", "item", "facilitator"))


def co_facilitator(edition: str, slug: str, number: int) -> CoFacilitator:
    found = CoFacilitator.objects.filter(text__edition__slug=edition, text__slug=slug, pk=number)
    return get_object_or_404(found.select_related("text__edition", "text__item", "person"))


def paragraph(edition: str, slug: str, number: int) -> Paragraph:
    found = Paragraph.objects.filter(text__edition__slug=edition, text__slug=slug, number=number)
    return get_object_or_404(found.select_related("text__edition"))


def alternative(edition: str, slug: str, number: int, alternative: int) -> Alternative:
    found = Alternative.objects.filter(
        paragraph__text__edition__slug=edition, paragraph__text__slug=slug, paragraph__number=number, number=alternative
    )
    return get_object_or_404(found.select_related("paragraph__text__edition", "proposer__body"))


def linkage(
    edition: str, slug: str, delegation: str, number: int, alternative: int, other: int, its_alternative: int
) -> Linkage:
    """Of a delegation, by its ends: an alternative of paragraph `number` with one of paragraph `other`."""
    found = Linkage.objects.filter(
        condition__paragraph__text__edition__slug=edition,
        condition__paragraph__text__slug=slug,
        condition__paragraph__number=number,
        condition__number=alternative,
        consequence__paragraph__number=other,
        consequence__number=its_alternative,
        delegation__body__slug=delegation,
    )
    return get_object_or_404(
        found.select_related("condition__paragraph__text__edition", "consequence__paragraph", "delegation__body")
    )


def bracket(edition: str, slug: str, number: int, bracket: int) -> Bracket:
    found = Bracket.objects.filter(
        alternative__paragraph__text__edition__slug=edition,
        alternative__paragraph__text__slug=slug,
        alternative__paragraph__number=number,
        alternative__state=Alternative.State.CURRENT,
        number=bracket,
    )
    return get_object_or_404(found.select_related("alternative__paragraph__text__edition"))


def package(edition: str, slug: str, package: int) -> TabledPackage:
    found = TabledPackage.objects.filter(text__edition__slug=edition, text__slug=slug, number=package)
    return get_object_or_404(found.select_related("text__edition"))


def search(edition: Edition, person: Viewer, words: list[str]) -> Iterator[Hit]:
    """Texts by title, paragraphs by what stands in them now."""
    visible = texts(edition, person)
    for text in with_words(visible, words, "title"):
        yield Hit(f"{text.symbol}: {plain(text.title)}", reverse("negotiating-text", args=[edition.slug, text.slug]))
    current = Alternative.objects.filter(paragraph__text__in=visible, state=Alternative.State.CURRENT)
    for one in with_words(current.select_related("paragraph__text"), words, "wording"):
        paragraph = one.paragraph
        address = reverse("paragraph", args=[edition.slug, paragraph.text.slug, paragraph.number])
        yield Hit(plain(paragraph.text.title), address, around(one.wording, words))
