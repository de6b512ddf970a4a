"""A link that ends in “ …” leads to a page that asks first, and the page is called what the link was called."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.urls import URLPattern, get_resolver

import nadwa
from nadwa.web.declaring import served
from tests.buttons import TEMPLATES, buttons

ROOT = Path(nadwa.__file__).parent
LINK = re.compile(r"<a [^>]*href=\"{% url '([\w-]+)'([^%]*)%}[^>]*>(.*?) …</a>")
LABEL = re.compile(r"{% translate \"([^\"]+)\"")
ACT = re.compile(r"'([\w-]+)' *$")
OTHERWISE = {
    "take-in": "what it says depends on what is taken in; tests/journeys/test_every_button_answers.py follows it",
    "table-package": "its view has the title; the address of the link holds the package",
}


def links() -> Iterator[tuple[str, str, str]]:
    """The view that a link leads to, the act that its address names, and what the link says."""
    yield from ((button.view, button.act, button.label) for button in buttons() if button.asks)
    for path in TEMPLATES:
        for view, arguments, words in LINK.findall(path.read_text()):
            act = ACT.search(arguments)
            for label in LABEL.findall(words):
                yield view, act[1] if act else "", label


def named(patterns: list[Any]) -> Iterator[tuple[str, Any]]:
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield pattern.name or "", pattern.callback
        else:
            yield from named(pattern.url_patterns)


def titles() -> Iterator[tuple[tuple[str, str], str]]:
    """By module and function: how the page on which a view asks first is called, if it is always called so."""
    for path in sorted([*ROOT.glob("*/views.py"), *ROOT.glob("*/views/*.py")]):
        module, tree = ".".join(("nadwa", *path.relative_to(ROOT).with_suffix("").parts)), ast.parse(path.read_text())
        for view in tree.body:
            for mark in getattr(view, "decorator_list", ()):
                if ast.unparse(mark).startswith("asks_first("):
                    yield (module, view.name), title_in(mark)  # type: ignore[attr-defined]


def title_in(question: Any) -> str:
    title = question.args[0]
    return str(title.args[0].value) if isinstance(title, ast.Call) else ""


def says(act: Any) -> set[str]:
    """What the page of an act says: its title; or, where the link has chosen in its form for the reader, a choice."""
    fields = act.form.base_fields.values()
    return {str(act.title)} | {str(label) for field in fields for _value, label in getattr(field, "choices", ())}


def test_the_page_that_asks_is_called_as_the_link_to_it() -> None:
    views, called = dict(named(get_resolver().url_patterns)), dict(titles())
    found = {link for link in links() if link[0] not in OTHERWISE}

    def expected(view: str, act: str) -> set[str]:
        if act in served(view):
            return says(served(view)[act])
        return {called[views[view].__module__, views[view].__name__]}

    assert [(view, act, label) for view, act, label in found if label not in expected(view, act)] == []
    assert len(found) > 30
    assert {view for view, *_ in links()} > OTHERWISE.keys()
