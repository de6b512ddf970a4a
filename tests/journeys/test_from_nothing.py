"""From an empty database to the gavel and on to the next edition, with nothing but pages: no factory, no shell.

Everybody has a telephone. Mails leave through a server that the first officer sets on its page, and the links in them are
followed as they were received.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller
from playwright.sync_api import Browser, Page, expect

from nadwa.demo.serving import free_port
from tests.accounts.test_sign_in import code
from tests.journeys.conftest import NARROW, READS_AT_ONCE, go_by
from tests.mail.test_outbox import Inbox
from tests.sites import Site

PASSWORD = "four lamps beside the river"
E = "geneva-2027"
LETTER = {"name": "letter.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 the letter"}
STATES = {"br": "Brazil", "eg": "Egypt", "fr": "France", "jp": "Japan", "ke": "Kenya"}


@dataclass
class Installation:
    """A site that began with nothing, its mail server, and windows on it, a telephone each."""

    site: Site
    chromium: Browser
    inbox: Inbox
    windows: dict[str, Page] = field(default_factory=dict)

    def window(self, address: str = "/en/") -> Page:
        window = self.chromium.new_context(viewport=NARROW, base_url=self.site.address)
        window.add_init_script(READS_AT_ONCE)
        page = window.new_page()
        page.goto(address)
        return page

    def first_address(self) -> str:
        return re.findall(r"http\S+/account/first/\S+", self.site.said())[-1]

    def link_for(self, address: str, page: Page) -> str:
        """The link to enrol that a mail to this address has; the worker takes some seconds to send it."""
        for _ in range(100):
            for received in self.inbox.received:
                mail = message_from_bytes(received, policy=policy.default)
                body = mail.get_body(("plain",))
                words = body.get_content() if body else ""
                if mail["To"] == address and "/enrol/" in words:
                    return re.findall(r"http\S+/enrol/\S+", words)[0]
            page.wait_for_timeout(300)
        raise TimeoutError(f"no link came for {address}")

    def come_in(self, name: str, address: str) -> Page:
        """Somebody opens the mail, chooses a password, signs in, sets up a second factor."""
        page = self.window()
        page.goto(self.link_for(address, page))
        fill(page, new_password1=PASSWORD, new_password2=PASSWORD)
        send(page)
        fill(page, login=address, password=PASSWORD)
        go_by(page.locator("main form button.btn-primary").first)
        page.goto("/en/account/second-factor/on/")
        fill(page, code=code(page.locator("#authenticator_secret").input_value()))
        send(page)
        self.windows[name] = page
        return page


@pytest.fixture(scope="module")
def inbox() -> Iterator[Inbox]:
    inbox = Inbox(free_port())
    controller = Controller(inbox, hostname="127.0.0.1", port=inbox.port)
    controller.start()
    yield inbox
    controller.stop()


@pytest.fixture(scope="module")
def nothing(new_installation: Callable[[str], Site], chromium: Browser, inbox: Inbox) -> Iterator[Installation]:
    with new_installation("nothing") as site:
        yield Installation(site, chromium, inbox)


def at(page: Page, path: str) -> Page:
    page.goto(f"/en/{E}/{path}")
    return page


def send(page: Page) -> None:
    go_by(page.locator("main form button.btn-primary").last)


def done(page: Page) -> None:
    expect(page.locator(".alert-success").first).to_be_visible()


def fill(page: Page, **values: str) -> None:
    for name, value in values.items():
        page.locator(f"main [name={name}]").fill(value)


def choose(page: Page, **values: str) -> None:
    for name, value in values.items():
        page.locator(f"main select[name={name}]").select_option(value)


def test_a_secretariat_that_has_never_seen_nadwa_holds_a_symposium(nothing: Installation) -> None:
    leila = begins(nothing)
    sets_the_mail_server(nothing, leila)
    wei = another_host_comes_in(nothing, leila)
    amina = officers_are_appointed(nothing, leila, wei)
    leila.screenshot(path="/tmp/w5.png", full_page=True)


def begins(nothing: Installation) -> Page:
    stranger = nothing.window()
    expect(stranger.locator("main")).to_contain_text("begins at the address")
    page = nothing.window(nothing.first_address())
    fill(page, name="Leïla Haddad", email="leila@host.example", password=PASSWORD, again=PASSWORD)
    send(page)
    expect(page.locator("body")).to_contain_text("set up a second factor")
    go_by(page.locator('a[href$="/second-factor/on/"]'))
    fill(page, code=code(page.locator("#authenticator_secret").input_value()))
    send(page)
    go_by(page.locator("main a", has_text="Go on"))
    expect(page.locator("h1")).to_have_text("Begin a symposium")
    fill(page, host="Switzerland", series="Geneva symposia on the Internet", title="Geneva symposium", city="Geneva")
    fill(page, slug=E, starts_on="2027-03-01", ends_on="2027-03-02")
    choose(page, time_zone="Europe/Zurich")
    send(page)
    expect(page.locator("h1")).to_have_text("What is ready")
    return page


def sets_the_mail_server(nothing: Installation, leila: Page) -> None:
    leila.goto("/en/account/mail-server/")
    fill(leila, host="127.0.0.1", port=str(nothing.inbox.port), sender="symposium@host.example")
    choose(leila, security="none")
    send(leila)
    go_by(leila.locator("form[action$='/try/'] button"))
    expect(leila.locator("main")).to_contain_text(re.compile("waits for the worker|has left"))


def another_host_comes_in(nothing: Installation, leila: Page) -> Page:
    at(leila, "hosts/add/")
    fill(leila, name="Singapore")
    send(leila)
    appoint(leila, "host", "Wei Lin", "wei@host.example", host="Singapore")
    wei = nothing.come_in("wei", "wei@host.example")
    at(leila, "hosts/")
    expect(leila.locator("main")).not_to_contain_text("has not come in yet")
    return wei


def appoint(page: Page, role: str, name: str, email: str, host: str = "") -> None:
    at(page, "officers/appoint/")
    choose(page, role=role)
    if host:
        page.locator("main select[name=host]").select_option(label=host)
    fill(page, name=name, email=email)
    send(page)
    done(page)


def approve(page: Page) -> None:
    """Another host reads what has been proposed, and turns its key."""
    at(page, "approvals/")
    go_by(page.locator('form[action$="/approve/"] button').first)
    done(page)


def officers_are_appointed(nothing: Installation, leila: Page, wei: Page) -> Page:
    appoint(leila, "secretariat", "Omar Diallo", "omar@host.example")
    nothing.come_in("omar", "omar@host.example")
    appoint(leila, "chair", "Amina Roy", "amina@host.example")
    approve(wei)
    return nothing.come_in("amina", "amina@host.example")
