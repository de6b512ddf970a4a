"""Documents as PDF/A, set by Typst in faces for every living script; whatever is in it, a page is set."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from io import BytesIO
from json import dumps
from pathlib import Path
from typing import Any

import segno
import typst
from django.utils.translation import gettext, override

from nadwa import characters
from nadwa.printing import faces
from nadwa.web.languages import direction

HERE = Path(__file__).parent
ATTEMPTS = 20
ESCAPED = r"\\u\{([0-9a-f]+)\}"


@dataclass(frozen=True)
class Line:
    """A paragraph to print: its words, its label if it has one, its kind ("heading", "subparagraph" or another), and
    its footnotes, each a mark and words."""

    words: str
    label: str = ""
    kind: str = ""
    bold: bool = False
    notes: list[tuple[str, str]] = field(default_factory=list)


def pdf(
    title: str,
    symbol: str,
    language: str,
    lines: Sequence[Line],
    *,
    at: datetime,
    foot: str = "",
    letterhead: Sequence[str] = (),
) -> bytes:
    """A document in one language, a letter where it has a letterhead; the same content and `at` give the same bytes."""
    page = {
        "title": title,
        "letterhead": list(letterhead),
        "symbol": symbol,
        "language": language.partition("-")[0],
        "rtl": direction(language) == "rtl",
        "lines": [asdict(line) for line in lines],
        "foot": foot,
    }
    return _set("document.typ", page, language, at)


def badges(title: str, language: str, sheets: Sequence[Mapping[str, str]], *, at: datetime) -> bytes:
    """Badges of {name, body, kind, colour, zones, code, qr}, eight on a page of A4."""
    page: dict[str, Any] = {
        "title": title,
        "language": language.partition("-")[0],
        "rtl": direction(language) == "rtl",
        "badges": list(sheets),
    }
    with override(language):
        page["shortened"] = gettext("Shortened on the badges; in full:")
    return _set("badges.typ", page, language, at)


def qr(words: str) -> str:
    """A QR code as SVG."""
    drawn = BytesIO()
    segno.make(words, error="m", micro=False).save(drawn, kind="svg", border=2, omitsize=True, xmldecl=False, nl=False)
    return drawn.getvalue().decode()


def _set(template: str, page: Mapping[str, Any], language: str, at: datetime) -> bytes:
    """The document in the faces that its words need. What cannot be shown stands as a box, and is named at the end."""
    unshown: frozenset[str] = frozenset()
    for _attempt in range(ATTEMPTS):
        try:
            return _compiled(template, page, language, at, unshown)
        except typst.TypstError as error:
            more = frozenset(_not_displayed(str(error))) - unshown
            if not more:
                raise
            unshown |= more
    return _compiled(template, page, language, at, frozenset(sign for text in _texts(page) for sign in text))


def _compiled(template: str, page: Mapping[str, Any], language: str, at: datetime, unshown: frozenset[str]) -> bytes:
    boxes = _boxes(_texts(page), language, unshown)
    shown = _printable({**page, "boxes": boxes}, unshown)
    files = faces.needed([text for _place, text in characters.texts_in(shown)])
    content: bytes = typst.compile(
        HERE / template,
        font_paths=faces.folders(files),
        ignore_system_fonts=True,
        sys_inputs={"data": dumps({**shown, "fonts": ["Libertinus Serif", *faces.families(files)]})},
        pdf_standards=["a-2b"],
        timestamp=int(at.timestamp()),
    )
    return content


def _texts(page: Mapping[str, Any]) -> list[str]:
    return [text for _place, text in characters.texts_in(dict(page)) if not faces.BASIC.fullmatch(text)]


def _boxes(texts: list[str], language: str, unshown: frozenset[str]) -> list[str]:
    """What the reader is told of each text with boxes in it."""
    with override(language):
        said = gettext("The fonts available lack these characters; they appear as boxes in “%(words)s”: %(signs)s.")
        found = ((text, faces.boxed(text, unshown)) for text in dict.fromkeys(texts))
        return [said % {"words": _beginning(text), "signs": ", ".join(signs)} for text, signs in found if signs]


def _beginning(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:60]} …"


def _printable(value: Any, unshown: frozenset[str]) -> Any:
    if isinstance(value, str):
        return faces.printable(value, frozenset(sign for sign in unshown if not sign.isascii()))
    if isinstance(value, Mapping):
        return {name: _printable(item, unshown) for name, item in value.items()}
    return [_printable(item, unshown) for item in value] if isinstance(value, list | tuple) else value


def _not_displayed(error: str) -> str:
    """The text that Typst could not show, of its own words about it."""
    found = re.search('the text `"(.*?)"` could not be displayed', error, re.DOTALL)
    return re.sub(ESCAPED, lambda code: chr(int(code[1], 16)), found[1]) if found else ""
