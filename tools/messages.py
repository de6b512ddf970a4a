"""Bring the catalogues up to date with the code: tools/messages.py. New messages are left empty for a translator."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po
from django.template.base import Lexer, TokenType
from django.utils.translation.template import block_re, constant_re, endblock_re, inline_re

ROOT = Path(__file__).parent.parent
LANGUAGES = ("ar", "es", "fr", "ru", "zh_Hans")
KEYWORDS = dict.fromkeys(("_", "gettext", "gettext_lazy"))
Message = tuple[int, str, str, list[str]]


def templates(file: IO[bytes], *_: object, **__: object) -> Iterator[Message]:
    """The messages of a Django template, as Babel's extraction wants them."""
    block: list[str] | None = None
    for token in Lexer(file.read().decode()).tokenize():
        if token.token_type == TokenType.BLOCK and endblock_re.match(token.contents):
            yield token.lineno, "gettext", "".join(block or []), []
            block = None
        elif block is not None:
            block.append(f"%({token.contents})s" if token.token_type == TokenType.VAR else _doubled(token.contents))
        elif token.token_type == TokenType.BLOCK and block_re.match(token.contents):
            block = []
        elif token.token_type == TokenType.BLOCK and (found := inline_re.match(token.contents)):
            yield token.lineno, "gettext", _doubled(found[1].strip("\"'")), []
        for constant in constant_re.findall(token.contents) if token.token_type != TokenType.TEXT else []:
            yield token.lineno, "gettext", re.sub(r"^_\(|\)$", "", constant).strip("\"'"), []


def _doubled(text: str) -> str:
    """Percent signs as Django looks them up: its templates double them."""
    return text.replace("%", "%%")


METHODS = [("**/migrations/**", "ignore"), ("**.py", "python"), ("**.html", templates)]


def extracted() -> Catalog:
    """Every message in the code, in order of place."""
    catalogue = Catalog(project="Nadwa", charset="utf-8")
    options = {"encoding": "utf-8"}
    found = extract_from_dir(
        ROOT / "src" / "nadwa", METHODS, {"**.py": options}, KEYWORDS, comment_tags=("Translators:",)
    )
    for filename, line, message, comments, _ in sorted(found, key=lambda row: (row[0], row[1])):
        catalogue.add(message, None, [(filename, line)], auto_comments=comments)
    return catalogue


def path(language: str) -> Path:
    return ROOT / "locale" / language / "LC_MESSAGES" / "django.po"


def main() -> None:
    template = extracted()
    for language in LANGUAGES:
        file = path(language)
        file.parent.mkdir(parents=True, exist_ok=True)
        catalogue = Catalog(locale=language, project="Nadwa", fuzzy=False)
        if file.exists():
            with file.open("rb") as text:
                catalogue = read_po(text, locale=language)
        catalogue.update(template, no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        with file.open("wb") as text:
            write_po(text, catalogue, width=120, no_location=True, sort_output=True, omit_header=False)
        empty = sum(1 for message in catalogue if message.id and not message.string)
        print(f"{language}: {len(catalogue)} messages, {empty} to translate")


if __name__ == "__main__":
    main()
