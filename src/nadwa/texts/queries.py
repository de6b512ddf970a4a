"""Reading negotiating texts, scoped to who reads."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, TypeVar

from django.db.models import Model, Prefetch, Q, QuerySet, prefetch_related_objects
from django.http import Http404

from nadwa.delegations.models import Delegation
from nadwa.delegations.queries import seat
from nadwa.delegations.rules import takes_part
from nadwa.editions.models import Edition
from nadwa.engine.language import Piece, differences
from nadwa.record.models import Act
from nadwa.texts.models import (
    Alternative,
    Ballot,
    Bracket,
    Confided,
    Decision,
    Linkage,
    NegotiatingText,
    Paragraph,
    Position,
    TabledPackage,
)
from nadwa.web.languages import version

Row = TypeVar("Row", bound=Model)
State = Alternative.State
ON_THE_TABLE = Q(state__in=[State.TABLED, State.CURRENT])
WITHOUT = "0"
SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Proposal:
    """An alternative with its differences from the current text, in the reader's language."""

    alternative: Alternative
    pieces: tuple[Piece, ...] = ()

    @property
    def sponsors(self) -> list[Delegation]:
        return list(self.alternative.sponsors.all())


@dataclass(frozen=True)
class Place:
    """A paragraph as readers see it: its label, its current text, what is proposed instead, the moves proposed, each
    with the label of what the paragraph would follow, and the `marks` of its footnotes."""

    paragraph: Paragraph
    label: str
    current: Alternative | None
    proposals: list[Proposal]
    moves: list[tuple[Alternative, str]] = field(default_factory=list)
    marks: str = ""

    @property
    def pieces(self) -> list[tuple[str, Bracket | None]]:
        return bracketed(self.current) if self.current else []

    @property
    def is_open(self) -> bool:
        return self.paragraph.state != Paragraph.State.AGREED

    @property
    def alternatives(self) -> list[Alternative]:
        """All wordings and deletions on the table here, the current text first."""
        return [*([self.current] if self.current else []), *(proposal.alternative for proposal in self.proposals)]

    @property
    def options(self) -> dict[str, Alternative | None]:
        """What may be chosen here, by number; for a paragraph that is only proposed also not to have it."""
        found: dict[str, Alternative | None] = {str(one.number): one for one in self.alternatives}
        return found if self.current else {WITHOUT: None, **found}


@dataclass
class Mine:
    """What the own delegation has drafted and said, and the drafts that others `shared` with it."""

    delegation: Delegation
    drafts: list[Alternative] = field(default_factory=list)
    shared: list[Alternative] = field(default_factory=list)
    positions: dict[int, Position] = field(default_factory=dict)


def texts(edition: Edition, person: Any) -> QuerySet[NegotiatingText]:
    found = NegotiatingText.objects.filter(edition=edition).select_related("item", "edition", "facilitator")
    return found if takes_part(person, edition) else found.filter(public=True)


def negotiating_text(edition: str, slug: str) -> NegotiatingText:
    found = NegotiatingText.objects.filter(edition__slug=edition, slug=slug)
    return _one(found.select_related("edition", "item", "facilitator"))


def paragraph(edition: str, slug: str, number: int) -> Paragraph:
    found = Paragraph.objects.filter(text__edition__slug=edition, text__slug=slug, number=number)
    return _one(found.select_related("text__edition"))


def alternative(edition: str, slug: str, number: int, alternative: int) -> Alternative:
    found = Alternative.objects.filter(
        paragraph__text__edition__slug=edition, paragraph__text__slug=slug, paragraph__number=number, number=alternative
    )
    return _one(found.select_related("paragraph__text__edition", "proposer__body"))


def bracket(edition: str, slug: str, number: int, bracket: int) -> Bracket:
    found = Bracket.objects.filter(
        alternative__paragraph__text__edition__slug=edition,
        alternative__paragraph__text__slug=slug,
        alternative__paragraph__number=number,
        alternative__state=State.CURRENT,
        number=bracket,
    )
    return _one(found.select_related("alternative__paragraph__text__edition"))


def linkage(edition: str, slug: str, linkage: int) -> Linkage:
    found = Linkage.objects.filter(condition__paragraph__text__edition__slug=edition, pk=linkage)
    found = found.filter(condition__paragraph__text__slug=slug)
    return _one(
        found.select_related("condition__paragraph__text__edition", "consequence__paragraph", "delegation__body")
    )


def _one(found: QuerySet[Row]) -> Row:
    row = found.first()
    if row is None:
        raise Http404
    return row


def outline(text: NegotiatingText) -> list[tuple[Paragraph, str]]:
    """The paragraphs of a text in order, with their labels."""
    rows = list(text.paragraphs.all())
    names = labels(rows)
    return [(row, names[row.pk]) for row in rows]


def places(text: NegotiatingText, only: Iterable[int] | None = None) -> list[Place]:
    """The paragraphs in order, or `only` some of their numbers, with all that is on the table: the same for every
    reader. A paragraph where nothing is on the table is left out."""
    table = (
        Alternative.objects.filter(ON_THE_TABLE)
        .select_related("statement__consultation")
        .prefetch_related(
            Prefetch("sponsors", Delegation.objects.select_related("body")),
            Prefetch("brackets__supporters", Delegation.objects.select_related("body")),
        )
    )
    wanted = None if only is None else set(only)
    order = outline(text)
    names = {row.number: label for row, label in order}
    rows = [(row, label) for row, label in order if wanted is None or row.number in wanted]
    prefetch_related_objects([row for row, _ in rows], Prefetch("alternatives", table, to_attr="table"))
    noted = marks(order)
    return [_place(row, label, names, noted.get(row.number, "")) for row, label in rows if row.table]  # type: ignore[attr-defined]


def place(paragraph: Paragraph) -> Place:
    """One paragraph; without anything on the table it has neither current text nor proposals."""
    found = places(paragraph.text, [paragraph.number])
    return found[0] if found else Place(paragraph, "", None, [])


def proposals(text: NegotiatingText) -> int:
    """How many proposals are on the table."""
    return Alternative.objects.filter(paragraph__text=text, state=State.TABLED).count()


def _place(paragraph: Any, label: str, names: dict[int, str], noted: str) -> Place:
    current = next((one for one in paragraph.table if one.state == State.CURRENT), None)
    rest = [one for one in paragraph.table if one.state == State.TABLED]
    moves = [(one, names.get(one.after or 0, "")) for one in rest if one.kind == Alternative.Kind.MOVE]
    proposals = [Proposal(one, _against(current, one)) for one in rest if one.kind != Alternative.Kind.MOVE]
    return Place(paragraph, label, current, proposals, moves, noted)


def marks(order: Iterable[tuple[Paragraph, str]]) -> dict[int, str]:
    """The marks of footnotes by the number of the paragraph that bears them, which stands before them."""
    found: dict[int, str] = {}
    bearer = 0
    for row, label in order:
        if row.kind != Paragraph.Kind.FOOTNOTE:
            bearer = row.number
        elif row.state != Paragraph.State.PROPOSED:
            found[bearer] = found.get(bearer, "") + ("\u2009" if bearer in found else "") + label
    return found


def bracketed(alternative: Alternative) -> list[tuple[str, Bracket | None]]:
    """The wording for the reader, cut where words stand in brackets; uncut in the other versions than the original."""
    if alternative.wording is None:
        return []
    words, language = version(alternative.wording)
    pieces: list[tuple[str, Bracket | None]] = []
    done = 0
    if language == alternative.wording["original"]:
        for row in sorted(alternative.brackets.all(), key=lambda row: words.index(row.words)):
            begins = words.index(row.words)
            pieces += [(words[done:begins], None), (row.words, row)]
            done = begins + len(row.words)
    return [piece for piece in [*pieces, (words[done:], None)] if piece[0]]


def furthest_first(place: Place) -> list[Proposal]:
    """The proposals on a paragraph in the order of a vote: a deletion, then the wording that changes most of the text
    that stands, in the language of its original."""
    return sorted(place.proposals, key=lambda one: (-_distance(place.current, one.alternative), one.alternative.number))


def _distance(current: Alternative | None, other: Alternative) -> float:
    """The share of changed characters in both wordings together, from 0 to 1; 2 for a deletion."""
    if other.wording is None:
        return 2
    if current is None or current.wording is None:
        return 1
    old, language = version(current.wording, current.wording["original"])
    new, of = version(other.wording, language)
    if of != language:
        return 1
    pieces = differences(old, new, language)
    changed = sum(len(piece.text) for piece in pieces if piece.kind != "kept")
    return changed / (len(old) + len(new))


def _against(current: Alternative | None, other: Alternative) -> tuple[Piece, ...]:
    """Differences in the reader's language; none where one of the two is not translated into it."""
    if current is None or current.wording is None or other.wording is None:
        return ()
    (old, from_language), (new, language) = version(current.wording), version(other.wording)
    return differences(old, new, language) if language == from_language else ()


def labels(paragraphs: Iterable[Paragraph]) -> dict[int, str]:
    """PP1, OP2, (a), ¹: what readers call each paragraph; one that is only proposed is not counted."""
    kinds = Paragraph.Kind
    counts = {kinds.PREAMBULAR: 0, kinds.OPERATIVE: 0, kinds.SUBPARAGRAPH: 0, kinds.FOOTNOTE: 0}
    prefixes = {kinds.PREAMBULAR: "PP", kinds.OPERATIVE: "OP"}
    found, parent = {}, ""
    for row in paragraphs:
        if row.kind == kinds.HEADING:
            found[row.pk] = ""
        elif row.kind == kinds.FOOTNOTE and row.state == Paragraph.State.PROPOSED:
            found[row.pk] = "⁺"
        elif row.kind == kinds.FOOTNOTE:
            counts[kinds.FOOTNOTE] += 1
            found[row.pk] = str(counts[kinds.FOOTNOTE]).translate(SUPERSCRIPT)
        elif row.state == Paragraph.State.PROPOSED:
            found[row.pk] = f"{prefixes.get(row.kind, parent)}+"  # type: ignore[call-overload]
        elif row.kind == kinds.SUBPARAGRAPH:
            counts[kinds.SUBPARAGRAPH] += 1
            found[row.pk] = f"{parent} ({LETTERS[(counts[kinds.SUBPARAGRAPH] - 1) % len(LETTERS)]})"
        else:
            kind = kinds(row.kind)
            counts[kind] += 1
            counts[kinds.SUBPARAGRAPH] = 0
            parent = found[row.pk] = f"{prefixes[kind]}{counts[kind]}"
    return found


def mine(text: NegotiatingText, person: Any) -> Mine | None:
    """The own delegation's drafts and positions; None for who has no seat."""
    own = seat(person, text.edition)
    if own is None:
        return None
    drafts = Alternative.objects.filter(paragraph__text=text, state=State.DRAFT).select_related(
        "paragraph", "proposer__body"
    )
    positions = Position.objects.filter(alternative__paragraph__text=text, delegation=own.delegation)
    return Mine(
        own.delegation,
        list(drafts.filter(proposer=own.delegation)),
        list(drafts.filter(shared_with=own.delegation)),
        {position.alternative_id: position for position in positions},
    )


def own_linkages(text: NegotiatingText, delegation: Delegation) -> QuerySet[Linkage]:
    found = Linkage.objects.filter(delegation=delegation, condition__paragraph__text=text)
    return found.select_related("condition__paragraph", "consequence__paragraph").order_by("pk")


def others(delegation: Delegation) -> QuerySet[Delegation]:
    """The other delegations of its edition, to share with."""
    found = Delegation.objects.filter(edition=delegation.edition_id).exclude(pk=delegation.pk)
    return found.select_related("body").order_by("protocol")


def shared_linkages(text: NegotiatingText, delegation: Delegation) -> QuerySet[Linkage]:
    """Linkages that other delegations let this one know."""
    found = Linkage.objects.filter(shared_with=delegation, condition__paragraph__text=text)
    return found.select_related("condition__paragraph", "consequence__paragraph", "delegation__body").order_by("pk")


def known_positions(paragraph: Paragraph, delegation: Delegation | None) -> dict[int, list[tuple[str, list[Position]]]]:
    """Positions that are public or shared with a delegation, by alternative and stance, the strongest objection
    first."""
    known = Q(audience=Confided.Audience.PUBLIC)
    if delegation:
        known |= Q(pk__in=Position.objects.filter(shared_with=delegation))
    found = Position.objects.filter(known, alternative__paragraph=paragraph)
    order = [stance.value for stance in Position.Stance][::-1]
    rows = sorted(
        found.select_related("delegation__body"), key=lambda one: (order.index(one.stance), one.delegation.protocol)
    )
    by_alternative: dict[int, list[Position]] = {}
    for position in rows:
        by_alternative.setdefault(position.alternative_id, []).append(position)
    return {
        alternative: [(stance, list(some)) for stance, some in groupby(said, lambda one: one.get_stance_display())]
        for alternative, said in by_alternative.items()
    }


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


@dataclass(frozen=True)
class PackageRow:
    label: str
    paragraph: Paragraph
    alternative: Alternative | None


def tabled_package(text: NegotiatingText) -> tuple[TabledPackage, list[PackageRow]] | None:
    """The package on the table with what it chooses."""
    package = text.packages.filter(state=TabledPackage.State.TABLED).first()
    if package is None:
        return None
    numbers = [int(number) for number in package.choice]
    rows = places(text, numbers)
    return package, [
        PackageRow(place.label, place.paragraph, place.options.get(str(package.choice[str(place.paragraph.number)])))
        for place in rows
    ]


def package(edition: str, slug: str, package: int) -> TabledPackage:
    found = TabledPackage.objects.filter(text__edition__slug=edition, text__slug=slug, number=package)
    return _one(found.select_related("text__edition"))


@dataclass(frozen=True)
class Ballots:
    """A decision, and where it is a vote, who voted how; on an amendment, the label of its paragraph."""

    decision: Decision
    by_choice: list[tuple[str, str, list[Delegation]]]
    label: str


def decisions(text: NegotiatingText) -> list[Ballots]:
    """What was put to a decision, oldest first."""
    rows = text.decisions.select_related("objector__body", "alternative__paragraph").prefetch_related(
        Prefetch("ballots", Ballot.objects.select_related("delegation__body"))
    )
    names = labels(text.paragraphs.all())
    on = {row.pk: row.alternative.paragraph_id if row.alternative else 0 for row in rows}
    return [Ballots(row, _by_choice(row), names.get(on[row.pk], "")) for row in rows]


def _by_choice(decision: Decision) -> list[tuple[str, str, list[Delegation]]]:
    ballots = list(decision.ballots.all())
    return [
        (value, str(label), [row.delegation for row in ballots if row.choice == value])
        for value, label in Ballot.Choice.choices
    ]


def amendments(text: NegotiatingText) -> list[tuple[Place, Proposal]]:
    """For each open paragraph with proposals the one that a vote takes first, being furthest removed."""
    open_places = [place for place in places(text) if place.is_open and place.proposals]
    return [(place, furthest_first(place)[0]) for place in open_places]


def taken_up(text: NegotiatingText) -> set[int]:
    """The opinion statements that this text has taken up."""
    used = Alternative.objects.filter(paragraph__text=text, statement__isnull=False)
    return set(used.values_list("statement_id", flat=True))
