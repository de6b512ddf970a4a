"""From an empty database to the gavel and on to the next edition, with nothing but pages: no factory, no shell.

Everybody has a telephone. Mails leave through a server that the first officer sets on its page, and the links in them
are followed as they were received.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from docx import Document
from playwright.sync_api import Browser, Page, expect

from nadwa.demo.serving import free_port
from nadwa.web.languages import OFFICIAL
from tests.accounts.test_sign_in import code
from tests.journeys.conftest import NARROW, READS_AT_ONCE, go_by
from tests.mail.test_outbox import Inbox
from tests.sites import Site

PASSWORD = "four lamps beside the river"
E = "geneva-2027"
LETTER = {"name": "letter.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 the letter"}
STATES = {"br": "Brazil", "eg": "Egypt", "fr": "France", "jp": "Japan", "ke": "Kenya"}
INVITED = STATES | {"itu": "International Telecommunication Union"}


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


def test_a_secretariat_that_has_never_seen_nadwa_holds_a_symposium(nothing: Installation, tmp_path: Path) -> None:
    leila = begins(nothing)
    sets_the_mail_server(nothing, leila)
    wei = another_host_comes_in(nothing, leila)
    omar, amina = officers_are_appointed(nothing, leila, wei)
    rules_and_programme_are_set(leila)
    are_invited(leila, wei)
    heads = {code: comes(nothing, leila, code) for code in INVITED}
    for officer in (leila, omar):
        verifies_credentials(officer)
    prints_badges(leila)
    is_announced_and_opened(leila, wei)
    opens_the_meeting(amina, heads)
    decides_by_the_gavel(amina, heads)
    a_vice_chair_hears_a_statement(heads["ke"], heads["br"], amina)
    a_text_from_word_is_adopted(leila, amina, heads, tmp_path)
    is_handed_on(leila, wei, amina)


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
    expect(leila.locator("main")).to_contain_text(re.compile("is being sent|has left"))


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


def officers_are_appointed(nothing: Installation, leila: Page, wei: Page) -> tuple[Page, Page]:
    appoint(leila, "secretariat", "Omar Diallo", "omar@host.example")
    appoint(leila, "chair", "Amina Roy", "amina@host.example")
    approve(wei)
    return nothing.come_in("omar", "omar@host.example"), nothing.come_in("amina", "amina@host.example")


def rules_and_programme_are_set(leila: Page) -> None:
    at(leila, "procedure/")
    leila.locator("input[name=rules][value=assembly]").check()
    go_by(leila.get_by_role("button", name="Begin with these rules"))
    done(leila)
    for title in ("Adoption of the agenda", "Rules for cyberspace"):
        at(leila, "programme/agenda/new/")
        in_six(leila, "title", title)
        send(leila)
    at(leila, "programme/rooms/new/")
    in_six(leila, "name", "Hall")
    fill(leila, seats="200")
    send(leila)
    at(leila, "programme/new/")
    in_six(leila, "title", "Opening meeting")
    fill(leila, starts_at="2027-03-01T10:00", ends_at="2027-03-01T13:00")
    leila.locator("main select[name=room]").select_option(label="Hall (en)")
    for item in leila.locator("input[name=items]").all():
        item.check()
    send(leila)
    done(leila)


def in_six(page: Page, field_name: str, words: str) -> None:
    for language in OFFICIAL:
        page.locator(f"main [name={field_name}_{language}]").fill(f"{words} ({language})")


def are_invited(leila: Page, wei: Page) -> None:
    at(leila, "invitations/new/")
    for name in INVITED.values():
        leila.get_by_role("searchbox").fill(name)
        leila.get_by_label(name, exact=True).check()
    leila.locator("main input[type=date]").fill("2027-02-01")
    send(leila)
    done(leila)
    at(leila, "invitations/")
    propose(leila, "delegations.invite")
    approve(wei)


def propose(page: Page, kind: str) -> None:
    at(page, f"approvals/propose/{kind}/")
    go_by(page.locator("main form button.btn-primary"))
    done(page)


def comes(nothing: Installation, leila: Page, code: str) -> Page:
    """A focal point is named, comes in by mail, accepts, takes the place of the head, hands in the letter."""
    name, address = f"Head of {INVITED[code]}", f"{code}@delegation.example"
    at(leila, "invitations/")
    go_by(leila.get_by_role("link", name=INVITED[code], exact=True))
    go_by(leila.locator('a[href$="/focal-points/"]'))
    fill(leila, name=name, email=address)
    send(leila)
    done(leila)
    page = nothing.come_in(code, address)
    at(page, "delegation/")
    go_by(page.locator('a[href$="/answer/"]'))
    page.locator("input[name=answer][value=accepted]").check()
    choose(page, level="3")
    send(page)
    at(page, "delegation/")
    go_by(page.locator('a[href$="/register/"]'))
    fill(page, name=name, email=address)
    choose(page, role="head" if code in STATES else "observer")
    send(page)
    done(page)
    at(page, "delegation/")
    go_by(page.locator('a[href$="/credentials/"]'))
    choose(page, office="foreign")
    fill(page, signatory="R. Talvena")
    page.locator('input[type="file"]').set_input_files([LETTER])
    send(page)
    done(page)
    return page


def verifies_credentials(officer: Page) -> None:
    at(officer, "credentials/")
    for _ in INVITED:
        go_by(officer.locator('form[action$="/verify/"] button').first)
        at(officer, "credentials/")


def prints_badges(leila: Page) -> None:
    at(leila, "badges/")
    go_by(leila.locator('form[action$="/badges/issue/"] button'))
    done(leila)
    sheets = leila.request.get(f"/en/{E}/badges/print/")
    assert sheets.body().startswith(b"%PDF")


def is_announced_and_opened(leila: Page, wei: Page) -> None:
    at(leila, "press/draft/")
    in_six(leila, "title", "Symposium")
    in_six(leila, "text", "It will be held.")
    choose(leila, kind="announcement")
    fill(leila, dated="2027-01-10")
    send(leila)
    for kind in ("press.announce", "editions.open"):
        propose(leila, kind)
        approve(wei)
    at(leila, "ready/")
    expect(leila.locator("main")).not_to_contain_text("not yet")


def opens_the_meeting(amina: Page, heads: dict[str, Page]) -> None:
    for page in heads.values():
        at(page, "meetings/1/now/")
        page.get_by_role("button", name="We are present").click()
        expect(page.locator("main")).to_contain_text("recorded as present")
    confirm(amina, "open")


def confirm(chair: Page, act: str, **typed: str) -> None:
    """The question is read, and answered with yes."""
    at(chair, f"meetings/1/podium/{act}/")
    for name, value in typed.items():
        chair.locator(f"main input[name={name}][value={value}]").check()
    send(chair)
    done(chair)


def decides_by_the_gavel(amina: Page, heads: dict[str, Page]) -> None:
    at(amina, "meetings/1/podium/propose-decision/")
    choose(amina, matter="agenda")
    send(amina)
    at(heads["br"], "meetings/1/now/")
    expect(heads["br"].locator("main")).to_contain_text("May I take it that the agenda is adopted?")
    confirm(amina, "decide", manner="consensus")
    at(amina, "meetings/1/podium/propose-election/")
    amina.get_by_label("Kenya: Head of Kenya").check()
    send(amina)
    confirm(amina, "decide", manner="acclamation")
    expect(heads["br"].locator("main")).to_contain_text("Head of Kenya")


def a_vice_chair_hears_a_statement(kenya: Page, brazil: Page, amina: Page) -> None:
    at(kenya, "meetings/1/podium/")
    kenya.get_by_role("button", name="Take the chair").click()
    expect(kenya.get_by_role("button", name="Return the chair")).to_be_visible()
    if kenya.get_by_role("button", name="Open the list").is_enabled():
        kenya.get_by_role("button", name="Open the list").click()
    at(brazil, "meetings/1/now/")
    brazil.get_by_role("button", name="Ask for the floor").click()
    expect(brazil.locator("main")).to_contain_text("on the list of speakers")
    kenya.get_by_role("button", name=re.compile("Give the floor")).first.click()
    expect(brazil.locator("[data-speaker], .floor").first).to_contain_text("Brazil")
    kenya.get_by_role("button", name=re.compile("End the statement")).first.click()
    kenya.get_by_role("button", name="Return the chair").click()
    at(amina, "meetings/1/podium/")


def a_text_from_word_is_adopted(leila: Page, amina: Page, heads: dict[str, Page], folder: Path) -> None:
    draft = Document()
    draft.add_paragraph("1. Decides that States should cooperate.")
    draft.save(str(folder / "draft.docx"))
    at(leila, "texts/issue/document/")
    leila.locator("[name=file]").set_input_files(folder / "draft.docx")
    fill(leila, title="Outcome", slug="outcome")
    leila.locator("[name=item]").select_option(index=1)
    leila.locator("[name=public]").check()
    send(leila)
    for language in OFFICIAL:
        if language != "en":
            at(leila, f"texts/outcome/1/1/versions/{language}/")
            fill(leila, wording=f"Decides ({language}).")
            leila.locator("[name=checked]").check()
            send(leila)
    decide(leila, "silence", hours="1")
    decide(heads["fr"], "object", reason="We need to consult our capital.")
    decide(amina, "question")
    decide(amina, "gavel")
    expect(amina.locator(".tag", has_text="adopted").first).to_be_visible()


def decide(page: Page, act: str, **typed: str) -> None:
    at(page, f"texts/outcome/decision/{act}/")
    fill(page, **typed)
    send(page)
    done(page)


def is_handed_on(leila: Page, wei: Page, amina: Page) -> None:
    confirm(amina, "adjourn")
    report = leila.request.get(f"/en/{E}/report/")
    assert report.body().startswith(b"%PDF")
    at(leila, "next/")
    go_by(leila.locator('form[action$="/archive/ask/"] button'))
    at(leila, "next/plan/")
    in_six(leila, "title", "Second symposium")
    in_six(leila, "city", "Singapore")
    fill(leila, slug="singapore-2028", symbol="SYMP/2028", starts_on="2028-03-01", ends_on="2028-03-02")
    send(leila)
    propose(leila, "exchange.continue")
    approve(wei)
    leila.goto("/en/singapore-2028/programme/new/")
    in_six(leila, "title", "First meeting")
    fill(leila, starts_at="2028-03-01T10:00", ends_at="2028-03-01T13:00")
    leila.locator("main select[name=room]").select_option(label="Hall (en)")
    leila.locator("input[name=items]").first.check()
    send(leila)
    amina.goto("/en/singapore-2028/meetings/1/podium/open/")
    send(amina)
    done(amina)
