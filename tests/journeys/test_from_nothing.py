"""From an empty database to a symposium, with nothing but pages: no factory, no shell."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.accounts.test_sign_in import code
from tests.journeys.conftest import NARROW, READS_AT_ONCE, go_by
from tests.sites import Site

PASSWORD = "four lamps beside the river"
E = "geneva-2027"


@dataclass
class Installation:
    """A site that began with nothing, and windows on it, a telephone each."""

    site: Site
    chromium: Browser

    def window(self, address: str = "/en/") -> Page:
        window = self.chromium.new_context(viewport=NARROW, base_url=self.site.address)
        window.add_init_script(READS_AT_ONCE)
        page = window.new_page()
        page.goto(address)
        return page

    def first_address(self) -> str:
        return re.findall(r"http\S+/account/first/\S+", self.site.said())[-1]


@pytest.fixture(scope="module")
def nothing(new_installation: Callable[[str], Site], chromium: Browser) -> Iterator[Installation]:
    with new_installation("nothing") as site:
        yield Installation(site, chromium)


def send(page: Page) -> None:
    go_by(page.locator("main form button.btn-primary").last)


def fill(page: Page, **values: str) -> None:
    for name, value in values.items():
        page.locator(f"main [name={name}]").fill(value)


def set_up_second_factor(page: Page) -> None:
    """As the page of the account leads to it, and on from there."""
    go_by(page.locator('a[href$="/second-factor/on/"]'))
    fill(page, code=code(page.locator("#authenticator_secret").input_value()))
    send(page)


def test_a_secretariat_that_has_never_seen_nadwa_begins(nothing: Installation) -> None:
    stranger = nothing.window()
    expect(stranger.locator("main")).to_contain_text("begins at the address")

    page = nothing.window(nothing.first_address())
    fill(page, name="Leïla Haddad", email="leila@host.example", password=PASSWORD, again=PASSWORD)
    send(page)
    expect(page.locator("body")).to_contain_text("set up a second factor")
    set_up_second_factor(page)
    page.screenshot(path="/tmp/w3.png")
    go_by(page.locator("main a", has_text="Go on"))
    expect(page.locator("h1")).to_have_text("Begin a symposium")
    fill(page, host="Switzerland", series="Geneva symposia on the Internet", title="Geneva symposium", city="Geneva")
    fill(page, slug=E, starts_on="2027-03-01", ends_on="2027-03-02")
    page.locator("[name=time_zone]").select_option("Europe/Zurich")
    send(page)
    expect(page.locator("h1")).to_have_text("What is ready")
    page.screenshot(path="/tmp/w4.png", full_page=True)
