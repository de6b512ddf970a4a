"""The paragraphs of a text as readers see them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch, Q, prefetch_related_objects

from nadwa.delegations.models import Delegation
from nadwa.engine.language import Piece, differences
from nadwa.texts.models import (
    Alternative,
    Bracket,
    NegotiatingText,
    Paragraph,
)
from nadwa.web.languages import version

ON_THE_TABLE = Q(state__in=[Alternative.State.TABLED, Alternative.State.CURRENT])
WITHOUT = "0"
SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class ShownAlternative:
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
    proposals: list[ShownAlternative]
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
    return Alternative.objects.filter(paragraph__text=text, state=Alternative.State.TABLED).count()


def _place(paragraph: Any, label: str, names: dict[int, str], noted: str) -> Place:
    current = next((one for one in paragraph.table if one.state == Alternative.State.CURRENT), None)
    rest = [one for one in paragraph.table if one.state == Alternative.State.TABLED]
    moves = [(one, names.get(one.after or 0, "")) for one in rest if one.kind == Alternative.Kind.MOVE]
    proposals = [ShownAlternative(one, _against(current, one)) for one in rest if one.kind != Alternative.Kind.MOVE]
    return Place(paragraph, label, current, proposals, moves, noted)


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


def furthest_first(place: Place) -> list[ShownAlternative]:
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
