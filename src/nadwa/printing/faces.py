"""Which of the vendored faces has which signs, and what is printed for a sign that none has.

The faces lie packed beside coverage.json, both made by tools/faces.py; a document is set in those that its words need.
"""

import lzma
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from functools import cache
from hashlib import sha256
from io import BytesIO
from json import loads
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.conf import settings
from fontTools.ttLib import TTFont

from nadwa import characters

HERE = Path(__file__).parent / "fonts"
# What Typst's own face has and every document is set in, before any other is asked.
BASIC = re.compile("[\t\n\x20-\x7e\xa0-\xac\xae-\u017e\u0400-\u045f\u2010-\u2015\u2018-\u201e\u2020-\u2022\u2026]*")
ALWAYS = ["noto-serif-sc-chinese-simplified-400-normal.woff", "noto-naskh-arabic-arabic-400-normal.woff"]
# No face needs to have these: they shape or order what stands around them. Blanks of other widths are set as blanks.
UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\U000e0020-\U000e01ef]"
)
BLANKS = re.compile("[\u2000-\u200a\u202f\u205f\u1680\u2028\u2029]")
BOX = "⟦U+%04X⟧"  # the templates draw a box around it


@cache
def coverage() -> dict[str, tuple[str, list[int], list[int]]]:
    """By file: the family, and where its runs of signs begin and end."""
    read = loads((HERE / "coverage.json").read_text())
    return {
        file: (face["family"], [run[0] for run in face["signs"]], [run[1] for run in face["signs"]])
        for file, face in read.items()
    }


def face_of(sign: str) -> str | None:
    """The file of the first face that has a sign."""
    code = ord(sign)
    for file, (_family, begins, ends) in coverage().items():
        at = bisect_right(begins, code) - 1
        if at >= 0 and code <= ends[at]:
            return file
    return None


def needed(texts: Iterable[str]) -> list[str]:
    """The files of the faces that texts are set in, in the order in which they are asked."""
    signs = {sign for text in texts if not BASIC.fullmatch(text) for sign in text}
    found = {face_of(sign) for sign in signs} | set(ALWAYS)
    return [*ALWAYS, *(file for file in coverage() if file in found and file not in ALWAYS)]


def printable(text: str, without: frozenset[str] = frozenset()) -> str:
    """The text with a box in the place of each sign that no face has, or that is in `without`."""
    if BASIC.fullmatch(text) and not without:
        return text
    return "".join(map(_shown(without), BLANKS.sub(" ", characters.written(text))))


def boxed(text: str, without: frozenset[str] = frozenset()) -> list[str]:
    """The code points for which boxes stand in a text."""
    return [f"U+{ord(sign):04X}" for sign in dict.fromkeys(text) if _shown(without)(sign).startswith("⟦U+")]


def _shown(without: frozenset[str]) -> Callable[[str], str]:
    def shown(sign: str) -> str:
        if sign in without:
            return BOX % ord(sign)
        if BASIC.fullmatch(sign):
            return sign
        if UNSEEN.fullmatch(sign):
            return sign if sign in "\u200c\u200d\u200e\u200f" else ""
        return sign if face_of(sign) else BOX % ord(sign)

    return shown


def families(files: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(coverage()[file][0] for file in files))


def folders(files: Iterable[str]) -> list[Path]:
    """Each face unpacked in a folder of its own, which Typst does not do by itself."""
    return [_unpacked(Path(settings.VAR) / "fonts", file) for file in files]


@cache
def _unpacked(below: Path, file: str) -> Path:
    """Named by what is packed in it, so that another edition of a face is unpacked anew. Processes may meet here."""
    packed = (HERE / file).read_bytes()
    folder = below / f"{Path(file).stem}-{sha256(packed).hexdigest()[:16]}"
    unpacked = folder / "face.ttf"
    if not unpacked.exists():
        folder.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=folder, suffix=".part", delete=False) as partly:
            partly.write(_plain(file, packed))
        Path(partly.name).replace(unpacked)
    return folder


def _plain(file: str, packed: bytes) -> bytes:
    if file.endswith(".xz"):
        return lzma.decompress(packed)
    font: Any = TTFont(BytesIO(packed))
    font.flavor = None
    written = BytesIO()
    font.save(written)
    return written.getvalue()
