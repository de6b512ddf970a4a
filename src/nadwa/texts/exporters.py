"""A text as a file: the outcome as PDF, Word document and Akoma Ntoso; a package as a non-paper; the letter that begins
a silence procedure."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext, override
from docx import Document
from docx.shared import Cm

from nadwa import characters, clock, media_types, printing
from nadwa.printing import Line
from nadwa.texts import akoma_ntoso, counting, versions
from nadwa.texts.models import Decision, NegotiatingText, OutcomeDocument, Paragraph
from nadwa.texts.queries import Place
from nadwa.texts.versions import standing
from nadwa.texts.word.writing import right_to_left, saved, written_title
from nadwa.web.figures import moment
from nadwa.web.languages import direction, plain


def docx(text: NegotiatingText, language: str) -> bytes:
    """The text in one language, numbered as it was negotiated, right to left where the language is."""
    document = Document()
    document.core_properties.title = written_title(plain(text.title, language))
    document.core_properties.identifier = written_title(text.symbol)
    document.core_properties.language = language
    _line(document, text.symbol, language="en")
    _line(document, plain(text.title, language), language=language, style="Title")
    notes = []
    for line in _lines(text, language):
        notes += line.notes
        if line.kind == Paragraph.Kind.HEADING:
            _line(document, line.words, language=language, style="Heading 2")
        else:
            marks = "\u2009".join(mark for mark, _words in line.notes)
            _labelled(document, line, language, marks)
    for mark, words in notes:
        _line(document, f"{mark} {words}", language=language, style="Caption")
    return saved(document)


def non_paper(text: NegotiatingText, places: list[Place], choice: Mapping[str, int], language: str) -> bytes:
    """A package as a non-paper: the whole text as it would read, what the package changes in bold."""
    document = Document()
    _line(document, gettext("Non-paper"), language=language, style="Title")
    _line(document, plain(text.title, language), language=language, style="Heading 1")
    for line in _with_package(places, choice, language):
        _labelled(document, line, language)
    for words in counting.in_words(text, choice):
        _line(document, words, language=language, style="Caption")
    return saved(document)


def printed_non_paper(text: NegotiatingText, places: list[Place], choice: Mapping[str, int], language: str) -> bytes:
    title = f"{gettext('Non-paper')}: {plain(text.title, language)}"
    lines, foot = _with_package(places, choice, language), " ".join(counting.in_words(text, choice))
    return printing.pdf(title, "", language, lines, at=clock.now(), foot=foot)


def _with_package(places: list[Place], choice: Mapping[str, int], language: str) -> list[Line]:
    """The paragraphs as they would stand, what changes in bold."""
    lines = []
    for place in places:
        number = choice.get(str(place.paragraph.number))
        chosen = place.current if number is None else place.options.get(str(number))
        words = plain(chosen.wording, language) if chosen and chosen.wording else ""
        if words:
            lines.append(Line(words, place.label, place.paragraph.kind, bold=chosen != place.current))
    return lines


def _lines(text: NegotiatingText, language: str) -> list[Line]:
    """The paragraphs as they stand, each with its footnotes."""
    lines: list[Line] = []
    for paragraph, label, one in standing(text):
        words = plain(one.wording or {}, language)
        if paragraph.kind == Paragraph.Kind.FOOTNOTE and lines:
            lines[-1].notes.append((label, words))
        else:
            lines.append(Line(words, label, paragraph.kind))
    return lines


def _line(document: Any, words: str, *, language: str, style: str | None = None) -> Any:
    paragraph = document.add_paragraph(style=style)
    run = paragraph.add_run(characters.written(words))
    right_to_left(paragraph, language)
    if direction(language) == "rtl":
        run.font.rtl = True
    return paragraph


def _labelled(document: Any, line: Line, language: str, marks: str = "") -> None:
    added = _line(document, f"{line.label}\u2002{line.words}{marks}", language=language)
    added.paragraph_format.left_indent = Cm(1 if line.kind == Paragraph.Kind.SUBPARAGRAPH else 0)
    added.runs[0].bold = line.bold


def pdf(text: NegotiatingText, language: str) -> bytes:
    """The text in one language; its foot names the hash of the six versions."""
    adopted = text.decisions.filter(state=Decision.State.ADOPTED).first()
    at = (adopted and adopted.ended_at) or clock.now()
    lines = _lines(text, language)
    with override(language):
        digest = adopted.digest if adopted else versions.digest(text)
        foot = gettext("SHA-256 of the six versions: %(digest)s") % {"digest": digest}
    return printing.pdf(plain(text.title, language), text.symbol, language, lines, foot=foot, at=at)


def letter(decision: Decision, language: str, address: str) -> bytes:
    """The letter by which delegations learn of a silence procedure; `address` is where they object."""
    text, deadline = decision.text, decision.deadline
    assert deadline is not None  # noqa: S101 - the database has a constraint
    with override(language):
        zone = text.edition.time_zone
        local, utc = (moment(deadline, name) for name in (zone, "UTC"))
        lines = [
            gettext(
                "The facilitator presents compliments to all delegations and has the honour to inform them that the"
                " following text is placed under a silence procedure: %(title)s (%(symbol)s)."
            )
            % {"title": plain(text.title, language), "symbol": text.symbol},
            gettext("The silence may be broken until %(local)s (%(zone)s), that is %(utc)s (UTC).")
            % {"local": local, "zone": zone, "utc": utc},
            gettext("Unless a delegation objects before then, the text is adopted in its six official versions.")
            if not decision.anonymous
            else gettext(
                "Unless a delegation objects before then, with or without its name, the text is adopted in its"
                " six official versions."
            ),
            gettext("Objections are made at: %(address)s") % {"address": address},
        ]
        foot = gettext("SHA-256 of the six versions: %(digest)s") % {"digest": decision.digest}
        title = gettext("Silence procedure")
    return printing.pdf(
        title, text.symbol, language, [Line(words) for words in lines], at=decision.started_at, foot=foot
    )


NON_PAPERS: dict[str, tuple[Callable[[NegotiatingText, list[Place], Mapping[str, int], str], bytes], str]] = {
    "docx": (non_paper, media_types.WORD),
    "pdf": (printed_non_paper, media_types.PDF),
}
WRITERS: dict[str, Callable[[NegotiatingText, str], bytes]] = {
    OutcomeDocument.Form.PDF: pdf,
    OutcomeDocument.Form.DOCX: docx,
    OutcomeDocument.Form.AKOMA_NTOSO: akoma_ntoso.write,
}
