"""A meeting from its opening to its end, with the chair, a delegate and the projection looking at the same house."""

import re
from contextlib import closing

import pytest
from playwright.sync_api import Page, expect

from nadwa.demo.player import Browser
from tests.journeys.conftest import Enter, go_by_key
from tests.sites import Site

# What of a page repeats itself several times a second
COUNTS = """
    window.counting = new Set();
    const { setInterval: begin, clearInterval: end } = window;
    window.setInterval = (does, every) => {
        const timer = begin(does, every);
        if (every < 1000) window.counting.add(timer);
        return timer;
    };
    window.clearInterval = (timer) => { window.counting.delete(timer); end(timer); };
"""


def press(page: Page, name: str) -> None:
    page.locator(f'form[action$="/{name}/"]:visible button').first.click()


def open_meeting(chair: Page) -> None:
    """On the Podium: the link, and the question that it leads to."""
    chair.locator('a[href$="/podium/open/"]').click()
    chair.locator("main form button.btn-primary").click()


def let_states_arrive(site: Site, place: str, states: int = 12) -> None:
    with closing(Browser(site.address, "en", "secretariat")) as secretariat:
        page = secretariat.get(f"{place}presence/")
        secretariat.client.follow_redirects = False  # to the same page, long and read by nobody
        for state in re.findall(r'name="delegation" value="([\w-]+)"', page)[:states]:
            secretariat.post(f"{place}presence/", delegation=state, present="1")


@pytest.mark.parametrize("language", ["en", "ar", "zh-hans"])
def test_the_house_moves_together(site: Site, enter: Enter, language: str, meeting: int) -> None:
    place = f"beijing-2016/meetings/{meeting}/"
    let_states_arrive(site, place)
    chair = enter("chair", f"{place}podium/", language)
    delegate = enter("aldora-head", f"{place}now/", language)
    other = enter("belmara-head", f"{place}now/", language)
    screen = enter(None, f"{place}screen/", language)
    everybody = (chair, delegate, other, screen)

    open_meeting(chair)
    for page in everybody:
        expect(page.locator('[data-state="open"]')).to_be_visible()

    press(chair, "podium/open-list")
    expect(delegate.locator(".list .tag")).to_have_class("tag good")
    press(delegate, "floor/ask")
    expect(delegate.locator(".queue li.own")).to_have_count(1)
    expect(chair.locator("[data-request]")).to_have_count(1)

    press(chair, "podium/call")
    for page in everybody:
        expect(page.locator("[data-speaker]")).to_be_visible()
    for page in (chair, delegate, screen):
        runs(page)

    other.locator("#mine .sheet summary").click()
    press(other, "floor/point")
    expect(chair.locator("[data-point]")).to_be_visible()
    expect(screen.locator(".point")).to_be_visible()
    expect(delegate.locator(".clock")).to_have_class("clock paused")
    chair.locator("[data-point] input[name=ruling]").fill("The point is not well taken.")
    press(chair, "podium/rule")
    expect(chair.locator("[data-point]")).to_have_count(0)
    runs(delegate)
    expect(delegate.locator(".heard q")).to_contain_text("not well taken")

    chair.locator('a[href$="/podium/adjourn/"]').click()
    chair.locator("main form button.btn-primary").click()
    for page in (chair, delegate, screen):
        expect(page.locator('[data-state="adjourned"]')).to_be_visible()


def runs(page: Page) -> None:
    """The clock on the page moves."""
    clock = page.locator(".clock")
    shown = clock.inner_text()
    expect(clock).not_to_have_text(shown, timeout=3000)


def test_a_page_counts_while_there_is_a_clock_in_it(site: Site, enter: Enter, meeting: int) -> None:
    place = f"beijing-2016/meetings/{meeting}/"
    let_states_arrive(site, place)
    chair = enter("chair", f"{place}podium/")
    delegate = enter("aldora-head", f"{place}now/")
    open_meeting(chair)
    press(chair, "podium/open-list")
    delegate.add_init_script(COUNTS)
    delegate.reload()
    assert counting(delegate) == 0

    press(delegate, "floor/ask")
    press(chair, "podium/call")
    expect(delegate.locator("[data-speaker]")).to_be_visible()
    runs(delegate)
    assert counting(delegate) == 1
    delegate.reload()
    runs(delegate)
    assert counting(delegate) == 1

    press(chair, "podium/end")
    expect(delegate.locator("[data-speaker]")).to_have_count(0)
    delegate.wait_for_timeout(500)
    assert counting(delegate) == 0


def counting(page: Page) -> int:
    return int(page.evaluate("() => window.counting.size"))


def test_a_vote_by_keyboard_brings_the_next_statement(enter: Enter) -> None:
    page = enter("dravenna-head", "beijing-2016/consultations/exercise/vote/")
    first = page.locator(".ballot .statement").inner_text()

    go_by_key(page, "1")

    expect(page.locator(".ballot .statement")).not_to_have_text(first)
    expect(page.locator(".mine li")).to_have_count(1)


def test_without_javascript_one_can_ask_for_the_floor_and_vote(site: Site) -> None:
    """Plain HTTP forms, as a browser without scripts sends them."""
    place = "beijing-2016/meetings/1/"
    with closing(Browser(site.address, "en", "chair")) as chair:
        chair.post(f"{place}podium/open-list/")

    with closing(Browser(site.address, "en", "corvania-head")) as delegate:
        asked = delegate.post(f"{place}floor/ask/")
        voted = delegate.post("beijing-2016/consultations/exercise/vote/", statement=1, value=1)

    assert "is on the list of speakers" in asked.text
    assert "1 of 1" in voted.text  # ten statements, or more where others have handed in some
