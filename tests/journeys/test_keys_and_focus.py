"""Keys act once and where they are meant; what others do takes neither focus nor an open text from anybody."""

from contextlib import closing

from playwright.sync_api import Page, expect

from nadwa.demo.player import Browser
from tests.journeys.conftest import Enter
from tests.journeys.test_a_meeting import let_states_arrive
from tests.sites import Site

VOTE = "beijing-2016/consultations/exercise/vote/"


def answered(page: Page) -> int:
    return page.locator(".mine li").count()


def test_a_key_that_is_held_votes_once_and_none_on_a_link_or_switched_off(enter: Enter) -> None:
    page = enter("corvania-head", VOTE)
    before = answered(page)
    page.locator("main .links a").first.focus()
    page.keyboard.press("1")
    page.locator("[data-keys-on]").uncheck()
    page.locator("h1").click()
    page.keyboard.press("1")
    page.wait_for_timeout(500)
    assert answered(page) == before

    page.locator("[data-keys-on]").check()
    page.locator("h1").click()
    page.keyboard.down("1")
    for _ in range(5):
        page.wait_for_timeout(150)
        page.keyboard.down("1")
    page.keyboard.up("1")
    expect(page.locator(".mine li")).to_have_count(before + 1)


def test_focus_and_what_is_open_outlive_what_others_do(site: Site, enter: Enter, meeting: int) -> None:
    place = f"beijing-2016/meetings/{meeting}/"
    let_states_arrive(site, place)
    with closing(Browser(site.address, "en", "aldora-head")) as speaker:
        page = speaker.get(f"{place}statement/")
        item = page.partition('name="item"')[2].partition('option value="')[2].partition('"')[0]
        speaker.post(f"{place}statement/", item=item, language="en", text="Mr. President, …")
        with closing(Browser(site.address, "en", "chair")) as chair:
            chair.post(f"{place}podium/open/")
            chair.post(f"{place}podium/open-list/")
            speaker.post(f"{place}floor/ask/")
    podium = enter("chair", f"{place}podium/")
    podium.locator('form[action$="/podium/call/"] button').first.click()
    details = podium.locator(".speaking details")
    details.locator("summary").click()
    close = podium.locator('form[action$="/podium/close-list/"] button')
    close.focus()

    with closing(Browser(site.address, "en", "belmara-head")) as other:
        other.post(f"{place}floor/ask/")
    expect(podium.locator("[data-request]")).to_have_count(1)

    expect(details).to_have_attribute("open", "")
    expect(close).to_be_focused()


def test_without_passkeys_none_is_offered(enter: Enter) -> None:
    page = enter(None, "account/sign-in/")
    page.add_init_script("delete window.PublicKeyCredential")
    page.reload()

    expect(page.locator("#passkey_login")).to_be_hidden()
    expect(page.locator("main")).to_contain_text("cannot use passkeys")
