"""Texts as Akoma Ntoso 3.0 (OASIS LegalDocML): the outcome out, a zero draft in (reading/akoma_ntoso.py)."""

from typing import Any

from lxml import etree

from nadwa import characters
from nadwa.texts.models import NegotiatingText, Paragraph
from nadwa.texts.reading.akoma_ntoso import AKN
from nadwa.texts.versions import standing
from nadwa.web.languages import plain

NumberedParagraph = tuple[Paragraph, str, str]
ISO_639_2 = {"ar": "ara", "zh-hans": "zho", "en": "eng", "fr": "fra", "ru": "rus", "es": "spa"}
ELEMENTS = {
    Paragraph.Kind.OPERATIVE: "paragraph",
    Paragraph.Kind.SUBPARAGRAPH: "point",
    Paragraph.Kind.HEADING: "division",
}


def write(text: NegotiatingText, language: str) -> bytes:
    """The text in one language as an Akoma Ntoso 3.0 statement: recitals, then paragraphs with their points."""
    root = etree.Element(f"{{{AKN}}}akomaNtoso", nsmap={None: AKN})
    statement = _add(root, "statement", name="outcome")
    _identification(statement, text, language)
    _add(_add(_add(statement, "preface"), "longTitle"), "p").text = characters.written(plain(text.title, language))
    everything = [
        (paragraph, label, characters.written(plain(one.wording or {}, language)))
        for paragraph, label, one in standing(text)
    ]
    rows = [row for row in everything if row[0].kind != Paragraph.Kind.FOOTNOTE]
    recitals = [row for row in rows if row[0].kind == Paragraph.Kind.PREAMBULAR]
    if recitals:
        holder = _add(_add(statement, "preamble"), "recitals")
        for paragraph, label, words in recitals:
            _numbered(holder, "recital", paragraph, label, words)
    body = _add(statement, "mainBody")
    for operative, points in _with_points([row for row in rows if row[0].kind != Paragraph.Kind.PREAMBULAR]):
        element = _numbered(
            body, ELEMENTS[Paragraph.Kind(operative[0].kind)], *operative, inside="intro" if points else "content"
        )
        for point in points:
            _numbered(element, ELEMENTS[Paragraph.Kind.SUBPARAGRAPH], *point, inside="content")
    _footnotes(root, everything)
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return written


def _identification(statement: Any, text: NegotiatingText, language: str) -> None:
    """Work, expression and manifestation, named after the symbol."""
    adopted = text.decisions.filter(state="adopted").first()
    day = adopted.ended_at.date().isoformat() if adopted and adopted.ended_at else ""
    work = f"/akn/un/statement/{day}/{text.edition.slug}-{text.number}"
    found = _add(_add(statement, "meta"), "identification", source="#nadwa")
    levels = {"FRBRWork": work, "FRBRExpression": f"{work}/{ISO_639_2[language]}"}
    levels["FRBRManifestation"] = f"{levels['FRBRExpression']}.xml"
    for name, uri in levels.items():
        level = _add(found, name)
        _add(level, "FRBRthis", value=uri)
        _add(level, "FRBRuri", value=uri)
        _add(level, "FRBRdate", date=day, name="adoption")
        _add(level, "FRBRauthor", href="#symposium")
        if name == "FRBRWork":
            _add(level, "FRBRcountry", value="un")
            _add(level, "FRBRnumber", value=text.symbol)
        if name == "FRBRExpression":
            _add(level, "FRBRlanguage", language=ISO_639_2[language])


def _with_points(rows: list[NumberedParagraph]) -> list[tuple[NumberedParagraph, list[NumberedParagraph]]]:
    """Each paragraph with the subparagraphs that follow it."""
    found: list[tuple[NumberedParagraph, list[NumberedParagraph]]] = []
    for row in rows:
        if row[0].kind == Paragraph.Kind.SUBPARAGRAPH and found:
            found[-1][1].append(row)
        else:
            found.append((row, []))
    return found


def _numbered(parent: Any, name: str, paragraph: Paragraph, label: str, words: str, *, inside: str = "") -> Any:
    element = _add(parent, name, eId=f"p_{paragraph.number}")
    if paragraph.kind == Paragraph.Kind.HEADING:
        _add(element, "heading").text = words
        return element
    _add(element, "num").text = label
    _add(_add(element, inside) if inside else element, "p").text = words
    return element


def _footnotes(root: Any, rows: list[NumberedParagraph]) -> None:
    """Each footnote as an authorial note at the end of the paragraph before it."""
    bearer = None
    for paragraph, label, words in rows:
        if paragraph.kind != Paragraph.Kind.FOOTNOTE:
            [element] = root.xpath("//*[@eId=$name]", name=f"p_{paragraph.number}")
            bearer = next(element.iter(f"{{{AKN}}}p", f"{{{AKN}}}heading"))
        elif bearer is not None:
            note = _add(bearer, "authorialNote", marker=label, placement="bottom", eId=f"p_{paragraph.number}")
            _add(note, "p").text = words


def _add(parent: Any, element: str, /, **attributes: str) -> Any:
    written = {name: characters.written(value) for name, value in attributes.items()}
    return etree.SubElement(parent, f"{{{AKN}}}{element}", written)
