"""Every button of the pages on which people act: whoever presses it reads, without scrolling, what became of it.

The buttons are found on the pages, so that a new one is covered by itself.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import closing

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Error, Page, ViewportSize, expect

from nadwa.demo.player import Browser
from tests.journeys.conftest import Enter
from tests.journeys.test_a_meeting import let_states_arrive
from tests.sites import Site

WIDE: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
BUTTONS = "main form[method=post] button:enabled:not([type=button])"
SIGN = """button => [
    button.getAttribute("formaction") ?? button.form.getAttribute("action") ?? "",
    button.name, button.value, button.textContent.trim(),
].join(" ")"""
# Opens what is folded, forgets the answer before, finds the next button and fills in what its form asks for.
NEXT = """([buttons, pressed]) => {
    document.querySelectorAll("details").forEach((part) => { part.open = true; });
    document.querySelectorAll("#notice [data-answer]").forEach((answer) => answer.remove());
    const next = [...document.querySelectorAll(buttons)].find(
        (button) => button.checkVisibility() && !pressed.includes((SIGN)(button)));
    const fields = next?.form.querySelectorAll("input:not([type]), input[type=text], textarea") ?? [];
    fields.forEach((field) => { field.value ||= "Words"; });
    return next;
}""".replace("SIGN", SIGN)
ANSWER = "#notice [data-answer]"
MOST = 30
TRIES = 5
MOMENT = 300
SCRIPTS = {"ar": r"[\u0621-\u064a]", "zh-hans": r"[\u4e00-\u9fff]", "en": r"[A-Za-z]"}
FOREIGN = {"ar": r"([a-z]{2,} ){3}", "zh-hans": r"([a-z]{2,} ){3}", "en": r"[\u0621-\u064a\u4e00-\u9fff]"}
EDITION = "beijing-2016/"


@pytest.fixture(scope="module")
def site(new_demo: Callable[[str], Site]) -> Iterator[Site]:
    """One of its own: what is pressed here is not for others to find."""
    with new_demo("buttons") as served:
        yield served


@pytest.fixture
def lively(site: Site, meeting: int) -> str:
    """A meeting that is open, with a speaker waiting and a point of order before it."""
    place = f"{EDITION}meetings/{meeting}/"
    let_states_arrive(site, place, 17)
    with closing(Browser(site.address, "en", "chair")) as chair:
        for act in ("open", "open-list"):
            chair.post(f"{place}podium/{act}/")
    with closing(Browser(site.address, "en", "belmara-head")) as delegate:
        for act in ("ask", "reply", "point"):
            delegate.post(f"{place}floor/{act}/")
    return place


@pytest.mark.parametrize(("language", "size"), [("en", PHONE), ("ar", WIDE), ("zh-hans", PHONE)])
def test_on_now(enter: Enter, lively: str, language: str, size: ViewportSize) -> None:
    page = enter("aldora-head", f"{lively}now/", language, size)

    pressed = press_all(page, language)

    assert len(pressed) >= 7


@pytest.mark.parametrize(("language", "size"), [("zh-hans", PHONE), ("en", WIDE), ("ar", PHONE)])
def test_on_the_podium(enter: Enter, lively: str, language: str, size: ViewportSize) -> None:
    page = enter("chair", f"{lively}podium/", language, size)

    pressed = press_all(page, language)

    assert len(pressed) >= 6


@pytest.mark.parametrize(
    ("persona", "path", "language", "size"),
    [
        ("celandra-head", "texts/outcome/3/", "ar", PHONE),
        ("dravenna-head", "texts/outcome/3/", "zh-hans", WIDE),
        ("galdova-head", "texts/outcome/3/", "en", WIDE),
        ("celandra-head", "consultations/exercise/vote/", "en", PHONE),
        ("dravenna-head", "consultations/exercise/vote/", "ar", WIDE),
        ("galdova-head", "consultations/exercise/vote/", "zh-hans", PHONE),
        ("usher", "meetings/1/door/", "ar", PHONE),
        ("usher", "meetings/1/door/", "zh-hans", WIDE),
        ("usher", "meetings/1/door/", "en", PHONE),
    ],
)
def test_on_other_pages(enter: Enter, persona: str, path: str, language: str, size: ViewportSize) -> None:
    page = enter(persona, f"{EDITION}{path}", language, size)

    assert press_all(page, language)


@pytest.fixture
def vote_on_a_text(site: Site, lively: str) -> str:
    """The page of a text of which an amendment is put to the vote."""
    page = f"{EDITION}texts/outcome/decision/"
    with closing(Browser(site.address, "en", "chair")) as chair:
        for first in re.findall(r'href="/en/([^"]*/vote/)"', chair.get(page))[:1]:
            chair.post(first)
    return page


@pytest.mark.parametrize(
    ("persona", "language"), [("celandra-head", "en"), ("dravenna-head", "ar"), ("galdova-head", "zh-hans")]
)
def test_on_a_decision(enter: Enter, vote_on_a_text: str, persona: str, language: str) -> None:
    page = enter(persona, vote_on_a_text, language, PHONE)

    pressed = press_all(page, language)

    assert len(pressed) >= 3


def test_what_cannot_be_sent_is_said_where_one_looks(site: Site, chromium: Chromium, lively: str) -> None:
    with closing(chromium.new_context(viewport=PHONE, base_url=site.address)) as window:
        page = window.new_page()
        page.goto("/en/enter/")
        page.locator('button[value="aldora-head"]').click()
        page.goto(f"/en/{lively}now/")
        page.route("**/floor/**", lambda route: route.abort())
        form = page.locator('form[action$="/floor/ask/"]')
        form.locator("button").click()

        expect(page.locator(f"{ANSWER}.alert-danger")).to_contain_text("could not be sent")
        assert in_sight(page)
        expect(form.locator("+ .answer")).to_contain_text("could not be sent")


def test_a_form_that_is_refused_is_not_shown_twice(enter: Enter, lively: str) -> None:
    page = enter("celandra-head", f"{lively}now/", "en", PHONE)
    page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
    form = page.locator('form[action$="/floor/move/"]')
    form.locator("select").evaluate(
        "choice => { choice.options[choice.selectedIndex].value = 'nothing that there is'; }"
    )
    form.locator("button").click()

    expect(page.locator(f"{ANSWER}.alert-danger")).to_contain_text("Motion")
    expect(form).to_have_count(1)
    expect(page.locator(f"{ANSWER} button")).to_have_count(0)


def press_all(page: Page, language: str) -> list[str]:
    """Press each button of the page, those too that come with what is pressed; each is answered where one looks."""
    address, pressed = page.url, []
    while len(pressed) < MOST and (name := press_next(page, pressed)):
        pressed.append(name)
        answered(page, name, language)
        if page.url != address:
            page.goto(address)
    return pressed


def press_next(page: Page, pressed: list[str]) -> str | None:
    """Press the first button that has not been pressed, and give what tells it from the others of its page."""
    name = None
    for _ in range(TRIES):
        if not (found := page.evaluate_handle(NEXT, [BUTTONS, pressed]).as_element()):
            name = None
            page.wait_for_timeout(MOMENT)  # the stream may bring what the last press made possible
            continue
        name = str(found.evaluate(SIGN))
        try:
            found.click(timeout=5_000)
        except Error:  # the stream has taken it away meanwhile
            continue
        return name
    assert name is None, f"{page.url}: {name} cannot be pressed"
    return None


def answered(page: Page, name: str, language: str) -> None:
    """What a person sees: words, on the screen as it is scrolled, in the language of the page."""
    said = page.locator(f"{ANSWER}:visible").or_(page.locator("main form[method=post].narrow:visible")).first
    expect(said, f"nothing is answered to {name}").to_be_visible()
    if not page.locator(ANSWER).count():  # a page that asks once more
        page.locator("main form[method=post].narrow button").first.click()
        expect(page.locator(ANSWER).first, f"nothing is answered to {name}, confirmed").to_be_visible()
    assert in_sight(page), name
    words = page.locator(ANSWER).first.inner_text()
    assert re.search(SCRIPTS[language], words), (name, words)
    assert not re.search(FOREIGN[language], words), (name, words)


def in_sight(page: Page) -> bool:
    """Whether the answer is on the screen, nothing lies over it, and the cross that closes it is in it."""
    return bool(
        page.locator(ANSWER).first.evaluate(
            """answer => {
                const { top, bottom, left, right } = answer.getBoundingClientRect();
                const over = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
                const cross = document.querySelector("#notice > .btn-close").getBoundingClientRect();
                return top >= 0 && bottom <= innerHeight && left >= 0 && right <= innerWidth && answer.contains(over)
                    && cross.top >= top && cross.bottom <= bottom && cross.left >= left && cross.right <= right;
            }"""
        )
    )
