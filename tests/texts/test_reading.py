"""A text that is not public is for participants; its pages say who may read them by answering or not."""

from typing import Any

import pytest
from django.urls import reverse

from nadwa.texts.models import NegotiatingText
from tests.factories import House, words
from tests.forms import Client


@pytest.fixture
def closed(beijing: House) -> NegotiatingText:
    return NegotiatingText.objects.create(
        edition=beijing.edition, item=beijing.text.item, slug="closed", title=words("Behind doors"), number=2
    )


def reading(person: Any) -> Client:
    client = Client()
    if person:
        client.force_login(person)
    return client


def test_participants_read_a_text_that_is_not_public_and_nobody_else_knows_of_it(
    beijing: House, elsewhere: House, closed: NegotiatingText
) -> None:
    readers = [beijing.aldora, beijing.interpreter, None, elsewhere.chair]

    opened = [reading(one).get(reverse("negotiating-text", args=["beijing-2016", "closed"])) for one in readers]
    listed = [reading(one).get(reverse("negotiating-texts", args=["beijing-2016"])) for one in readers]

    assert [answer.status_code for answer in opened] == [200, 200, 404, 404]
    assert ["Behind doors" in answer.content.decode() for answer in listed] == [True, True, False, False]


def test_the_clean_text_has_the_current_wordings_and_no_proposal(beijing: House) -> None:
    shown = reading(None).get(reverse("negotiating-text", args=["beijing-2016", "outcome"]), {"view": "clean"})

    page = shown.content.decode()
    assert "Wording 2 should stand" in page
    assert "shall" not in page
