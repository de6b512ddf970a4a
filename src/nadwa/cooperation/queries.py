"""Reading cooperation: what is offered and needed, what fits, what was committed to and how far it is."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from django.db.models import Max, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse

from nadwa import clock
from nadwa.accounts.models import Viewer
from nadwa.cooperation.models import Area, Commitment, Entry, Message, report_due
from nadwa.delegations.models import Delegation
from nadwa.delegations.queries import seat
from nadwa.editions.models import Edition
from nadwa.editions.searching import Hit, around, with_words
from nadwa.web.languages import plain

LIKENESS = 0.3  # cosine; other subjects lie below
MATCHES = 10


@dataclass(frozen=True)
class Match:
    """An entry of the other side, and how alike the two are in meaning, from 0 to 1."""

    entry: Entry
    likeness: float


def entries(edition: Edition, side: str = "", area: str = "") -> QuerySet[Entry]:
    found = Entry.objects.filter(edition=edition, closed_at=None).select_related("delegation__body").defer("meaning")
    found = found.filter(side=side) if side in Entry.Side.values else found
    return found.filter(area=area) if area in Area.values else found


def entry(edition: str, number: int) -> Entry:
    entries = Entry.objects.select_related("edition", "delegation__body")
    return get_object_or_404(entries, edition__slug=edition, number=number)


def matches(entry: Entry) -> list[Match]:
    """The entries of the other side that fit, the likest first: the same area, a common time and a common language,
    another delegation, a budget that is offered where one is needed; then by the meaning of their words."""
    other = Entry.Side.NEED if entry.side == Entry.Side.OFFER else Entry.Side.OFFER
    fitting = (
        Entry.objects.filter(edition=entry.edition, side=other, area=entry.area, closed_at=None)
        .filter(begins__lte=entry.ends, ends__gte=entry.begins)
        .exclude(delegation=entry.delegation)
        .select_related("delegation__body")
    )
    able = [one for one in fitting if set(one.languages) & set(entry.languages) and _affordable(entry, one)]
    if not able:
        return []
    vectors = np.stack([np.frombuffer(bytes(one.meaning), "<f4") for one in able])
    own = np.frombuffer(bytes(entry.meaning), "<f4")
    likeness = vectors @ own
    found = [Match(one, float(value)) for one, value in zip(able, likeness, strict=True) if value >= LIKENESS]
    return sorted(found, key=lambda match: (-match.likeness, match.entry.number))[:MATCHES]


def _affordable(one: Entry, other: Entry) -> bool:
    """An offer with a budget meets a need with one only if it is at least as large."""
    offer, need = (one, other) if one.side == Entry.Side.OFFER else (other, one)
    return need.dollars is None or offer.dollars is None or offer.dollars >= need.dollars


def counterpart(edition: str, number: int, body: str) -> tuple[Entry, Delegation]:
    """An entry and the delegation that writes about it with the entry's own."""
    about = entry(edition, number)
    others = Delegation.objects.select_related("body", "edition").exclude(pk=about.delegation.pk)
    return about, get_object_or_404(others, edition=about.edition, body__slug=body)


def letters(entry: Entry, counterpart: Delegation) -> QuerySet[Message]:
    written = Message.objects.filter(entry=entry, counterpart=counterpart)
    return written.select_related("sender__body")


def correspondents(entry: Entry) -> QuerySet[Delegation]:
    """The delegations that have written about an entry."""
    senders = Message.objects.filter(entry=entry).values("counterpart")
    return Delegation.objects.filter(pk__in=senders).select_related("body")


def commitments(edition: Edition, own: Delegation | None, *, all_drafts: bool = False) -> QuerySet[Commitment]:
    """What is published; drafts for those who take part in them and for the hosts."""
    visible = ~Q(state=Commitment.State.DRAFT)
    if all_drafts:
        visible = Q()
    elif own:
        visible |= Q(lead=own) | Q(partners__delegation=own)
    found = Commitment.objects.filter(visible, edition=edition).select_related("lead__body", "edition").distinct()
    return found.prefetch_related("partners__delegation__body", "reports")


def commitment(edition: str, number: int) -> Commitment:
    found = Commitment.objects.select_related("edition", "lead__body", "continues__edition", "entry")
    return get_object_or_404(found, edition__slug=edition, number=number)


def next_report(commitment: Commitment) -> date | None:
    reports = list(commitment.reports.all())
    return report_due(commitment, reports[-1].at.date() if reports else None)


def overdue() -> list[Commitment]:
    """Published commitments whose yearly report is late and has not been recalled."""
    waiting = Commitment.objects.filter(state=Commitment.State.PUBLISHED, reminded_at=None)
    today = clock.now().date()
    found = waiting.annotate(last=Max("reports__at")).select_related("edition")
    dated = [(one, report_due(one, one.last and one.last.date())) for one in found]
    return [one for one, due in dated if due is not None and due < today]


def drafts(edition: Edition) -> QuerySet[Commitment]:
    return Commitment.objects.filter(edition=edition, state=Commitment.State.DRAFT)


def involves(commitment: Commitment, delegation: Any) -> bool:
    """Whether a delegation leads a commitment or is named as its partner."""
    if delegation is None:
        return False
    return commitment.lead_id == delegation.pk or commitment.partners.filter(delegation=delegation).exists()


def search(edition: Edition, person: Viewer, words: list[str]) -> Iterator[Hit]:
    """Offers and needs, and commitments that the person may see."""
    for one in with_words(entries(edition), words, "title", "text"):
        yield Hit(plain(one.title), reverse("entry", args=[edition.slug, one.number]), around(one.text, words))
    own = seat(person, edition)
    for commitment in with_words(commitments(edition, own.delegation if own else None), words, "title", "text"):
        address = reverse("commitment", args=[edition.slug, commitment.number])
        yield Hit(plain(commitment.title), address, around(commitment.text, words))
