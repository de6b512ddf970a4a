"""A delegate takes part in a consultation, from the first statement to reading the result."""

from contextlib import closing

import pytest
from playwright.sync_api import expect

from nadwa.demo.player import Browser
from tests.journeys.conftest import NARROW, Enter, go_by_key
from tests.sites import Site

ROOM = "beijing-2016/consultations/exercise"
THOUGHT = {
    "ar": "ينبغي أن تنشر الدول استراتيجياتها الوطنية للأمن السيبراني.",
    "zh-hans": "研讨会应每两年举行一次。",
}


@pytest.fixture
def colleagues(site: Site) -> None:
    """Two have voted already: with fewer than three participants no map is drawn, since it would tell who they are."""
    for head in ("aldora-head", "belmara-head"):
        with closing(Browser(site.address, "en", head)) as browser:
            browser.post(f"{ROOM}/vote/", statement=1, value=1)


@pytest.mark.usefixtures("colleagues")
@pytest.mark.parametrize("language", THOUGHT)
def test_on_a_telephone_with_the_keyboard_alone(enter: Enter, language: str) -> None:
    """Answers eight statements by keys, puts one off, hands in a statement, and reads the map that is drawn."""
    delegate = enter("farunda-head" if language == "ar" else "galdova-head", f"{ROOM}/vote/", language, NARROW)
    for answered in range(8):
        expect(delegate.locator(".mine li")).to_have_count(answered)
        go_by_key(delegate, str(answered % 3 + 1))
    expect(delegate.locator(".mine li")).to_have_count(8)
    statement = delegate.locator(".ballot .statement")
    before = statement.inner_text()
    go_by_key(delegate, "4")
    expect(statement).not_to_have_text(before)

    delegate.goto(f"/{language}/{ROOM}/submit/")
    delegate.locator("textarea").focus()
    delegate.keyboard.type(THOUGHT[language])
    delegate.keyboard.press("Tab")
    go_by_key(delegate, "Enter")
    expect(delegate.locator(".alert-success")).to_be_visible()

    secretariat = enter("secretariat", f"{ROOM}/moderation/")
    waiting = secretariat.locator("article", has_text=THOUGHT[language])
    waiting.locator("button.btn-primary").click()
    expect(secretariat.locator("article", has_text=THOUGHT[language])).to_have_count(0)

    for _ in range(40):
        delegate.goto(f"/{language}/{ROOM}/")
        if delegate.locator("[data-map]").count():
            break
        delegate.wait_for_timeout(500)
    expect(delegate.locator("[data-map] canvas")).to_be_visible()
    assert delegate.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_what_was_said_in_another_language_is_offered(enter: Enter) -> None:
    delegate = enter("dravenna-head", f"{ROOM}/submit/", "fr")
    delegate.locator("textarea").fill("Le droit international s’applique à la conduite des États dans le cyberespace.")

    delegate.locator("main form button.btn-primary").click()

    expect(delegate.locator("h1")).to_have_text("Quelqu’un a déjà dit à peu près la même chose")
    expect(delegate.locator(".mine li").first).to_contain_text("droit international")
