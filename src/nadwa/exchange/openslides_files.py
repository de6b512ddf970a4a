"""What a file of OpenSlides holds, with the texts of its motions as paragraphs."""

from typing import Any

from lxml import etree, html

from nadwa.texts.reading.drafts import ParagraphKind
from nadwa.web.tables import BadUpload, json_of

BLOCKS = {
    "p": ParagraphKind.OPERATIVE,
    "li": ParagraphKind.SUBPARAGRAPH,
    **{f"h{level}": ParagraphKind.HEADING for level in range(1, 7)},
}


def read(content: bytes, otherwise: str) -> Any:
    """As JSON has it; in the place of a motion's text [kind, words] of each paragraph. Raises BadUpload."""
    models = json_of(content, otherwise)
    try:
        for motion in models.get("motion", {}).values():
            motion["text"] = draft(str(motion.get("text") or ""))
    except (AttributeError, TypeError, ValueError, etree.LxmlError) as error:
        raise BadUpload([otherwise]) from error
    return models


def draft(text: str) -> list[list[str]]:
    """Kinds and words of the paragraphs of a motion's HTML; before the first operative one, commas end preambular."""
    if not text.strip():
        return []
    found: list[list[str]] = []
    begun = False
    for element in html.fromstring(f"<div>{text}</div>").iter(*BLOCKS):
        words = " ".join(element.text_content().split())
        if not words or element.find(".//p") is not None or element.find(".//li") is not None:
            continue
        listed = any(one.tag == "li" for one in element.iterancestors())
        kind = ParagraphKind.SUBPARAGRAPH if listed else BLOCKS[element.tag]
        if kind == ParagraphKind.OPERATIVE and not begun and words.endswith((",", "،", "，")):
            kind = ParagraphKind.PREAMBULAR
        begun = begun or kind == ParagraphKind.OPERATIVE
        found.append([str(kind), words])
    return found
