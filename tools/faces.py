"""Make the faces that documents fall back on, from Debian's fonts-noto-core and fonts-noto-cjk and npm's Noto Emoji.

    python tools/faces.py FOLDER-OF-THE-EMOJI-PACKAGE

Each face keeps only the signs that no face before it has, so that together they are small; coverage.json says which
has which signs. Faces of scripts that nobody writes names in today are left out: boxes with code points stand there.
"""

import csv
import hashlib
import json
import lzma
import sys
from collections.abc import Iterator
from io import BytesIO
from itertools import groupby
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTCollection, TTFont

HERE = Path(__file__).parent.parent / "src" / "nadwa" / "printing" / "fonts"
CORE = Path("/usr/share/fonts/truetype/noto")
CJK = Path("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc")
CORE_VERSION, CJK_VERSION, EMOJI_VERSION = "20201225", "20220127", "5.3.2"
VENDORED = ["noto-naskh-arabic-arabic-400-normal.woff", "noto-serif-sc-chinese-simplified-400-normal.woff"]
IN_SERIF = (
    "Hebrew Armenian Georgian Devanagari Bengali Gurmukhi Gujarati Tamil Telugu Kannada Malayalam Sinhala Thai Lao"
    " Khmer Myanmar Tibetan Ethiopic Balinese NyiakengPuachueHmong"
)
IN_SANS = (
    "Oriya Arabic Syriac Thaana NKo Adlam HanifiRohingya Mandaic Samaritan Mongolian"
    " CanadianAboriginal Cherokee Tifinagh Vai Bamum Osmanya"
    " MendeKikakui BassaVah Medefaidrin Javanese Sundanese Buginese Batak Rejang Cham Lepcha Limbu NewTaiLue TaiLe"
    " TaiTham TaiViet OlChiki MeeteiMayek SoraSompeng WarangCiti Chakma SylotiNagri Saurashtra Newa Tirhuta Lisu Miao"
    " Yi PahawhHmong PauCinHau KayahLi Tagalog Hanunoo Buhid Tagbanwa Osage Deseret Coptic Gothic Runic Ogham Wancho"
    " Mro GunjalaGondi MasaramGondi Modi Takri Khudawadi Math Symbols Symbols2"
)


def sources(emoji: Path) -> Iterator[tuple[str, str, str, TTFont]]:
    """Name of the file, package and version, and the font; the first that has a sign keeps it."""
    yield "noto-serif", "fonts-noto-core", CORE_VERSION, TTFont(CORE / "NotoSerif-Regular.ttf")
    for style, names in (("Serif", IN_SERIF), ("Sans", IN_SANS)):
        for name in names.split():
            font = TTFont(CORE / f"Noto{style}{name}-Regular.ttf")
            yield f"noto-{style.lower()}-{name.lower()}", "fonts-noto-core", CORE_VERSION, font
    collection = TTCollection(CJK)
    for number, country in ((1, "kr"), (0, "jp"), (4, "hk"), (3, "tc"), (2, "sc")):
        yield f"noto-serif-cjk-{country}", "fonts-noto-cjk", CJK_VERSION, collection.fonts[number]
    for file in sorted(
        emoji.glob("noto-emoji-*-400-normal.woff"), key=lambda file: ("emoji-emoji" not in file.name, file.name)
    ):
        yield file.stem, "@fontsource/noto-emoji", EMOJI_VERSION, TTFont(file)


def ranges(signs: set[int]) -> list[list[int]]:
    numbered = enumerate(sorted(signs))
    runs = [[sign for _at, sign in run] for _key, run in groupby(numbered, lambda each: each[1] - each[0])]
    return [[run[0], run[-1]] for run in runs]


def cut(font: TTFont, signs: set[int]) -> bytes:
    options = subset.Options(
        layout_features=["*"],
        hinting=False,
        notdef_outline=True,
        drop_tables=["DSIG", "MATH", "BASE"],
        desubroutinize=True,
    )
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=signs)
    cutter.subset(font)
    font.flavor = None
    written = BytesIO()
    font.save(written, reorderTables=False)
    return written.getvalue()


def main(emoji: Path) -> None:
    rows, coverage, taken = [], {}, set[int]()
    for file in VENDORED:
        font = TTFont(HERE / file)
        signs = set(font.getBestCmap())
        coverage[file] = {"family": font["name"].getBestFamilyName(), "signs": ranges(signs)}
        taken |= signs - set(range(0x3000))
    for name, package, version, font in sources(emoji):
        every = set(font.getBestCmap())
        signs = {sign for sign in every - taken if sign >= 0x20} if name != "noto-serif" else every
        if not signs:
            continue
        taken |= signs
        family = font["name"].getBestFamilyName()
        packed = lzma.compress(
            cut(font, signs | (every & MARKS)), format=lzma.FORMAT_XZ, preset=9 | lzma.PRESET_EXTREME
        )
        file = f"{name}.xz"
        (HERE / file).write_bytes(packed)
        coverage[file] = {"family": family, "signs": ranges(signs)}
        rows.append([file, package, version, "OFL-1.1", hashlib.sha256(packed).hexdigest()])
        print(f"{file}: {len(signs)} signs, {len(packed)} bytes")
    (HERE / "coverage.json").write_text(json.dumps(coverage, separators=(",", ":"), sort_keys=False) + "\n")
    with (HERE / "vendored.csv").open(newline="") as listed:
        kept = [row for row in csv.reader(listed) if row[0] in {"file", *VENDORED}]
    with (HERE / "vendored.csv").open("w", newline="") as listed:
        csv.writer(listed, lineterminator="\n").writerows([*kept, *rows])


# What stands between letters of a script, and shapes them, belongs to each face that has it.
MARKS = {0x20, 0xA0, 0x25CC, 0x200C, 0x200D, 0x0964, 0x0965, *range(0x300, 0x370)}

if __name__ == "__main__":
    main(Path(sys.argv[1]))
