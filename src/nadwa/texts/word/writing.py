"""A rolling text → a Word document in which every proposal is a tracked change of its sponsors."""

import io
from itertools import count
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm

from nadwa import characters
from nadwa.engine.language import Piece
from nadwa.texts.models import NegotiatingText, Paragraph
from nadwa.texts.queries import Place, ShownAlternative
from nadwa.web.languages import direction, plain


def rolling(text: NegotiatingText, places: list[Place], language: str) -> bytes:
    """The text in one language; brackets within it are comments of those who support them.

    The first proposal on a paragraph is tracked in its wording, each further one as an inserted paragraph after it, for
    Word cannot hold changes that overlap.
    """
    document = Document()
    document.core_properties.title = written_title(plain(text.title, language))
    document.core_properties.identifier = written_title(text.symbol)
    numbers = count(1)
    for place in places:
        paragraph = document.add_paragraph(
            style="Heading 2" if place.paragraph.kind == Paragraph.Kind.HEADING else None
        )
        paragraph.paragraph_format.left_indent = Cm(1 if place.paragraph.kind == Paragraph.Kind.SUBPARAGRAPH else 0)
        right_to_left(paragraph, language)
        if place.label:
            _run(paragraph._p, f"{place.label} ", language)
        standing = plain(place.current.wording, language) if place.current and place.current.wording else ""
        first, others = (place.proposals[0], place.proposals[1:]) if place.proposals else (None, [])
        for kind, words in _pieces(standing, first, language):
            _run(paragraph._p, words, language, kind, _author(first), numbers)
        for bracket in place.current.brackets.all() if place.current else []:
            names = ", ".join(plain(one.body.name) for one in bracket.supporters.all())
            document.add_comment(
                paragraph.runs,
                text=characters.written(f"[{bracket.words}]"),
                author=characters.written(names) or "Nadwa",
            )
        for other in others:
            added = document.add_paragraph()
            right_to_left(added, language)
            words = plain(other.alternative.wording, language) if other.alternative.wording else ""
            number = other.alternative.number
            _run(added._p, f"{place.label} · {number} {words}", language, "added", _author(other), numbers)
    return saved(document)


def written_title(words: str) -> str:
    """A title as the properties of a document can hold it."""
    return characters.written(words)[:255]


def saved(document: Any) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _pieces(standing: str, proposal: ShownAlternative | None, language: str) -> list[Piece]:
    if proposal is None:
        return [Piece("kept", standing)]
    if proposal.pieces:
        return list(proposal.pieces)
    wording = proposal.alternative.wording
    pieces = [Piece("removed", standing), Piece("added", plain(wording, language) if wording else "")]
    return [piece for piece in pieces if piece.text]


def _author(proposal: ShownAlternative | None) -> str:
    names = [plain(sponsor.body.name) for sponsor in proposal.sponsors] if proposal else []
    return ", ".join(names) or "Nadwa"


def _run(holder: Any, words: str, language: str, kind: str = "kept", author: str = "", numbers: Any = None) -> None:
    run = OxmlElement("w:r")
    if direction(language) == "rtl":
        properties = OxmlElement("w:rPr")
        properties.append(OxmlElement("w:rtl"))
        run.append(properties)
    text = OxmlElement("w:delText" if kind == "removed" else "w:t")
    text.text = characters.written(words)
    text.set(qn("xml:space"), "preserve")
    run.append(text)
    if kind == "kept":
        holder.append(run)
        return
    change = OxmlElement("w:del" if kind == "removed" else "w:ins")
    change.set(qn("w:id"), str(next(numbers)))
    change.set(qn("w:author"), characters.written(author))
    change.append(run)
    holder.append(change)


def right_to_left(paragraph: Any, language: str) -> None:
    """Set a paragraph from right to left where the language is."""
    if direction(language) == "rtl":
        paragraph.paragraph_format.element.get_or_add_pPr().append(OxmlElement("w:bidi"))
