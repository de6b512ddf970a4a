"""No internal name on a screen: neither those of rows nor those of the record, nor any code."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django import forms
from django.forms.models import ModelChoiceField
from django.urls import get_resolver
from lxml import html

from tests.factories import House
from tests.forms import Client
from tests.matrix.every_row import ROWS
from tests.matrix.roles import Row
from tests.matrix.world import addressed, known_at, signed_in

pytestmark = pytest.mark.django_db
CAPACITY = r"\b(delegation|host|focal-point|body):[a-z][a-z0-9-]*\b"
OF_ROWS = r"\b(speech|reply|explanation|statement|commitment|badge|recovery|message|needs|report|list) (of|on) \d+\b"
BY_ITSELF = r"(?m)^\s*(clock|platform|procedure|demo|hosts|credentials|test)\s*$"
CODE = "//pre | //code | //script | //template | //textarea | //*[contains(@class, 'hash')]"
VIEWERS = ("secretariat", "chair", "aldora", "officer_un")


def of_forms(kind: type[Any]) -> Iterator[type[Any]]:
    for one in kind.__subclasses__():
        yield one
        yield from of_forms(one)


def test_no_choice_of_rows_shows_the_names_of_rows() -> None:
    """Once the chair had to choose between "speech of 1 on 1" and "speech of 2 on 1"."""
    assert get_resolver().url_patterns  # with the pages come their forms
    fields = [
        (f"{form.__module__}.{form.__qualname__}.{name}", field)
        for form in of_forms(forms.Form)
        if form.__module__.startswith("nadwa.")
        for name, field in form.base_fields.items()
        if isinstance(field, ModelChoiceField)
    ]
    bare = ModelChoiceField.label_from_instance

    assert len(fields) > 15
    assert [
        name
        for name, field in fields
        if type(field).label_from_instance is bare and not isinstance(field.widget, forms.HiddenInput)
    ] == []


def shown(client: Client, address: str) -> str:
    """What a page shows to the eye, without what is marked as a code."""
    answer = client.get(address)
    if answer.status_code != 200 or not answer.get("Content-Type", "").startswith("text/html"):
        return ""
    page = html.fromstring(answer.content.decode())
    for part in page.xpath(CODE):
        part.drop_tree()
    return "\n".join(text.strip() for text in page.itertext() if text.strip())


def internal(text: str) -> list[str]:
    return [found[0] for pattern in (CAPACITY, OF_ROWS, BY_ITSELF) for found in re.finditer(pattern, text)]


@pytest.mark.parametrize("page", ["delegation:pelandia", "speech of 2 on 1", "By\nclock\n"])
def test_the_search_finds_what_once_was_shown(page: str) -> None:
    assert internal(page)


def test_no_page_shows_an_internal_name(beijing: House, elsewhere: House, sequenced: Callable[[], int]) -> None:
    known = known_at(beijing)
    sequenced()
    clients = {viewer: signed_in(beijing.people[viewer]) for viewer in VIEWERS}
    pages = [row for row in ROWS if row.method == "get" and any(row.statuses[one] == 200 for one in VIEWERS)]

    assert len(pages) > 80
    assert [fault for row in pages for fault in faults(row, addressed(row, known), clients)] == []


def faults(row: Row, address: str, clients: dict[str, Client]) -> list[tuple[str, str]]:
    viewer = next(one for one in VIEWERS if row.statuses[one] == 200)
    return [(address, name) for name in internal(shown(clients[viewer], address))]
