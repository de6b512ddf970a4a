"""The one sheet of styles of ours, beside Bootstrap's: names that are nobody else's, colours that are written once."""

import re
from pathlib import Path

import pytest

from nadwa.engine.opinion import picture

SOURCE = Path(__file__).parents[2] / "src" / "nadwa"
STATIC = SOURCE / "web/static"
SHEET = re.sub(r"/\*.*?\*/", "", (STATIC / "nadwa/nadwa.css").read_text(), flags=re.DOTALL)
COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b")
CLASS = re.compile(r"\.([a-zA-Z][\w-]*)")
# Bootstrap's own parts, which are adjusted where they stand
ADJUSTED = {
    *("alert", "btn", "btn-close", "btn-link", "btn-primary"),
    *("btn-outline-danger", "btn-outline-primary", "btn-outline-secondary"),
    *("form-control", "form-select", "table-responsive", "w-auto"),
}


def classes(sheet: str) -> set[str]:
    """Those that selectors name."""
    return set(CLASS.findall(re.sub(r"\{[^{}]*\}", "{}", sheet)))


def values(name: str, sheet: str = SHEET) -> str:
    return re.findall(rf"--{name}: ([^;]+);", sheet)[0]


@pytest.mark.parametrize("bootstrap", ["bootstrap.min.css", "bootstrap.rtl.min.css"])
def test_no_name_of_ours_is_one_of_bootstraps(bootstrap: str) -> None:
    theirs = classes(re.sub(r"/\*.*?\*/", "", (STATIC / "vendor" / bootstrap).read_text(), flags=re.DOTALL))

    assert len(theirs) > 500
    assert classes(SHEET) & theirs == ADJUSTED


def test_every_name_is_used() -> None:
    files = [*SOURCE.rglob("*.html"), *(STATIC / "nadwa").rglob("*.js"), *SOURCE.glob("*/*.py")]
    words = set(re.findall(r"[\w-]+", "\n".join(file.read_text() for file in files)))

    composed = {name for name in classes(SHEET) if name.startswith(("kind-", "state-"))}
    assert classes(SHEET) - words - composed == set()


def test_each_colour_is_written_once() -> None:
    root, rest = SHEET.split("}", 1)
    colours = COLOUR.findall(root)

    assert COLOUR.findall(rest) == []
    assert len(colours) == len(set(colours)) > 20


def test_nothing_insists_but_that_what_is_hidden_is_not_shown() -> None:
    assert re.findall(r"([^{}\n]*) \{[^{}]*!important", SHEET) == ["[hidden]"]


def test_charts_badges_and_the_icon_have_the_colours_of_the_pages() -> None:
    chart = (STATIC / "nadwa/chart.js").read_text()
    accent = values("accent")

    assert tuple(COLOUR.findall(re.findall(r"COLOURS = \[([^\]]*)\]", chart)[0])) == picture.COLOURS
    assert re.findall(r'OWN = "([^"]*)"', chart) == [values("bad")]
    assert COLOUR.findall((STATIC / "nadwa/icon.svg").read_text())[0] == accent
    assert values("bs-primary-rgb") == ", ".join(str(int(accent[at : at + 2], 16)) for at in (1, 3, 5))
