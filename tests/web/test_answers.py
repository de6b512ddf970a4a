"""What becomes of an act is said in words, and only there where it was asked for."""

import json
import re

import pytest

from tests.factories import House
from tests.forms import Client

pytestmark = pytest.mark.django_db


def test_no_part_of_a_page_hands_down_where_answers_go(beijing: House) -> None:
    """An element that refreshes itself once took the answers to the forms in it away."""
    page = Client().get("/en/beijing-2016/programme/").content.decode()
    settings = re.search(r"name=\"htmx-config\" content='([^']*)'", page)

    assert settings
    assert json.loads(settings[1])["disableInheritance"] is True
