"""A Word document → paragraphs with alternatives.

Headings, preambular and operative paragraphs and subparagraphs are told by style, numbering and punctuation. What
somebody inserted or deleted with tracked changes is that author's alternative; so is what stands in square brackets
after a name: [Aldora, Belmara: shall]. Comments are kept as notes, foot- and endnotes follow their paragraph. What
cannot be taken over is reported with the number of its paragraph, never dropped in silence.
"""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from docx import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from nadwa.texts.reading.drafts import BadDocument, Draft, ParagraphKind, ReadAlternative, ReadParagraph
from nadwa.web.tables import DAMAGED, is_too_large

MOST_BYTES = 20 * 1024 * 1024
NUMBERING = re.compile(r"^\s*(?:(?:(?:PP|OP)\s*\d+\.?|\d+\.|\(?[a-z]\)|\([ivx]+\))\s+)+")
SUBPARAGRAPH = re.compile(r"^\s*(?:OP\s*\d+\.?\s+)?(?:\(?[a-z]\)|\([ivx]+\))\s+")
NAMED_BRACKET = re.compile(r"\[([^\[\]:]{1,120}):([^\[\]]+)\]")
MOST_WORDINGS = 250  # of one paragraph: each is written out as a whole
LEFT_OUT: dict[str, Callable[[], str]] = {
    qn("w:drawing"): lambda: _("a picture was left out"),
    qn("w:pict"): lambda: _("a picture was left out"),
    qn("w:object"): lambda: _("an embedded object was left out"),
    qn("w:moveFrom"): lambda: _("a tracked move was taken as a deletion and an insertion"),
    qn("w:fldChar"): lambda: _("a field was taken as the text it shows"),
    qn("m:oMath"): lambda: _("a formula was left out"),
}
INSERTED = {qn("w:ins"), qn("w:moveTo")}
DELETED = {qn("w:del"), qn("w:moveFrom")}
HIDDEN = {qn("w:drawing"), qn("w:pict"), qn("w:object"), qn("w:instrText")}


@dataclass(frozen=True)
class _Around:
    """What a paragraph refers to: `comments` (author, words) and names of `styles`, by their ids."""

    comments: dict[str, tuple[str, str]]
    styles: dict[str, str]


class _TooMany(ValueError):
    """More wordings of a paragraph than are read; the message says how many of what."""


def read(content: bytes) -> Draft:
    """Read the bytes of a .docx. Raises BadDocument."""
    try:
        return _read(_opened(content))
    except BadDocument:
        raise
    except DAMAGED as error:
        raise BadDocument(_("This Word document is damaged.")) from error


def _read(document: Any) -> Draft:
    around = _Around(_comments(document), {style.style_id: style.name for style in document.styles})
    footnotes = _footnotes(document)
    paragraphs: list[ReadParagraph] = []
    report: list[str] = []
    seen_operative = False
    for number, element in enumerate(document.element.body, 1):
        if element.tag == qn("w:sectPr"):
            continue
        if element.tag != qn("w:p"):
            report.append(
                _said(number, _("a table was left out") if element.tag == qn("w:tbl") else _("a block was left out"))
            )
            continue
        report += [_said(number, words()) for tag, words in LEFT_OUT.items() if element.find(f".//{tag}") is not None]
        try:
            found = _paragraph(element, around, seen_operative)
        except _TooMany as too_many:
            raise BadDocument(_said(number, str(too_many))) from too_many
        if found is None:
            continue
        seen_operative = seen_operative or found.kind == ParagraphKind.OPERATIVE
        paragraphs.append(found)
        paragraphs += [ReadParagraph(ParagraphKind.FOOTNOTE, words) for words in _noted(element, footnotes)]
    if not paragraphs:
        raise BadDocument(_("This document has no paragraph."))
    return Draft(paragraphs, report)


def _opened(content: bytes) -> Any:
    try:
        if is_too_large(zipfile.ZipFile(io.BytesIO(content))):
            raise BadDocument(_("This document is too large when unpacked."))
        return Document(io.BytesIO(content))
    except (zipfile.BadZipFile, PackageNotFoundError, KeyError, ValueError) as error:
        if isinstance(error, BadDocument):
            raise
        raise BadDocument(_("This is no Word document (.docx).")) from error


def _said(number: int, words: str) -> str:
    return _("Paragraph %(number)s of the document: %(words)s.") % {"number": number, "words": words}


def _comments(document: Any) -> dict[str, tuple[str, str]]:
    return {str(comment.comment_id): (comment.author, comment.text) for comment in document.comments}


def _footnotes(document: Any) -> dict[tuple[str, str], str]:
    """Foot- and endnotes by the mark that refers to them and its id."""
    found = {}
    for relation in document.part.rels.values():
        kind = relation.reltype.rpartition("/")[2]
        if kind in {"footnotes", "endnotes"}:
            root = parse_xml(relation.target_part.blob)
            for note in root.iter(qn(f"w:{kind[:-1]}")):
                found[qn(f"w:{kind[:-1]}Reference"), note.get(qn("w:id"))] = " ".join(
                    _text(_pieces(note), None).split()
                )
    return found


def _noted(element: Any, footnotes: dict[tuple[str, str], str]) -> list[str]:
    references = element.iter(qn("w:footnoteReference"), qn("w:endnoteReference"))
    found = [footnotes.get((mark.tag, mark.get(qn("w:id")))) for mark in references]
    return [words for words in found if words]


def _paragraph(element: Any, around: _Around, seen_operative: bool) -> ReadParagraph | None:
    pieces = _pieces(element)
    authors = {change.get(qn("w:author"), "") for tag in INSERTED | DELETED for change in element.iter(tag)}
    if len(authors) > MOST_WORDINGS:
        message = _("%(count)s people have changed it; expected at most %(most)s")
        raise _TooMany(message % {"count": len(authors), "most": MOST_WORDINGS})
    original = _text(pieces, None)
    revised = {author: _text(pieces, author) for author in sorted(authors)}
    standing, bracketed = _brackets(original)
    if not standing and not any(revised.values()):
        return None
    kind = _kind(element, around, original or next(iter(revised.values())), seen_operative)
    tracked = [
        ReadAlternative([author], _clean(words) or None) for author, words in revised.items() if words != original
    ]
    marks = [mark.get(qn("w:id")) for mark in element.iter(qn("w:commentReference"))]
    notes = [around.comments[mark] for mark in marks if mark in around.comments]
    return ReadParagraph(kind, _clean(standing), [*tracked, *bracketed], notes)


@dataclass(frozen=True)
class _Piece:
    """Some words, and whose insertion and deletion they stand in."""

    words: str
    inserted: frozenset[str]
    deleted: frozenset[str]


def _pieces(element: Any) -> list[_Piece]:
    """The words of an element in one walk, however many have changed it."""
    found = []
    for node in element.iter(qn("w:t"), qn("w:delText"), qn("w:tab"), qn("w:br")):
        above = list(node.iterancestors())
        if any(one.tag in HIDDEN for one in above):
            continue
        inserted, deleted = (
            frozenset(one.get(qn("w:author"), "") for one in above if one.tag in tags) for tags in (INSERTED, DELETED)
        )
        words = node.text or "" if node.tag in {qn("w:t"), qn("w:delText")} else " "
        found.append(_Piece(words, inserted, deleted))
    return found


def _text(pieces: list[_Piece], author: str | None) -> str:
    """The text with the changes of one author; None: without anybody's."""
    own = {author}
    return "".join(one.words for one in pieces if one.inserted <= own and author not in one.deleted)


def _brackets(words: str) -> tuple[str, list[ReadAlternative]]:
    """The wording without what is bracketed under a name, and that as alternatives: with it and nobody else's."""
    brackets = list(NAMED_BRACKET.finditer(words))
    if len(brackets) > MOST_WORDINGS:
        message = _("%(count)s brackets with names; expected at most %(most)s")
        raise _TooMany(message % {"count": len(brackets), "most": MOST_WORDINGS})
    ends = [0, *(bracket.end() for bracket in brackets)]
    between = [words[end : bracket.start()].rstrip() for end, bracket in zip(ends, brackets, strict=False)]
    between.append(words[ends[-1] :])
    found = []
    for place, bracket in enumerate(brackets, 1):
        before, after = "".join(between[:place]), "".join(between[place:])
        names = [name.strip() for name in re.split(r"[,،、;]", bracket[1]) if name.strip()]
        found.append(ReadAlternative(names, _clean(f"{before} {bracket[2]}{after}")))
    return "".join(between), found


def _clean(words: str) -> str:
    return " ".join(NUMBERING.sub("", words).split())


def _kind(element: Any, around: _Around, words: str, seen_operative: bool) -> str:
    style = _style(element, around)
    properties = element.find(qn("w:pPr"))
    level = properties.find(f"{qn('w:numPr')}/{qn('w:ilvl')}") if properties is not None else None
    if style.startswith(("Heading", "Title", "heading")):
        return ParagraphKind.HEADING
    if SUBPARAGRAPH.match(words) or (level is not None and level.get(qn("w:val")) != "0"):
        return ParagraphKind.SUBPARAGRAPH
    if words.lstrip().upper().startswith("PP") or (words.rstrip().endswith((",", "،", "，")) and not seen_operative):
        return ParagraphKind.PREAMBULAR
    return ParagraphKind.OPERATIVE


def _style(element: Any, around: _Around) -> str:
    named = element.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return "" if named is None else around.styles.get(named.get(qn("w:val")), "")
