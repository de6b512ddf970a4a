"""What becomes of an act is said in words, and only there where it was asked for."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import URLResolver, get_resolver, reverse
from django.utils.translation import override

from nadwa.editions.capacities import Chair
from nadwa.floor.commands import speakers
from nadwa.web.figures import duration
from tests.factories import House, sitting
from tests.forms import Client

pytestmark = pytest.mark.django_db


def test_no_part_of_a_page_hands_down_where_answers_go(beijing: House) -> None:
    """An element that refreshes itself once took the answers to the forms in it away."""
    page = Client().get("/en/beijing-2016/programme/").content.decode()
    settings = re.search(r"name=\"htmx-config\" content='([^']*)'", page)

    assert settings
    assert json.loads(settings[1])["disableInheritance"] is True


ARRIVE = "/en/beijing-2016/meetings/1/presence/mine/"
NOW = "/en/beijing-2016/programme/new/"


def test_who_is_not_signed_in_any_more_comes_back_to_the_page_and_not_to_what_takes_forms(beijing: House) -> None:
    answer = Client().forged(ARRIVE, headers={"Referer": f"http://testserver{NOW}"})

    assert answer.status_code == 302
    assert answer["Location"] == f"/en/account/sign-in/?next={NOW}"


def test_a_living_page_is_led_to_sign_in_as_a_whole(beijing: House) -> None:
    """The sign-in page was once set into the page, with its masthead and all."""
    headers = {"HX-Request": "true", "HX-Current-URL": f"http://testserver{NOW}?page=2"}
    answer = Client().forged(ARRIVE, headers=headers)

    assert (answer.status_code, answer.content) == (204, b"")
    assert answer["HX-Redirect"] == f"/en/account/sign-in/?next={NOW}%3Fpage%3D2"


@pytest.mark.parametrize("page", ["http://elsewhere.example/en/", f"http://testserver{ARRIVE}", ""])
def test_the_way_back_leads_neither_elsewhere_nor_to_what_only_takes_forms(beijing: House, page: str) -> None:
    answer = Client().forged(ARRIVE, headers={"Referer": page})

    assert answer["Location"] == "/en/account/sign-in/?next=/en/"


def sent_only() -> list[str]:
    """The names of our views that take what is sent to them and show no page."""
    views = {name: pattern.callback for name, pattern in named(get_resolver().url_patterns)}
    return sorted(name for name, view in views.items() if "GET" not in getattr(view, "methods", {"GET"}))


def named(patterns: Any) -> Iterator[tuple[str, Any]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from named(pattern.url_patterns)
        elif pattern.name:
            yield pattern.name, pattern


def test_every_view_says_what_it_may_be_asked_with() -> None:
    assert len(sent_only()) > 20


@pytest.mark.parametrize(("language", "words"), [("en", "only takes what a form sends"), ("fr", "Accueil")])
def test_an_address_that_only_takes_forms_has_a_page_with_the_way_back(
    beijing: House, language: str, words: str
) -> None:
    client = Client()
    client.force_login(beijing.secretariat)
    here = f"/{language}/beijing-2016/programme/"
    with override(language):
        answer = client.get(reverse("play"), headers={"Referer": f"http://testserver{here}"})

    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert words in answer.content.decode()
    assert f'href="{here}"' in answer.content.decode()


def test_a_page_of_before_another_sign_in_is_answered_in_words_that_say_who_is_signed_in(beijing: House) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(beijing.secretariat)
    client.get(NOW)
    sent = {"csrfmiddlewaretoken": "0" * 32}
    page = client.forged(NOW, sent, headers={"Referer": f"http://testserver{NOW}"})
    living = client.forged(NOW, sent, headers={"HX-Request": "true"})

    assert (page.status_code, living.status_code) == (403, 403)
    assert f'you are signed in as <bdi lang="">{beijing.secretariat.name}</bdi>.' in page.content.decode()
    assert f'href="{NOW}"' in page.content.decode()
    assert living.content.decode().startswith('<p class="alert alert-danger" data-answer>')
    assert f'you are signed in as <bdi lang="">{beijing.secretariat.name}</bdi>.' in living.content.decode()
    assert "copy first what you have typed" in living.content.decode()


def test_a_browser_that_sends_no_cookies_is_told_so(beijing: House) -> None:
    answer = Client(enforce_csrf_checks=True).forged("/fr/account/sign-in/", {"login": "x", "password": "y"})

    assert answer.status_code == 403
    assert "cookies" in answer.content.decode()
    assert "DEBUG" not in answer.content.decode()


GONE = "/en/beijing-2016/meetings/999/now/"


def test_what_another_site_sends_is_not_taken_for_another_sign_in(beijing: House) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(beijing.secretariat)
    client.get(NOW)
    with_cookie = client.forged(NOW, {}, headers={"Origin": "https://elsewhere.example"})
    without = Client(enforce_csrf_checks=True).forged(NOW, {}, headers={"Origin": "https://elsewhere.example"})
    damaged = client.forged(NOW, {"csrfmiddlewaretoken": "short"})

    for answer in (with_cookie, without, damaged):
        assert answer.status_code == 403
        assert "too long or came from elsewhere" in answer.content.decode()


@pytest.mark.parametrize(
    "sent_from", ["", "http://testserver/en/nowhere/at/all/", "http://testserver/en/beijing-2016/programme/x/"]
)
def test_a_page_that_is_not_there_has_no_way_back_to_itself(beijing: House, sent_from: str) -> None:
    gone = f"{GONE}?at=1"
    answer = Client().get(gone, headers={"Referer": sent_from} if sent_from else {})
    again = Client().get(gone, headers={"Referer": f"http://testserver{gone}"})

    assert (answer.status_code, again.status_code) == (404, 404)
    for page in (answer, again):
        assert "Back to the page" not in page.content.decode()


def test_a_page_that_is_not_there_has_a_way_back_to_where_its_link_stands(beijing: House) -> None:
    here = "/en/beijing-2016/programme/"
    answer = Client().get(GONE, headers={"Referer": f"http://testserver{here}"})

    assert f'href="{here}">Back to the page' in answer.content.decode()


def test_without_scripts_a_page_says_how_old_it_is_and_its_clock_what_is_left(beijing: House, time: Any) -> None:
    sitting(beijing)
    speakers.ask_for_floor(beijing.delegate("aldora"), beijing.meeting)
    waiting = beijing.meeting.items.get(number=2).requests.get()
    speakers.call_speaker(Chair(beijing.chair), beijing.meeting, waiting)
    waiting.refresh_from_db()
    time.advance(100)
    page = Client().get(f"/en/beijing-2016/meetings/{beijing.meeting.number}/now/").content.decode()

    assert f">{duration(waiting.seconds - 100)}</span>" in page
    assert "It shows how things stood at" in page.partition("<noscript>")[2].partition("</noscript>")[0]
