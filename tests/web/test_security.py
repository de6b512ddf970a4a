"""Deny by default: rules on views, a strict policy for content, no script in a page."""

import re
from collections.abc import Callable

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from nadwa.web.access import RequireRule
from tests.factories import House, sitting
from tests.forms import Client


def test_pages_forbid_everything_that_is_not_ours(beijing: House) -> None:
    policy = Client().get("/en/")["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_no_page_has_inline_script_or_style(beijing: House) -> None:
    page = Client().get("/en/beijing-2016/meetings/1/now/").content.decode()

    assert re.findall(r"<script(?![^>]*\bsrc=)|\son\w+=|\sstyle=|<style", page) == []


def test_a_view_without_a_rule_does_not_run() -> None:
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    with pytest.raises(ImproperlyConfigured, match="names no rule"):
        RequireRule(view).process_view(RequestFactory().get("/"), view, (), {})


def test_a_form_with_errors_keeps_what_was_typed_and_says_what_is_wrong(beijing: House) -> None:
    client = Client()
    client.force_login(beijing.aldora)

    answer = client.post("/fr/beijing-2016/meetings/1/statement/", {"item": "2", "language": "xx", "text": "my words"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "my words" in page
    assert 'class="errors" id="id_language_error"' in page


def test_typed_text_is_shown_as_text(beijing: House) -> None:
    client = Client()
    client.force_login(beijing.aldora)
    text = "<script>alert(1)</script>"
    client.post("/en/beijing-2016/meetings/1/statement/", {"item": "2", "language": "en", "text": text})

    page = client.get("/en/beijing-2016/meetings/1/statement/").content.decode()

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert text not in page


def test_a_refused_act_says_why_in_the_readers_language(beijing: House) -> None:
    client = Client()
    client.force_login(beijing.aldora)

    answer = client.post(
        "/zh-hans/beijing-2016/meetings/1/floor/ask/", page="/zh-hans/beijing-2016/meetings/1/now/", follow=True
    )

    assert "发言名单已截止" in answer.content.decode()


@pytest.mark.parametrize("page", ["", "programme/", "record/", "approvals/", "meetings/1/statement/"])
def test_every_page_of_an_exercise_says_so(beijing: House, sequenced: Callable[[], int], page: str) -> None:
    type(beijing.edition).objects.update(exercise=True)
    sitting(beijing)
    sequenced()
    client = Client()
    client.force_login(beijing.officer_un if page == "approvals/" else beijing.aldora)

    assert "positions are invented" in client.get(f"/en/beijing-2016/{page}").content.decode()


def test_a_form_from_elsewhere_is_not_accepted(beijing: House) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(beijing.aldora)

    assert client.forged("/en/beijing-2016/meetings/1/floor/ask/").status_code == 403
