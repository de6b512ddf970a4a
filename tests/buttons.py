"""The buttons of all templates, as `{% act %}`, `{% form %}` and `{% preside %}` name what they do."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from django.template.base import Lexer, TokenType

import nadwa
from nadwa.web.declaring import served

TEMPLATES = sorted(Path(nadwa.__file__).parent.glob("*/templates/**/*.html"))
KEYWORD = re.compile(r"(\w+)=(.*)", re.DOTALL)
LITERAL = re.compile(r"(?:_\()?\"([^\"]*)\"\)?")


class Button(NamedTuple):
    template: str
    view: str  # whose address it goes to; none: the page's own
    act: str  # the last part of that address, where the template names it
    label: str  # none of a form, which has several, or fields
    asks: bool  # it may be a link to a page that asks first
    at_once: bool  # it may be a form that is posted


def buttons() -> Iterator[Button]:
    for path in TEMPLATES:
        for token in Lexer(path.read_text()).tokenize():
            if token.token_type == TokenType.BLOCK and token.contents.split()[0] in {"act", "form", "preside"}:
                yield _button(path.name, *token.split_contents())


def _button(template: str, tag: str, *words: str) -> Button:
    keywords = dict(found.groups() for word in words if (found := KEYWORD.fullmatch(word)))
    view, *arguments = [word for word in words if not KEYWORD.fullmatch(word)] or [""]
    if tag == "preside":
        view, arguments = '"preside"', [view]
    act = _literal(arguments[-1]) if arguments else ""
    declared = served(_literal(view)).get(act) if act and tag != "form" else None
    label = _literal(keywords.get("label", "")) or (str(declared.title) if declared else "")
    asked = keywords.get("asked", str(declared.asks) if declared else "False")
    return Button(template, _literal(view), act, label, asked != "False", asked != "True")


def _literal(word: str) -> str:
    found = LITERAL.fullmatch(word)
    return found[1] if found else ""
