"""What has to work in any browser: follow a meeting, lose the wire and come back, vote, propose, check, sign in."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from nadwa.demo.player import Browser as Visitor
from tests.browsers.engines import Driven
from tests.sites import Site
from tests.wires import Gateway

WINDOWS = 10
SOON = 15
PASSWORD = "correct horse battery staple"
GIVE_PASSWORD = """import sys, django; django.setup()
from nadwa.accounts.models import Person
person = Person.objects.get(username=sys.argv[1]); person.set_password(sys.argv[2]); person.save()"""
Enter = Callable[[str, str], None]


@pytest.fixture
def chair(site: Site) -> Iterator[Visitor]:
    """By a wire of its own, past the gateway."""
    with closing(Visitor(site.address, "en", "chair")) as chair:
        yield chair


def test_ten_windows_follow_a_meeting(
    browser: Driven, enter: Enter, gateway: Gateway, chair: Visitor, meeting: int
) -> None:
    place = f"beijing-2016/meetings/{meeting}/"
    enter("aldora-head", f"{place}now/")

    with browser.windows(WINDOWS - 1, f"{gateway.address}/en/{place}now/"):
        browser.sees("[data-state]")
        chair.post(f"{place}podium/open-list/")
        browser.sees(".list .badge", "open")
        browser.click('form[action$="/presence/mine/"] button')
        browser.sees("#notice [data-answer]")

    browser.sees(".list .badge", "open")


def test_a_wire_that_stalls_or_leads_nowhere_is_said_and_made_up_for(
    browser: Driven, enter: Enter, gateway: Gateway, chair: Visitor, meeting: int
) -> None:
    place = f"beijing-2016/meetings/{meeting}/"
    enter("belmara-head", f"{place}now/")
    chair.post(f"{place}podium/open-list/")
    browser.sees(".list .badge", "open")

    gateway.stall()
    chair.post(f"{place}podium/close-list/")
    browser.sees(".lost", "The connection is lost", seconds=SOON)
    gateway.come_back()
    browser.until("document.querySelector('.lost').hidden")
    browser.sees(".list .badge", "closed")

    gateway.go_away()
    browser.sees(".lost", "The connection is lost", seconds=SOON)
    gateway.come_back()
    browser.until("document.querySelector('.lost').hidden")
    chair.post(f"{place}podium/open-list/")
    browser.sees(".list .badge", "open")


def test_a_ballot(browser: Driven, enter: Enter) -> None:
    enter("farunda-head", "beijing-2016/consultations/exercise/vote/")
    answered = browser.run("return document.querySelectorAll('.mine li').length")
    browser.click(".ballot button[data-key='1']")
    browser.until("document.querySelectorAll('.mine li').length === arguments[0] + 1", answered)


def test_a_proposal(browser: Driven, enter: Enter) -> None:
    enter("aldora-head", "beijing-2016/texts/outcome/2/propose/")
    browser.type("main textarea", "Decides that States shall cooperate in good faith;")
    browser.click("main form .btn-primary")
    browser.until(
        "document.querySelector('main').innerText.includes('good faith') && !document.querySelector('main textarea')"
    )


def test_a_record_is_checked(browser: Driven, site: Site, gateway: Gateway, tmp_path: Path) -> None:
    bundle = tmp_path / "bundle.zip"
    site.command("record", "export", "beijing-2016", "--out", str(bundle))
    browser.open(f"{gateway.address}/en/beijing-2016/record/check/")
    browser.until("!document.querySelector('#check button').disabled")

    browser.type("#bundle", str(bundle))
    browser.click("#check button")

    browser.until("document.querySelector('#outcome').innerText.includes('The record is whole')")


def test_signing_in_and_out(browser: Driven, enter: Enter, site: Site, gateway: Gateway) -> None:
    given = [sys.executable, "-c", GIVE_PASSWORD, "celandra-head", PASSWORD]
    subprocess.run(given, env=site.environment, check=True)
    enter("celandra-head", "beijing-2016/")
    browser.click('form[action$="/sign-out/"] button')
    browser.until("document.body.dataset.signedIn === 'no'")

    browser.open(f"{gateway.address}/en/account/sign-in/")
    browser.type('[name="login"]', "celandra-head")
    browser.type('[name="password"]', PASSWORD)
    browser.click("main form button.btn-primary")

    browser.until("document.body.dataset.signedIn === 'yes'")
