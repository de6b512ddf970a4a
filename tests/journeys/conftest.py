"""Real browsers in front of a site that all journeys of one worker share."""

import os
import re
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Download,
    Locator,
    Page,
    ViewportSize,
    expect,
    sync_playwright,
)

from nadwa.demo.player import Browser as Visitor
from nadwa.web.languages import OFFICIAL
from tests.sites import Site
from tools.browser import find

# The browser's driver runs an event loop in this thread; tests after it still use the database directly.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

WIDE: ViewportSize = {"width": 1280, "height": 900}
NARROW: ViewportSize = {"width": 360, "height": 740}
# A robot has read in no time what is new on a page: for presses.js it is somebody who has moved on since pressing last.
READS_AT_ONCE = """
    sessionStorage.removeItem("press");
    for (const change of ["htmx:sseMessage", "htmx:afterSettle", "answered"]) {
        document.addEventListener(change, () => document.dispatchEvent(new Event("wheel")));
    }
"""
expect.set_options(timeout=15_000)  # a figure of speed is measured elsewhere; here only what happens counts
TOKEN = "a" * 32  # a browser's own, until it has signed in
Enter = Callable[..., Page]
HAS_FAILED = pytest.StashKey[bool]()
PICTURES = Path(__file__).parent.parent.parent / "var" / "tests" / "failed"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.when == "call":
        item.stash[HAS_FAILED] = report.failed
    return report


@pytest.fixture(scope="session")
def site(new_demo: Callable[[str], Site]) -> Iterator[Site]:
    with new_demo("journeys") as served:
        yield served


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = find()
    assert path, "no browser: make test installs one, make check needs none"
    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-background-networking", "--disable-quic"]
        )
        yield browser
        browser.close()


@pytest.fixture
def meeting(site: Site) -> int:
    """The number of a meeting on an item of its own, so that tests which share the site open none of one another's."""
    titles = {f"title_{language}": f"Something new ({language})" for language in OFFICIAL} | {"original": "en"}
    programme = "beijing-2016/programme/"
    with closing(Visitor(site.address, "en", "secretariat")) as secretariat:
        secretariat.post(f"{programme}agenda/new/", **titles)
        form = secretariat.get(f"{programme}new/")
        facts = {
            "kind": "formal",
            "starts_at": "2016-07-13T09:00",
            "ends_at": "2016-07-13T12:00",
            "room": re.findall(r'<option value="(\d+)"', form.partition('name="room"')[2])[0],
            "items": re.findall(r'name="items" value="(\d+)"', form)[-1],
            "public": "on",
        }
        secretariat.post(f"{programme}new/", **facts, **titles)
        return max(map(int, re.findall(r"/meetings/(\d+)/", secretariat.get(programme))))


def go_by(control: Locator) -> None:
    """Press what loads a page, and wait until that page has come: whoever opens another one, or loads this one anew,
    while what was pressed is on its way may take it back."""
    with control.page.expect_navigation():
        control.click()


def go_by_key(page: Page, key: str) -> None:
    """The same by a key, which the page that comes hears only when it is there as a whole."""
    with page.expect_navigation():
        page.keyboard.press(key)


def sign_in(window: BrowserContext, persona: str, address: str) -> None:
    """What pressing a persona's button on the page for it does, without opening that page."""
    window.add_cookies([{"name": "csrftoken", "value": TOKEN, "url": address}])
    form = {"csrfmiddlewaretoken": TOKEN, "persona": persona}
    answer = window.request.post(f"{address}/en/enter/", form=form, max_redirects=0)
    assert answer.status == 302, answer.text()


def content(page: Page, download: Download) -> bytes:
    """What a page has given to save, asked for once more: a browser that saves has no limit."""
    return page.request.get(download.url).body()


@pytest.fixture
def pace() -> str:
    """A script of every page, which makes presses.js take a press for what it is."""
    return READS_AT_ONCE


@pytest.fixture
def answers() -> tuple[int, ...]:
    """Statuses that are answers: a refusal with its reason, though the browser notes it in its console."""
    return 409, 422


@pytest.fixture
def enter(
    site: Site, chromium: Browser, pace: str, answers: tuple[int, ...], request: pytest.FixtureRequest
) -> Iterator[Enter]:
    """Open a page as a persona, in a browser window of its own. What its console complains of fails the test. Of a test
    that fails, what its windows show is kept under var/tests/failed: a picture and the source of each."""
    windows, complaints = [], []

    def hear(message: ConsoleMessage) -> None:
        if message.type == "error" and not any(f"status of {status}" in message.text for status in answers):
            complaints.append(message.text)

    def entered(persona: str | None, path: str, language: str = "en", size: ViewportSize = WIDE) -> Page:
        window = chromium.new_context(viewport=size, base_url=site.address)
        windows.append(window)
        window.add_init_script(pace)
        page = window.new_page()
        page.on("console", hear)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        if persona:
            sign_in(window, persona, site.address)
        page.goto(f"/{language}/{path}")
        return page

    yield entered
    if request.node.stash.get(HAS_FAILED, False):
        _keep([page for window in windows for page in window.pages], request.node.name)
    for window in windows:
        window.close()
    assert complaints == []


def _keep(pages: list[Page], test: str) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    name = re.sub(r"[^\w-]+", "-", test).strip("-")
    for number, page in enumerate(pages, 1):
        page.screenshot(path=PICTURES / f"{name}-{number}.png", full_page=True)
        (PICTURES / f"{name}-{number}.html").write_text(page.content(), encoding="utf-8")
