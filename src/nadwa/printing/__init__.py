"""Documents as PDF/A, set by Typst in faces that hold all six languages."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from functools import cache
from json import dumps
from pathlib import Path

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
    content: bytes = typst.compile(
        HERE / "document.typ",
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
