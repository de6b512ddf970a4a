"""Every message of the code stands in all six languages."""

import re

import pytest
from babel.messages.pofile import read_po

from tools.messages import LANGUAGES, extracted, path

PLACEHOLDER = re.compile(r"%\(\w+\)s|%%")


@pytest.fixture(params=LANGUAGES)
def catalogue(request: pytest.FixtureRequest) -> object:
    with path(request.param).open("rb") as file:
        return read_po(file, locale=request.param)


def test_the_catalogue_has_just_the_messages_of_the_code(catalogue) -> None:  # type: ignore[no-untyped-def]
    wanted = {message.id for message in extracted() if message.id}

    assert {message.id for message in catalogue if message.id} == wanted


def test_no_message_is_missing_or_fuzzy(catalogue) -> None:  # type: ignore[no-untyped-def]
    unfinished = [message.id for message in catalogue if message.id and (not message.string or message.fuzzy)]

    assert unfinished == []


def test_translations_keep_the_placeholders(catalogue) -> None:  # type: ignore[no-untyped-def]
    changed = [
        message.id
        for message in catalogue
        if message.id and set(PLACEHOLDER.findall(message.string)) - set(PLACEHOLDER.findall(message.id))
    ]

    assert changed == []
