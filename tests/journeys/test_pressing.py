"""Pressing as people do: twice, on a phone, with a sheet open. Nothing unmeant happens, and nothing is hidden."""

from contextlib import closing

import pytest
from playwright.sync_api import Locator, Page, ViewportSize, expect

from nadwa.demo.player import Browser
from tests.journeys.conftest import WIDE, Enter
from tests.journeys.test_a_meeting import let_states_arrive
from tests.sites import Site

PHONE: ViewportSize = {"width": 390, "height": 844}
ANSWER = "#notice [data-answer]"
# What would be posted by pressing the same place again, if that is something else than before.
THERE = """([x, y, action]) => {
    const button = document.elementFromPoint(x, y)?.closest("form[method=post] button:enabled");
    return button && button.form.action !== action ? button.form.action : null;
}"""
# As browsers do where what stands above becomes longer or shorter.
SCROLLS_BY_ITSELF = """() => new Promise((done) => {
    document.body.style.minHeight = "300vh";
    scrollBy({ top: 1, behavior: "instant" });
    requestAnimationFrame(() => { scrollBy({ top: -1, behavior: "instant" }); requestAnimationFrame(done); });
})"""


@pytest.fixture
def pace() -> str:
    """That of a person: what is new has to be seen first."""
    return "void 0"


@pytest.fixture
def place(site: Site, meeting: int) -> str:
    """A meeting that is open, with its list open and two delegations on it."""
    place = f"beijing-2016/meetings/{meeting}/"
    let_states_arrive(site, place, 17)
    with closing(Browser(site.address, "en", "chair")) as chair:
        for act in ("open", "open-list"):
            chair.post(f"{place}podium/{act}/")
    for head in ("belmara-head", "celandra-head"):
        with closing(Browser(site.address, "en", head)) as delegate:
            delegate.post(f"{place}floor/ask/")
    return place


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_no_other_act_takes_the_place_of_what_was_pressed(enter: Enter, place: str, size: ViewportSize) -> None:
    podium = enter("chair", f"{place}podium/", "en", size)
    for act in ("close-list", "open-list", "suspend", "resume", "call", "pause", "run", "end"):
        assert stands_in_its_place(podium, f"podium/{act}") is None, act
    now = enter("aldora-head", f"{place}now/", "en", size)
    for act in ("ask", "reply"):
        assert stands_in_its_place(now, f"floor/{act}") is None, act


def stands_in_its_place(page: Page, act: str) -> str | None:
    page.evaluate("document.querySelectorAll('#notice [data-answer]').forEach((answer) => answer.remove())")
    button = page.locator(f'form[action$="/{act}/"] button:enabled:visible').first
    button.scroll_into_view_if_needed()
    box = button.bounding_box()
    action = button.evaluate("button => button.form.action")
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.click(x, y)
    expect(page.locator(f"{ANSWER}.alert-success")).to_be_visible()
    page.wait_for_timeout(1200)  # what the stream brings has arrived, and a press is a press again
    found: str | None = page.evaluate(THERE, [x, y, action])
    return found


def test_a_second_press_gives_the_floor_to_nobody_else(enter: Enter, place: str) -> None:
    """The list moves up by one: the next delegation's button stands where the first one's stood."""
    podium = enter("chair", f"{place}podium/")
    first = podium.locator('form[action$="/podium/call/"] button').first
    first.scroll_into_view_if_needed()
    box = first.bounding_box()
    assert box
    x, y = box["x"] + 9, box["y"] + 9
    podium.mouse.click(x, y)
    expect(podium.locator("[data-request]")).to_have_count(1)
    podium.evaluate(SCROLLS_BY_ITSELF)
    podium.mouse.click(x, y)

    expect(podium.locator(ANSWER)).to_contain_text("pressed twice")
    expect(podium.locator("[data-speaker]")).to_contain_text("Belmara")
    podium.wait_for_timeout(1000)
    podium.mouse.click(x, y)
    expect(podium.locator("main")).to_contain_text("Belmara has the floor")
    expect(podium.locator("main form option[selected]")).to_contain_text("Celandra")


def test_a_press_of_some_time_ago_keeps_nobody_from_pressing_what_stands_there_now(
    enter: Enter, site: Site, place: str
) -> None:
    """Not even where the page has changed just now: a stream brings something all the time."""
    podium = enter("chair", f"{place}podium/")
    first = podium.locator('form[action$="/podium/call/"] button').first
    first.scroll_into_view_if_needed()
    box = first.bounding_box()
    assert box
    podium.mouse.click(box["x"] + 9, box["y"] + 9)
    expect(podium.locator("[data-speaker]")).to_contain_text("Belmara")
    podium.wait_for_timeout(2500)
    with closing(Browser(site.address, "en", "dravenna-head")) as delegate:
        delegate.post(f"{place}floor/ask/")
    expect(podium.locator("[data-request]")).to_have_count(2)
    podium.mouse.click(box["x"] + 9, box["y"] + 9)

    expect(podium.locator("main form option[selected]")).to_contain_text("Celandra")


def test_a_second_press_does_not_answer_the_question_that_the_first_led_to(enter: Enter, place: str) -> None:
    page = enter("aldora-head", f"{place}now/", "en", PHONE)
    page.locator('form[action$="/floor/ask/"] button').click()
    link = page.locator('a[data-when="speech"]')
    expect(link).to_be_visible()
    page.wait_for_timeout(1000)
    link.click()
    confirm = page.locator("main form .btn-primary")
    expect(confirm).to_be_visible()
    page.evaluate(
        """() => {
            const button = document.querySelector("main form .btn-primary");
            const { x, y } = JSON.parse(sessionStorage.getItem("press"));
            Object.assign(button.style, { position: "fixed", left: `${x - 20}px`, top: `${y - 10}px` });
        }"""
    )
    box = confirm.bounding_box()
    assert box
    page.mouse.click(box["x"] + 20, box["y"] + 10)

    expect(page.locator(ANSWER)).to_contain_text("pressed twice")
    expect(confirm).to_be_visible()


def test_the_sheet_of_a_point_of_order_closes_when_it_was_sent(enter: Enter, place: str) -> None:
    page = enter("dravenna-head", f"{place}now/", "ar", PHONE)
    sheet = page.locator("#mine .sheet")
    sheet.locator("summary").click()
    sheet.locator("input[name=rule]").fill("72")
    sheet.locator("button").click()

    expect(sheet).not_to_have_attribute("open", "")
    expect(page.locator(".sheet + .answer")).to_be_in_viewport()
    expect(sheet.locator("input[name=rule]")).to_have_value("")


def test_the_answer_lies_over_neither_the_field_nor_the_button(enter: Enter, place: str) -> None:
    page = enter("chair", f"{place}podium/enter/", "en", PHONE)
    field = page.locator("main form [name=reason]")
    field.evaluate(
        "field => Object.assign(field.style, { position: 'fixed', bottom: '10px', right: '10px', width: '9rem' })"
    )
    field.focus()
    page.evaluate(
        """() => {
            const detail = document.getElementById("unsent").content.firstElementChild.cloneNode(true);
            document.dispatchEvent(new CustomEvent("answer", { detail }));
        }"""
    )

    expect(page.locator(ANSWER)).to_be_visible()
    assert lies_open(field)
    cancel = page.locator("main form .btn-link")
    cancel.scroll_into_view_if_needed()
    cancel.focus()
    assert lies_open(cancel)


def lies_open(part: Locator) -> bool:
    return bool(
        part.evaluate(
            """part => {
                const { left, right, top, bottom } = part.getBoundingClientRect();
                return part.contains(document.elementFromPoint((left + right) / 2, (top + bottom) / 2));
            }"""
        )
    )


def test_one_minute_left_is_read_aloud_once(enter: Enter, place: str) -> None:
    page = enter("aldora-head", f"{place}now/")
    page.evaluate(
        """() => {
            window.said = [];
            const place = document.getElementById("minute");
            const hear = () => place.textContent && said.push(place.textContent);
            new MutationObserver(hear).observe(place, { childList: true });
            const clock = Object.assign(document.createElement("span"), { className: "clock" });
            Object.assign(clock.dataset, { started: Date.now() - 59000, pausedAt: "", pausedFor: "0", limit: "120" });
            document.querySelector("main").append(clock);
        }"""
    )
    expect(page.locator("#minute")).to_have_text("One minute of the speaking time is left.")
    page.wait_for_timeout(3000)

    assert page.evaluate("said.length") == 1
