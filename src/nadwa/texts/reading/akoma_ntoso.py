"""A zero draft from a document in Akoma Ntoso 3.0 (OASIS LegalDocML)."""

from typing import Any

from django.utils.translation import gettext as _
from lxml import etree

from nadwa.texts.reading.drafts import BadDocument, Draft, ParagraphKind, ReadParagraph
from nadwa.texts.reading.parsing import root_of

AKN = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
PREAMBULAR = {"recital", "recitals", "preamble"}
BELOW = {"point", "indent", "subparagraph", "alinea"}
NOT_TEXT = {"meta", "coverPage", "preface", "conclusions", "attachments", "components"}
LEFT_OUT = {"table", "img", "foreign", "attachments", "components"}


def read(content: bytes) -> Draft:
    """A document's recitals, paragraphs, points, headings and authorial notes, in order. Raises BadDocument."""
    root = root_of(content)
    if root.tag != f"{{{AKN}}}akomaNtoso":
        raise BadDocument(_("This is no Akoma Ntoso 3.0 document."))
    found: list[ReadParagraph] = []
    for element in root.iter(f"{{{AKN}}}p", f"{{{AKN}}}heading"):
        around = {_name(one) for one in element.iterancestors()}
        if around & (NOT_TEXT | LEFT_OUT | {"authorialNote"}):
            continue
        words = _words(element)
        if words:
            found.append(ReadParagraph(_kind(element, around), words))
            notes = element.iterfind(f".//{{{AKN}}}authorialNote")
            found += [
                ReadParagraph(ParagraphKind.FOOTNOTE, words) for note in notes if (words := _words(note, inside=True))
            ]
    if not found:
        raise BadDocument(_("This document has no paragraph."))
    left = [
        _("Line %(line)s: <%(name)s> was left out.") % {"line": one.sourceline, "name": _name(one)}
        for one in root.iter(*(f"{{{AKN}}}{name}" for name in LEFT_OUT))
    ]
    return Draft(found, left)


def _name(element: Any) -> str:
    return str(etree.QName(element).localname)


def _kind(element: Any, around: set[str]) -> str:
    if _name(element) == "heading":
        return ParagraphKind.HEADING
    if around & PREAMBULAR:
        return ParagraphKind.PREAMBULAR
    return ParagraphKind.SUBPARAGRAPH if around & BELOW else ParagraphKind.OPERATIVE


def _words(element: Any, *, inside: bool = False) -> str:
    """The text of an element without that of its notes; `inside` a note, with all of it."""
    condition = "" if inside else "[not(ancestor::akn:authorialNote)]"
    return " ".join("".join(element.xpath(f".//text(){condition}", namespaces={"akn": AKN})).split())
