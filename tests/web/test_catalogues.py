"""Every message of the code stands in all six languages."""

import re
from io import BytesIO

import pytest
from babel.messages.pofile import read_po

from tools.messages import LANGUAGES, brought_up_to_date, extracted, forms, path, templates

PLACEHOLDER = re.compile(r"%\(\w+\)s|%%")


def _placeholders(words: str | tuple[str, ...]) -> set[str]:
    return {found for form in forms(words) for found in PLACEHOLDER.findall(form)}


@pytest.fixture(params=LANGUAGES)
def catalogue(request: pytest.FixtureRequest) -> object:
    with path(request.param).open("rb") as file:
        return read_po(file, locale=request.param)


def test_the_catalogue_has_just_the_messages_of_the_code(catalogue) -> None:  # type: ignore[no-untyped-def]
    wanted = {(message.context, message.id) for message in extracted() if message.id}

    assert {(message.context, message.id) for message in catalogue if message.id} == wanted


def test_no_message_is_missing_or_fuzzy(catalogue) -> None:  # type: ignore[no-untyped-def]
    unfinished = [
        message.id for message in catalogue if message.id and (message.fuzzy or not all(forms(message.string)))
    ]

    assert unfinished == []


def test_translations_keep_the_placeholders(catalogue) -> None:  # type: ignore[no-untyped-def]
    changed = [
        message.id for message in catalogue if message.id and _placeholders(message.string) - _placeholders(message.id)
    ]

    assert changed == []


def test_counted_things_and_words_with_two_meanings_are_found_in_templates() -> None:
    template = b"""{% load i18n %}
    {% translate "Open" context "a list" %}{% translate "100%" %}
    {% blocktranslate count n=rows %}{{ n }} row{% plural %}{{ n }} rows{% endblocktranslate %}
    {% blocktranslate count n=seats context "hall" %}{{ n }} seat{% plural %}{{ n }} seats{% endblocktranslate %}"""

    assert [row[1:3] for row in templates(BytesIO(template))] == [
        ("pgettext", ("a list", "Open")),
        ("gettext", "100%%"),
        ("ngettext", ("%(n)s row", "%(n)s rows")),
        ("npgettext", ("hall", "%(n)s seat", "%(n)s seats")),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_to_which_nothing_is_new_stays_as_it_is_to_the_byte(language: str) -> None:
    before = path(language).read_bytes()

    assert brought_up_to_date(read_po(BytesIO(before), locale=language), extracted()) == before
