"""What has to work in any browser: follow a meeting, lose the wire and come back, vote, propose, check, sign in.

A person reads what becomes of it in the language of the page, from left to right, from right to left, and in Chinese.
"""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from nadwa.demo.player import Browser as Visitor
from tests.browsers.engines import Driven
from tests.browsers.words import LANGUAGES, said
from tests.sites import Site
from tests.wires import Gateway

SOON = 15
PASSWORD = "correct horse battery staple"
GIVE_PASSWORD = """import sys, django; django.setup()
from nadwa.accounts.models import Person
person = Person.objects.get(username=sys.argv[1]); person.set_password(sys.argv[2]); person.save()"""
LOST = (
    'The connection is lost. You see the situation as of <time class="as-of"></time>;'
    " the page will update when the connection returns."
)
Enter = Callable[..., None]
each_language = pytest.mark.parametrize("language", LANGUAGES)


@pytest.fixture
def chair(site: Site) -> Iterator[Visitor]:
    """By a wire of its own, past the gateway."""
    with closing(Visitor(site.address, "en", "chair")) as chair:
        yield chair


def now_in(gateway: Gateway, meeting: int) -> list[str]:
    """The addresses of one page, in each language."""
    return [f"{gateway.address}/{language}/beijing-2016/meetings/{meeting}/now/" for language in LANGUAGES]


def test_ten_windows_follow_a_meeting(
    browser: Driven, enter: Enter, gateway: Gateway, chair: Visitor, meeting: int
) -> None:
    english, arabic, chinese = now_in(gateway, meeting)
    enter("aldora-head", f"beijing-2016/meetings/{meeting}/now/")

    with browser.windows(*[english] * 7, arabic, chinese) as opened:
        browser.sees("[data-state]")
        chair.post(f"beijing-2016/meetings/{meeting}/podium/open-list/")
        browser.sees(".list .tag", said("zh-hans", "open"))
        browser.click('form[action$="/presence/mine/"] button')
        browser.sees("#notice [data-answer]", said("zh-hans", "%(delegation)s is recorded as present."))
        browser.look_at(opened[-2])
        browser.sees(".list .tag", said("ar", "open"))

    browser.sees(".list .tag", "open")


def test_a_wire_that_stalls_or_leads_nowhere_is_said_and_made_up_for(
    browser: Driven, enter: Enter, gateway: Gateway, chair: Visitor, meeting: int
) -> None:
    place = f"beijing-2016/meetings/{meeting}/podium/"
    enter("belmara-head", f"beijing-2016/meetings/{meeting}/now/")
    chair.post(f"{place}open-list/")

    with browser.windows(*now_in(gateway, meeting)) as opened:
        windows = list(zip(opened, LANGUAGES, strict=True))

        def each(selector: str, message: str) -> None:
            for window, language in windows:
                browser.look_at(window)
                browser.sees(selector, said(language, message), seconds=SOON)

        each(".list .tag", "open")
        gateway.stall()
        chair.post(f"{place}close-list/")
        each(".lost", LOST)
        gateway.come_back()
        each(".list .tag", "closed")
        browser.until("document.querySelector('.lost').hidden")

        gateway.go_away()
        each(".lost", LOST)
        gateway.come_back()
        browser.until("document.querySelector('.lost').hidden")
        chair.post(f"{place}open-list/")
        each(".list .tag", "open")


@each_language
def test_a_ballot(browser: Driven, enter: Enter, language: str) -> None:
    enter("farunda-head", "beijing-2016/consultations/exercise/vote/", language)
    answered = browser.run("return document.querySelectorAll('.mine li').length")
    number = browser.run("return document.querySelector('.ballot [name=statement]').value")
    browser.click(".ballot button[data-key='1']")
    browser.until("document.querySelectorAll('.mine li').length === arguments[0] + 1", answered)
    answer = said(language, "Your answer to statement %(number)s: %(answer)s.", number=str(number), answer="Agree")
    browser.sees("#notice [data-answer]", answer)


@each_language
def test_a_proposal(browser: Driven, enter: Enter, language: str) -> None:
    enter("aldora-head", "beijing-2016/texts/outcome/2/propose/", language)
    browser.type("main textarea", f"Decides that States shall cooperate in good faith ({language});")
    browser.click("main form .btn-primary")
    browser.until(
        "document.querySelector('main').innerText.includes(arguments[0]) && !document.querySelector('main textarea')",
        f"good faith ({language})",
    )
    browser.sees("#notice [data-answer]", said(language, "Proposal drafted"))


@pytest.fixture(scope="session")
def bundle(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("bundle") / "bundle.zip"
    site.command("record", "export", "beijing-2016", "--out", str(path))
    return path


@each_language
def test_a_record_is_checked(browser: Driven, gateway: Gateway, bundle: Path, language: str) -> None:
    browser.open(f"{gateway.address}/{language}/beijing-2016/record/check/")
    browser.until("!document.querySelector('#check button').disabled")

    browser.type("#bundle", str(bundle))
    browser.click("#check button")

    browser.sees("#outcome", said(language, "The record is whole: every check holds."))


@pytest.fixture(scope="session")
def password(site: Site) -> str:
    """That of Celandra's head of delegation."""
    given = [sys.executable, "-c", GIVE_PASSWORD, "celandra-head", PASSWORD]
    subprocess.run(given, env=site.environment, check=True, timeout=60)
    return PASSWORD


@each_language
def test_signing_in_and_out(browser: Driven, password: str, enter: Enter, gateway: Gateway, language: str) -> None:
    enter("celandra-head", "beijing-2016/", language)
    browser.click('form[action$="/sign-out/"] button')
    browser.until("document.body.dataset.signedIn === 'no'")
    browser.sees(".who", said(language, "Sign in"))

    browser.open(f"{gateway.address}/{language}/account/sign-in/")
    browser.type('[name="login"]', "celandra-head")
    browser.type('[name="password"]', password)
    browser.click("main form button.btn-primary")

    browser.until("document.body.dataset.signedIn === 'yes'")
    browser.sees(".who", said(language, "Sign out"))


def test_an_hour_reads_from_left_to_right_where_a_page_does_not(browser: Driven, enter: Enter) -> None:
    """WebKit would show 12:30 as 30:12."""
    enter("secretariat", "beijing-2016/programme/new/", "ar")

    style = "return getComputedStyle(document.querySelector(arguments[0])).direction"

    assert (browser.run(style, "html"), browser.run(style, "#id_starts_at")) == ("rtl", "ltr")
