"""When the database is out of reach, the reader is told that nothing was done, in their language."""

from collections.abc import Iterator

import pytest
from django.db import connection

from tests.forms import Client


@pytest.fixture
def away(transactional_db: None, client: Client) -> Iterator[Client]:
    """The database answers nobody any more."""
    known = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = "nowhere"
    client.raise_request_exception = False
    yield client
    connection.close()
    connection.settings_dict["NAME"] = known


@pytest.mark.parametrize(("language", "words"), [("en", "This was not done."), ("ar", 'dir="rtl"'), ("zh-hans", "未")])
def test_a_page_says_that_nothing_was_done_and_when_to_come_back(away: Client, language: str, words: str) -> None:
    answer = away.get(f"/{language}/beijing-2016/")

    assert (answer.status_code, answer["Retry-After"], words in answer.content.decode()) == (503, "3", True)


def test_a_page_comes_back_by_itself_and_what_was_sent_is_not_asked_for_instead(away: Client) -> None:
    assert away.get("/en/beijing-2016/")["Refresh"] == "3"
    assert "Refresh" not in away.post("/en/account/sign-in/")


def test_an_act_from_a_living_page_is_answered_with_a_notice(away: Client) -> None:
    answer = away.get("/en/beijing-2016/", headers={"HX-Request": "true"})

    assert answer.content.decode().startswith('<p class="alert alert-danger" data-answer>')
