"""Every button of the pages on which people act: whoever presses it reads, without scrolling, what became of it. Every
link that asks for more first leads to a page that says the same, from which one can also go back.

Buttons and links are found on the pages, so that a new one is covered by itself.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import closing

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Error, Page, ViewportSize, expect

from nadwa.demo.player import Browser
from tests.journeys.conftest import Enter, sign_in
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
# The next link that asks, or looks like a button; of those that look alike only one; what ends something comes last.
NEXT_LINK = """followed => {
    document.querySelectorAll("details").forEach((part) => { part.open = true; });
    const labelOf = (link) => link.textContent.trim();
    const links = [...document.querySelectorAll("main a")].filter((link) => link.checkVisibility()
        && (labelOf(link).endsWith(" …") || link.matches(".acts a.btn")) && !followed.includes(labelOf(link)));
    return links.find((link) => !link.matches(".btn-outline-danger")) ?? links[0];
}"""
FORM = "main form[method=post].narrow"
FIELD = "input:visible, select:visible, textarea:visible"
CHOSEN = (
    """form => [...form.querySelectorAll("option:checked, label:has(:checked)")].map((one) => one.textContent.trim())"""
)
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
        sign_in(window, "aldora-head", site.address)
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


@pytest.fixture
def contested(site: Site, lively: str) -> str:
    """The same meeting with a speaker, two who wait, a right of reply, and two motions."""
    with (
        closing(Browser(site.address, "en", "chair")) as chair,
        closing(Browser(site.address, "en", "celandra-head")) as other,
        closing(Browser(site.address, "en", "belmara-head")) as delegate,
    ):
        for point in re.findall(r'data-point="(\d+)"', chair.get(f"{lively}podium/")):
            chair.post(f"{lively}podium/rule/", point=point, ruling="It is not.")
        first = re.findall(r'data-request="(\d+)"', chair.get(f"{lively}podium/"))[0]
        chair.post(f"{lively}podium/call/", request=first)
        delegate.post(f"{lively}floor/ask/")
        other.post(f"{lively}floor/ask/")
        other.post(f"{lively}floor/move/", motion="adjourn-debate")
        delegate.post(f"{lively}floor/move/", motion="suspend")
    return lively


@pytest.mark.parametrize(
    ("persona", "page", "language", "size", "links"),
    [("belmara-head", "now", "ar", PHONE, 4), ("chair", "podium", "zh-hans", WIDE, 10)],
)
def test_links_of_a_meeting_ask(
    enter: Enter, contested: str, persona: str, page: str, language: str, size: ViewportSize, links: int
) -> None:
    assert len(follow_all(enter(persona, f"{contested}{page}/", language, size), language)) >= links


@pytest.fixture
def worded(site: Site, number: int) -> str:
    """A paragraph on which the facilitator has offered a wording, and a delegation has a draft."""
    place = f"{EDITION}texts/outcome/{number}/"
    with closing(Browser(site.address, "en", "chair")) as chair:
        chair.post(f"{EDITION}texts/outcome/decision/discontinue/", reason="During a vote no wording is offered.")
        chair.post(f"{place}offer/", language="en", wording="Something between the two;")
    with closing(Browser(site.address, "en", "celandra-head")) as delegate:
        delegate.post(f"{place}propose/", language="en", wording="Something else;")
    return place


@pytest.mark.parametrize(
    ("persona", "number", "language", "size", "links"),
    [("chair", 8, "en", PHONE, 6), ("celandra-head", 7, "ar", WIDE, 8)],
)
def test_links_of_a_paragraph_ask(
    enter: Enter, worded: str, persona: str, language: str, size: ViewportSize, links: int
) -> None:
    assert len(follow_all(enter(persona, worded, language, size), language)) >= links


def test_links_of_a_decision_ask(enter: Enter, vote_on_a_text: str) -> None:
    assert len(follow_all(enter("chair", vote_on_a_text, "zh-hans", PHONE), "zh-hans")) >= 3


def test_links_of_a_consultation_ask(enter: Enter) -> None:
    page = enter("secretariat", f"{EDITION}consultations/exercise/", "ar", PHONE)

    assert follow_all(page, "ar")


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
    assert is_in(language, words), (name, words)


def follow_all(page: Page, language: str) -> list[str]:
    """Follow each link of the page that asks for more, those too that come with what is done on the way; each leads to
    a page that says the same, back again, and to an answer where one looks."""
    address, followed = page.url, []
    while len(followed) < MOST and (link := page.evaluate_handle(NEXT_LINK, followed).as_element()):
        label = link.inner_text().strip()
        followed.append(label)
        link.click()
        page.wait_for_url(lambda url: url != address)
        if page.locator(FORM).count() or label.endswith(" …"):
            asked(page, label.removesuffix(" …"), language, address)
            sent_and_answered(page, label, language)
        page.goto(address)
    return followed


def asked(page: Page, label: str, language: str, address: str) -> None:
    """The page says what the link did, in its heading (before a colon stands what the link is, after it how it stands)
    or in what is chosen in its form. What it asks is on the screen, with the button where nothing is typed, and the way
    back leads back."""
    heading, form, asks = page.locator("h1"), page.locator(FORM), page.url
    expect(heading, f"{label} leads to no page of its own").to_be_in_viewport()
    said = [heading.inner_text().strip(), *form.evaluate(CHOSEN)]
    assert label.partition(":")[0] in said, f"{label}: the page says {said}"
    field, button, back = form.locator(FIELD), form.locator("button.btn").last, form.locator("a.btn-link")
    for part in [field.first] if field.count() else [button, back]:
        expect(part, f"{label}: not on the screen").to_be_in_viewport()
    words = " ".join(part.inner_text() for part in [heading, button, back])
    assert is_in(language, words), words
    back.click()
    expect(page, f"{label}: leads back elsewhere").to_have_url(address)
    page.goto(asks)


def sent_and_answered(page: Page, label: str, language: str) -> None:
    """Send the form as it came: what is left out is said; otherwise it is done."""
    form = page.locator(FORM)
    form.evaluate("form => { form.noValidate = true }")
    form.locator("button.btn").last.click()
    answer = page.locator("[data-answer]:visible").first
    expect(answer, f"nothing is answered to {label}").to_be_in_viewport()
    assert is_in(language, answer.inner_text()), (label, answer.inner_text())


def is_in(language: str, words: str) -> bool:
    return bool(re.search(SCRIPTS[language], words)) and not re.search(FOREIGN[language], words)


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
