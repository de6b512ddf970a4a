"""Wires that stall, gateways without a server, ten windows of one browser: pages say what is old and come back."""

import time
from collections.abc import Callable, Iterator
from contextlib import closing

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from nadwa.demo.player import Browser as Visitor
from tests.journeys.conftest import sign_in
from tests.journeys.test_a_meeting import let_states_arrive
from tests.sites import Site
from tests.wires import Gateway

WINDOWS = 10
SOON = 15_000  # within which a page has to say that what it shows may be old
ALONE = "delete window.SharedWorker"
# Whether what is said stands there all the while in which a page hears two beats.
STAYS = """said => new Promise((told) => {
    let stays = !said.hidden;
    new MutationObserver(() => { stays &&= !said.hidden; }).observe(said, { attributes: true });
    setTimeout(() => told(stays), 9000);
})"""
Open = Callable[[str], Page]


@pytest.fixture
def gateway(site: Site) -> Iterator[Gateway]:
    with Gateway(site.port) as gateway:
        yield gateway


def window(chromium: Browser, gateway: Gateway, persona: str, script: str = "") -> BrowserContext:
    context = chromium.new_context(base_url=gateway.address)
    if script:
        context.add_init_script(script)
    sign_in(context, persona, gateway.address)
    return context


@pytest.fixture
def opened(chromium: Browser, gateway: Gateway, meeting: int) -> Iterator[Open]:
    """Pages of the meeting in one browser, of the delegate or of the chair."""
    kept: dict[str, BrowserContext] = {}

    def open_(name: str) -> Page:
        persona = "chair" if name == "podium" else "aldora-head"
        kept.setdefault(persona, window(chromium, gateway, persona))
        page = kept[persona].new_page()
        page.goto(f"/en/beijing-2016/meetings/{meeting}/{name}/")
        return page

    yield open_
    for context in kept.values():
        context.close()


@pytest.fixture
def chair(site: Site) -> Iterator[Visitor]:
    """By a wire of its own, past the gateway."""
    with closing(Visitor(site.address, "en", "chair")) as chair:
        yield chair


def list_is(page: Page, state: str) -> None:
    expect(page.locator(".list .tag").first).to_have_text(state)


def turn_list(chair: Visitor, meeting: int, what: str) -> None:
    answer = chair.post(f"beijing-2016/meetings/{meeting}/podium/{what}-list/")
    assert "The list of speakers is" in answer.text


def test_ten_open_windows_follow_by_one_stream(opened: Open, gateway: Gateway, chair: Visitor, meeting: int) -> None:
    windows = [opened("now") for _ in range(WINDOWS)]

    turn_list(chair, meeting, "open")

    for each in windows:
        list_is(each, "open")
    windows[0].locator('form[action$="/presence/mine/"] button').click()
    expect(windows[0].locator("#notice [data-answer]")).to_be_visible()
    assert (
        windows[0].evaluate("performance.getEntriesByType('resource').filter((e) => e.name.includes('/live?')).length")
        == 0
    )


def test_a_wire_that_stalls_is_noticed_said_and_made_up_for(
    opened: Open, gateway: Gateway, chair: Visitor, meeting: int
) -> None:
    page = opened("now")
    turn_list(chair, meeting, "open")
    list_is(page, "open")
    shown = page.evaluate("new Date().toTimeString().slice(0, 5)")

    gateway.stall()
    turn_list(chair, meeting, "close")
    page.locator('form[action$="/presence/mine/"] button').click()

    expect(page.locator(".lost")).to_be_in_viewport(timeout=SOON)
    assert shown[:2] in page.locator(".lost .as-of").inner_text()
    expect(page.locator("#notice [data-answer]")).to_contain_text("could not be sent", timeout=SOON)
    gateway.come_back()
    expect(page.locator(".lost")).to_be_hidden()
    list_is(page, "closed")


def test_no_page_is_left_for_that_of_a_gateway(
    site: Site, opened: Open, gateway: Gateway, chair: Visitor, meeting: int
) -> None:
    let_states_arrive(site, f"beijing-2016/meetings/{meeting}/", 17)
    chair.post(f"beijing-2016/meetings/{meeting}/podium/open/")
    now, podium, screen = [opened(name) for name in ("now", "podium", "screen")]
    titles = [each.title() for each in (now, podium, screen)]
    now.locator("details:has(#motion) > summary").click()
    now.locator("#motion").select_option(index=2)

    gateway.go_away()
    for each in (now, podium, screen):
        expect(each.locator(".lost")).to_be_in_viewport(timeout=SOON)
    now.locator('form[action$="/floor/move/"] button').click()
    expect(now.locator("#notice [data-answer]")).to_contain_text("could not be sent")
    time.sleep(5)
    assert [each.title() for each in (now, podium, screen)] == titles
    gateway.come_back()

    for each in (now, podium, screen):
        expect(each.locator(".lost")).to_be_hidden()
    turn_list(chair, meeting, "open")
    list_is(now, "open")
    list_is(podium, "open")
    assert now.locator("#motion").evaluate("(choice) => choice.selectedIndex") == 2


def test_who_is_signed_out_elsewhere_is_given_a_page_of_ours(opened: Open, gateway: Gateway) -> None:
    now = opened("now")
    expect(now.locator("#mine")).to_be_visible()
    now.context.clear_cookies()

    gateway.go_away()
    expect(now.locator(".lost")).to_be_visible(timeout=SOON)
    gateway.come_back()

    expect(now.locator(".who")).to_contain_text("Sign in")


def test_a_page_whose_ticket_is_refused_beside_another_says_so_until_it_has_a_new_one(
    site: Site, opened: Open, gateway: Gateway, chair: Visitor, meeting: int
) -> None:
    """The tickets are of another session than the one that there is now. One page gets a new ticket at once; nothing
    answers the other, which hears what the stream tells the first, and does not take it for its own."""
    beside, page = opened("screen"), opened("now")
    gateway.go_away()
    for each in (beside, page):
        expect(each.locator(".lost")).to_be_visible(timeout=SOON)
    beside.context.clear_cookies(name="sessionid")
    sign_in(beside.context, "aldora-head", site.address)
    gateway.withhold("/now/")
    gateway.come_back()
    expect(beside.locator(".lost")).to_be_hidden()
    assert page.locator(".lost").evaluate(STAYS)
    expect(beside.locator(".lost")).to_be_hidden(timeout=100)

    gateway.withhold("")
    expect(page.locator(".lost")).to_be_hidden()
    turn_list(chair, meeting, "open")
    list_is(page, "open")


def test_without_a_shared_worker_a_window_has_a_stream_of_its_own(
    chromium: Browser, gateway: Gateway, chair: Visitor, meeting: int
) -> None:
    context = window(chromium, gateway, "aldora-head", ALONE)
    page = context.new_page()
    page.goto(f"/en/beijing-2016/meetings/{meeting}/now/")

    turn_list(chair, meeting, "open")
    list_is(page, "open")
    gateway.stall()

    expect(page.locator(".lost")).to_be_in_viewport(timeout=SOON)
    gateway.come_back()
    expect(page.locator(".lost")).to_be_hidden()
    context.close()


def test_without_a_place_for_its_stream_a_page_asks_now_and_then_and_says_so(
    chromium: Browser, gateway: Gateway, chair: Visitor, meeting: int
) -> None:
    with closing(window(chromium, gateway, "aldora-head", ALONE)) as context:
        page = context.new_page()
        full = {"X-Nadwa": "1", "Retry-After": "1"}
        page.route("**/live?*", lambda route: route.fulfill(status=429, headers=full))
        page.goto(f"/en/beijing-2016/meetings/{meeting}/now/")
        expect(page.locator(".crowded")).to_be_visible(timeout=SOON)

        turn_list(chair, meeting, "open")
        list_is(page, "open")
        expect(page.locator(".lost")).to_be_hidden()

        page.unroute("**/live?*")
        expect(page.locator(".crowded")).to_be_hidden(timeout=SOON)
        turn_list(chair, meeting, "close")
        list_is(page, "closed")
