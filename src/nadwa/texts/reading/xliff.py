"""What a translator's tool has written: the units of an XLIFF 2.0 file that have a version."""

from typing import Any

from django.utils.translation import gettext as _

from nadwa.texts.reading.parsing import root_of
from nadwa.web.tables import BadUpload

NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"
FINAL = {"reviewed", "final"}
DONE = {"translated", *FINAL}


def units(content: bytes, target: str) -> list[dict[str, Any]]:
    """{id, words, states, original: the hash of what was translated, or None} of each. Raises BadUpload."""
    root = root_of(content)
    if root.tag != f"{{{NAMESPACE}}}xliff":
        raise BadUpload([_("This is no XLIFF 2.0 file.")])
    if root.get("trgLang", "").lower() != target:
        wrong = {"given": root.get("trgLang", ""), "expected": target}
        raise BadUpload([_("The file is for the language “%(given)s”; expected “%(expected)s”.") % wrong])
    found = (_unit(unit) for unit in root.iter(f"{{{NAMESPACE}}}unit"))
    return [unit for unit in found if unit["words"] and DONE.issuperset(unit["states"])]


def _unit(unit: Any) -> dict[str, Any]:
    segments = unit.findall(f"{{{NAMESPACE}}}segment")
    targets = [segment.find(f"{{{NAMESPACE}}}target") for segment in segments]
    note = unit.find(f"{{{NAMESPACE}}}notes/{{{NAMESPACE}}}note[@category='sha256']")
    return {
        "id": unit.get("id", ""),
        "words": " ".join(" ".join("".join(one.itertext()).split()) for one in targets if one is not None).strip(),
        "states": [segment.get("state", "initial") for segment in segments],
        "original": None if note is None else note.text or "",
    }
