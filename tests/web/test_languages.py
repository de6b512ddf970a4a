"""Pages and content in six languages, right to left where the language is."""

import re
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

import nadwa
from nadwa.web.languages import OFFICIAL, check, marked, multilingual, version
from tests.factories import House
from tests.forms import Client


@pytest.mark.parametrize(("code", "direction"), [("ar", "rtl"), ("zh-hans", "ltr"), ("en", "ltr"), ("ru", "ltr")])
def test_a_page_says_its_language_and_direction(beijing: House, code: str, direction: str) -> None:
    page = Client().get(f"/{code}/beijing-2016/programme/").content.decode()

    assert f'<html lang="{code}" dir="{direction}">' in page


@pytest.mark.parametrize("page", ["/zh-hans/beijing-2016/search/?words=en/fr", "/ar/beijing-2016/nothing/of/the/kind/"])
def test_every_page_leads_to_itself_in_six_languages(beijing: House, page: str) -> None:
    shown = Client().get(page).content.decode()

    rest = page[1:].partition("/")[2]
    assert re.findall(r'rel="alternate" hreflang="([\w-]+)" href="([^"]+)"', shown) == [
        (code, f"/{code}/{rest}") for code in OFFICIAL
    ]


def test_only_arabic_pages_use_the_right_to_left_sheet(beijing: House) -> None:
    sheets = [b"bootstrap.rtl.min.css" in Client().get(f"/{code}/").content for code in ("ar", "zh-hans", "en")]

    assert sheets == [True, False, False]


def test_content_is_shown_in_the_readers_language(beijing: House) -> None:
    assert "Title of beijing-2016 [zh-hans]" in Client().get("/zh-hans/beijing-2016/").content.decode()


def test_content_missing_in_a_language_is_marked_with_the_one_it_is_in() -> None:
    with translation.override("en"):
        assert str(marked(*version(multilingual("ar", ar="سلام")))) == '<bdi lang="ar" dir="rtl">سلام</bdi>'


def test_content_needs_its_original() -> None:
    with pytest.raises(ValidationError):
        check({"original": "fr", "versions": {"en": {"text": "Peace", "state": "draft"}}})


@pytest.mark.django_db
def test_the_root_leads_to_the_language_that_the_browser_asks_for() -> None:
    answer = Client().get("/", headers={"Accept-Language": "fr"})

    assert answer["Location"] == "/fr/"


def test_what_people_typed_is_marked_as_of_no_known_language_or_of_its_own() -> None:
    """Else a screen reader reads it in the page's language, and its direction spills over: reasons, rulings, notes."""
    typed = re.compile(
        r"(.{0,120})\{\{ [a-z_.]+\.(?:reason|ruling|remark|purpose|contact|note)(?:\|linebreaksbr)? \}\}"
    )
    root = Path(nadwa.__file__).parent
    bare = [
        f"{path.name}: {found[0]}"
        for path in sorted(root.glob("*/templates/**/*.html"))
        for found in typed.finditer(path.read_text())
        if not re.search(r'<(bdi|p|span|pre)[^<>]* ?(lang|dir)="[^"]*"[^<>]*>$', found[1])
    ]

    assert bare == []
