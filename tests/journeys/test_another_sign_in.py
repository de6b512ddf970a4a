"""Somebody signs in while another person's page is open: the words that are said then are true."""

import re
from contextlib import closing

import pytest
from playwright.sync_api import Page, expect

from nadwa.demo.player import Browser
from tests.journeys.conftest import Enter, go_by
from tests.journeys.test_a_meeting import let_states_arrive
from tests.journeys.test_sessions_and_drafts import FORM, WORDS, kept, sign_in_again
from tests.sites import Site


@pytest.fixture
def answers() -> tuple[int, ...]:
    """Here 403 is one, too: it says that somebody has signed in since."""
    return 403, 409, 422


def signs_in_elsewhere(page: Page, persona: str) -> None:
    """In another window of the same browser; this one hears of it, and is left as it was."""
    window = page.context.new_page()
    window.goto("/en/enter/")
    window.locator(f'button[name="persona"][value="{persona}"]').click()
    expect(window.locator(".who")).not_to_contain_text("Sign in")
    page.wait_for_timeout(300)
    window.close()


def send_as_if_nothing_had_been_heard(page: Page) -> None:
    page.evaluate("document.querySelector('main form [name=csrfmiddlewaretoken]').value = 'x'.repeat(64)")
    page.locator("main form .btn-primary").click()
    expect(page.locator("h1")).to_have_text("Somebody has signed in since this page was opened")


def test_who_signed_in_herself_finds_what_she_typed(enter: Enter) -> None:
    page = enter("galdova-head", FORM)
    page.locator("main textarea").first.fill(WORDS)
    signs_in_elsewhere(page, "galdova-head")
    send_as_if_nothing_had_been_heard(page)

    page.locator("main a.btn-primary").click()

    expect(page.locator("main textarea").first).to_have_value(WORDS)


def test_the_other_person_is_shown_nothing_of_it(enter: Enter) -> None:
    for leave in (lambda page: page.locator("main a.btn-primary").click(), lambda page: page.go_back()):
        page = enter("galdova-head", FORM)
        page.locator("main textarea").first.fill(WORDS)
        signs_in_elsewhere(page, "dravenna-head")
        send_as_if_nothing_had_been_heard(page)
        expect(page.locator("main")).to_contain_text("shown to nobody else")

        leave(page)

        expect(page.locator("main textarea").first).to_be_visible()
        page.wait_for_timeout(300)
        expect(page.locator("main textarea").first).not_to_have_value(WORDS)
        assert kept(page) == "[]"


def test_who_signs_in_again_from_there_has_it_back(enter: Enter) -> None:
    page = enter("galdova-head", FORM)
    page.locator("main textarea").first.fill(WORDS)
    signs_in_elsewhere(page, "dravenna-head")
    send_as_if_nothing_had_been_heard(page)

    page.get_by_role("button", name="Sign in again as yourself").click()
    page.locator("main").get_by_role("link", name="Enter as").click()
    page.locator('button[name="persona"][value="galdova-head"]').click()

    expect(page.locator("main textarea").first).to_have_value(WORDS)
    expect(page.locator(".alert-info")).to_contain_text("What you had typed here before is back")


def test_what_the_other_windows_are_told_of_another_sign_in_is_so(enter: Enter) -> None:
    """They were once told to sign in again in another window, for which the other person has to sign out first."""
    page = enter("galdova-head", FORM)
    page.locator("main textarea").first.fill(WORDS)
    window = page.context.new_page()
    window.goto("/en/enter/")
    window.locator('button[name="persona"][value="dravenna-head"]').click()
    said = page.locator("#notice [data-answer]")

    expect(said).to_contain_text("copy it now")
    expect(said).to_contain_text("anybody signs out in this browser, it is gone")
    expect(said).not_to_contain_text("in another window")
    expect(page.locator("main textarea").first).to_have_value(WORDS)
    window.locator(".who [data-sign-out] button").click()
    expect(page).to_have_url(re.compile("/account/sign-in/"))
    assert kept(page) == "[]"


def test_who_signs_out_for_her_leaves_nothing_of_her_own(enter: Enter) -> None:
    """That sign-out keeps the draft of the one before, and no other: not in the windows of who signs out either."""
    page = enter("galdova-head", FORM)
    page.locator("main textarea").first.fill(WORDS)
    window = page.context.new_page()
    window.goto("/en/enter/")
    go_by(window.locator('button[name="persona"][value="dravenna-head"]'))
    window.goto("/en/beijing-2016/texts/outcome/")
    window.goto(f"/en/{FORM}")
    window.locator("main textarea").first.fill("Words of Dravenna")
    send_as_if_nothing_had_been_heard(page)

    page.get_by_role("button", name="Sign in again as yourself").click()

    for each in (page, window):
        expect(each).to_have_url(re.compile("/account/sign-in/"))
    assert (WORDS in kept(page), kept(window)) == (True, "[]")
    assert window.evaluate("localStorage.length") == 0


def test_going_back_to_another_person_s_page_empties_no_field_of_what_is_put_back(enter: Enter) -> None:
    page = enter("galdova-head", FORM)
    sign_in_again(page, "dravenna-head")
    page.locator("main textarea").first.fill(WORDS)

    page.evaluate("history.go(-3)")

    expect(page.locator(".alert-info")).to_contain_text("What you had typed here before is back")
    expect(page.locator("main textarea").first).to_have_value(WORDS)


def test_the_demo_comes_back_to_the_page_where_one_stood_if_it_is_open_there(enter: Enter) -> None:
    page = enter("aldora-head", "beijing-2016/texts/outcome/2/?seen=1")
    page.locator(".who").get_by_role("link", name="Enter as").click()
    page.locator('button[name="persona"][value="belmara-head"]').click()
    expect(page).to_have_url("/en/beijing-2016/texts/outcome/2/?seen=1")

    page.goto("/en/beijing-2016/texts/outcome/positions/")
    page.locator(".who").get_by_role("link", name="Enter as").click()
    page.locator('button[name="persona"][value="chair"]').click()
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator("main [sse-swap=chair_state]")).to_be_visible()


def test_a_living_page_that_is_refused_because_of_it_stays_with_what_was_typed_in_it(
    enter: Enter, site: Site, meeting: int
) -> None:
    """Where the browser's windows cannot tell one another, its stream is what learns of it first."""
    place = f"beijing-2016/meetings/{meeting}/"
    let_states_arrive(site, place, 17)
    with closing(Browser(site.address, "en", "chair")) as chair:
        chair.post(f"{place}podium/open/")
    page = enter("galdova-head", f"{place}now/")
    page.context.add_init_script("delete Window.prototype.localStorage; delete window.localStorage")
    page.reload()
    assert page.evaluate("typeof localStorage") == "undefined"
    page.locator("#acts details > summary").click()
    page.locator("#point-rule").fill(WORDS)
    window = page.context.new_page()
    window.goto("/en/enter/")
    window.locator('button[name="persona"][value="chair"]').click()

    expect(page.locator("#notice [data-answer]")).to_contain_text("R. Osmanda")
    expect(page.locator("#point-rule")).to_have_value(WORDS)
