"""Whoever signs out leaves nothing behind, in no window of the browser."""

import html
import re
import time
from collections.abc import Iterator
from contextlib import closing

from playwright.sync_api import expect

from nadwa.demo.player import Browser as Visitor
from tests.journeys.conftest import Enter
from tests.sites import Site

TEXT = "beijing-2016/texts/outcome/"


def test_other_windows_show_nothing_of_somebody_who_has_signed_out(enter: Enter) -> None:
    page = enter("aldora-head", "beijing-2016/delegation/")
    other = page.context.new_page()
    other.goto("/en/account/data/")
    expect(other.locator(".who form")).to_have_count(1)

    page.goto("/en/account/sign-out/")
    page.locator("main button").click()

    expect(other).to_have_url("/en/account/sign-in/?next=/en/account/data/")


def test_what_a_text_looked_like_when_it_was_last_read_is_forgotten_at_signing_out(enter: Enter) -> None:
    page = enter("aldora-head", TEXT)
    assert page.evaluate("localStorage.length") == 1

    page.goto("/en/account/sign-out/")
    page.locator("main button").click()
    expect(page.locator(".who form")).to_have_count(0)

    assert page.evaluate("localStorage.length") == 0


def test_streams_end_at_once_with_the_session_and_none_opens_beside_its_cookie(site: Site) -> None:
    with closing(Visitor(site.address, "en", "chair")) as chair, closing(Visitor(site.address, "en", "chair")) as thief:
        page = chair.get("beijing-2016/meetings/1/podium/")
        address = html.unescape(re.findall(r'sse-connect="([^"#]+)', page)[0])
        thief.client.cookies.clear()
        thief.client.cookies.set("sessionid", chair.client.cookies["sessionid"])
        with thief.client.stream("GET", address, timeout=8) as stream:
            pieces = stream.iter_bytes()
            first = next(pieces)
            chair.post("account/sign-out/")
            after = rest(pieces)

        assert (stream.status_code, b"event:" in first, b"event: beat" in after) == (200, True, False)
        assert thief.client.get(address, timeout=8).status_code == 403


def rest(pieces: Iterator[bytes], seconds: float = 20) -> bytes:
    """What comes until the stream ends; one that goes on says something every four seconds."""
    came, ends = b"", time.monotonic() + seconds
    for piece in pieces:
        came += piece
        assert time.monotonic() < ends, f"the stream goes on: {came!r}"
    return came
