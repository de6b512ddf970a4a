"""Versions to translate, out to translators' tools and back: XLIFF 2.0, one file a pair of languages."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from lxml import etree

from nadwa import characters
from nadwa.texts.models import Alternative, NegotiatingText
from nadwa.texts.reading.xliff import FINAL, NAMESPACE, units
from nadwa.texts.versions import CHECKED, MISSING, WordingStates, wording_hash
from nadwa.web.reading import apart
from nadwa.web.tables import BadEntry, BadUpload

KIND = "application/xliff+xml"
MOST_CHARACTERS = 4000
STATES = {MISSING: "initial", "draft": "translated", CHECKED: "final"}
CODES = {"zh-hans": "zh-Hans"}


@dataclass(frozen=True)
class Translation:
    """A version as a translator's tool gives it."""

    alternative: Alternative
    wording: str
    checked: bool


def write(text: NegotiatingText, rows: list[WordingStates], source: str, target: str) -> bytes:
    """The wordings whose original is in `source`, each with its version in `target` as far as there is one."""
    root = etree.Element(f"{{{NAMESPACE}}}xliff", nsmap={None: NAMESPACE})
    root.set("version", "2.0")
    root.set("srcLang", CODES.get(source, source))
    root.set("trgLang", CODES.get(target, target))
    file = _add(root, "file", id=text.slug, original=text.symbol)
    for row in rows:
        wording = row.alternative.wording or {}
        if wording["original"] != source:
            continue
        version = wording["versions"].get(target, {"text": "", "state": MISSING})
        unit = _add(file, "unit", id=_name(row.alternative), name=f"{row.place.label} {row.alternative.number}".strip())
        _add(_add(unit, "notes"), "note", category="sha256").text = wording_hash(wording)
        segment = _add(unit, "segment", state=STATES[version["state"]])
        _add(segment, "source").text = characters.written(wording["versions"][source]["text"])
        _add(segment, "target").text = characters.written(version["text"])
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return written


def read(content: bytes, rows: list[WordingStates], target: str) -> list[Translation]:
    """The versions that a file holds; units without one are passed over. Raises BadUpload with all that is wrong."""
    known = {_name(row.alternative): row.alternative for row in rows}
    found: list[Translation] = []
    errors: list[str] = []
    for unit in apart(units, content, target):
        try:
            found.append(_translation(unit, known))
        except BadEntry as bad:
            errors.append(_("Unit %(unit)s: %(wrong)s.") % {"unit": unit["id"], "wrong": bad})
    if errors:
        raise BadUpload(errors)
    return found


def _translation(unit: dict[str, Any], known: dict[str, Alternative]) -> Translation:
    alternative, words = known.get(unit["id"]), unit["words"]
    if alternative is None:
        raise BadEntry(_("no such wording is on the table; export again"))
    if unit["original"] is not None and unit["original"] != wording_hash(alternative.wording or {}):
        raise BadEntry(_("the original has changed since the export; export again"))
    if len(words) > MOST_CHARACTERS:
        raise BadEntry(
            _("%(count)s characters; expected at most %(most)s") % {"count": len(words), "most": MOST_CHARACTERS}
        )
    return Translation(alternative, words, all(state in FINAL for state in unit["states"]))


def _name(alternative: Alternative) -> str:
    return f"p{alternative.paragraph.number}-a{alternative.number}"


def _add(parent: Any, element: str, /, **attributes: str) -> Any:
    written = {name: characters.written(value) for name, value in attributes.items()}
    return etree.SubElement(parent, f"{{{NAMESPACE}}}{element}", written)
