"""Documents as PDF/A, set by Typst in faces that hold all six languages."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from functools import cache
from io import BytesIO
from json import dumps
from pathlib import Path
from typing import Any

import segno
import typst
from django.conf import settings
from fontTools.ttLib import TTFont

from nadwa.web.languages import direction

HERE = Path(__file__).parent


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
    return _set("document.typ", page, at)


def badges(title: str, language: str, sheets: Sequence[Mapping[str, str]], *, at: datetime) -> bytes:
    """Badges of {name, body, kind, colour, zones, code, qr}, eight on a page of A4."""
    page = {
        "title": title,
        "language": language.partition("-")[0],
        "rtl": direction(language) == "rtl",
        "badges": list(sheets),
    }
    return _set("badges.typ", page, at)


def qr(words: str) -> str:
    """A QR code as SVG."""
    drawn = BytesIO()
    segno.make(words, error="m", micro=False).save(drawn, kind="svg", border=2, omitsize=True, xmldecl=False, nl=False)
    return drawn.getvalue().decode()


def _set(template: str, page: Mapping[str, Any], at: datetime) -> bytes:
    content: bytes = typst.compile(
        HERE / template,
        font_paths=[_fonts()],
        ignore_system_fonts=True,
        sys_inputs={"data": dumps(page)},
        pdf_standards=["a-2b"],
        timestamp=int(at.timestamp()),
    )
    return content


@cache
def _fonts() -> Path:
    """The vendored faces unpacked, which Typst does not do by itself."""
    folder = Path(settings.VAR) / "fonts"
    folder.mkdir(parents=True, exist_ok=True)
    for packed in (HERE / "fonts").glob("*.woff"):
        unpacked = folder / f"{packed.stem}.ttf"
        if not unpacked.exists():
            font = TTFont(packed)
            font.flavor = None
            partly = unpacked.with_suffix(".part")
            font.save(partly)
            partly.replace(unpacked)
    return folder
