"""Bring the catalogues up to date with the code: tools/messages.py. New messages are left empty for a translator; where
there is none a catalogue stays as it is, to the byte."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po
from django.template.base import Lexer, TokenType
from django.utils.translation.template import (
    block_re,
    constant_re,
    context_re,
    endblock_re,
    inline_re,
    plural_re,
)

ROOT = Path(__file__).parent.parent
LANGUAGES = ("ar", "es", "fr", "ru", "zh_Hans")
KEYWORDS: dict[str, Any] = {
    **dict.fromkeys(("_", "_lazy", "gettext", "gettext_lazy")),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}
Message = tuple[int, str, str | tuple[str, ...], list[str]]


def templates(file: IO[bytes], *_: object, **__: object) -> Iterator[Message]:
    """The messages of a Django template, as Babel's extraction wants them."""
    block: list[list[str]] = []
    context: str | None = None
    for token in Lexer(file.read().decode()).tokenize():
        if token.token_type == TokenType.BLOCK and endblock_re.match(token.contents):
            yield _message(token.lineno, context, ["".join(form) for form in block])
            block = []
        elif block and token.token_type == TokenType.BLOCK and plural_re.match(token.contents):
            block.append([])
        elif block:
            words = f"%({token.contents})s" if token.token_type == TokenType.VAR else _doubled(token.contents)
            block[-1].append(words)
        elif token.token_type == TokenType.BLOCK and (begins := block_re.match(token.contents)):
            block, context = [[]], _context(begins[1])
        elif token.token_type == TokenType.BLOCK and (found := inline_re.match(token.contents)):
            yield _message(token.lineno, _context(found[2]), [_doubled(found[1].strip("\"'"))])
        for constant in constant_re.findall(token.contents) if token.token_type != TokenType.TEXT else []:
            yield token.lineno, "gettext", re.sub(r"^_\(|\)$", "", constant).strip("\"'"), []


def _message(line: int, context: str | None, forms: list[str]) -> Message:
    """One message as the function of gettext that would ask for it: with its plural, in its context."""
    name = ("n" if len(forms) > 1 else "") + "gettext"
    if context is None:
        return line, name, forms[0] if len(forms) == 1 else tuple(forms), []
    return line, name.replace("gettext", "pgettext"), (context, *forms), []


def _context(rest: str | None) -> str | None:
    found = context_re.match(rest or "")
    return found[1].strip("\"'") if found else None


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
    for filename, line, message, comments, context in sorted(found, key=lambda row: (row[0], row[1])):
        catalogue.add(message, None, [(filename, line)], auto_comments=comments, context=context)
    return catalogue


def forms(words: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    """A message as it is said of one and of many; most are said in one way only, new ones not yet (None)."""
    return tuple(words) if isinstance(words, list | tuple) else (words or "",)


def path(language: str) -> Path:
    return ROOT / "locale" / language / "LC_MESSAGES" / "django.po"


def brought_up_to_date(catalogue: Catalog, template: Catalog) -> bytes:
    """What stands in a catalogue's file then. Its date changes with its messages alone."""
    before, made = _written(catalogue), catalogue.creation_date
    catalogue.update(template, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    catalogue.creation_date = made
    if _written(catalogue) != before:
        catalogue.creation_date = template.creation_date
    return _written(catalogue)


def _written(catalogue: Catalog) -> bytes:
    file = BytesIO()
    write_po(file, catalogue, width=120, no_location=True, sort_output=True, omit_header=False)
    return file.getvalue()


def main() -> None:
    template = extracted()
    for language in LANGUAGES:
        file = path(language)
        file.parent.mkdir(parents=True, exist_ok=True)
        catalogue = Catalog(locale=language, project="Nadwa", fuzzy=False)
        if file.exists():
            with file.open("rb") as text:
                catalogue = read_po(text, locale=language)
        file.write_bytes(brought_up_to_date(catalogue, template))
        empty = sum(1 for message in catalogue if message.id and not all(forms(message.string)))
        print(f"{language}: {len(catalogue)} messages, {empty} to translate")


if __name__ == "__main__":
    main()
