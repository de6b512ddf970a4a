"""A session that ends, or becomes another person's, loses nothing that was typed and does nothing in anybody's name."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Enter, go_by

FORM = "beijing-2016/meetings/1/statement/"
NOW = "beijing-2016/meetings/1/now/"
WORDS = "Encourages States to share what they have learnt;"


def sign_in_again(page: Page, persona: str) -> None:
    page.goto("/en/enter/")
    go_by(page.locator(f'button[name="persona"][value="{persona}"]'))
    page.goto(f"/en/{FORM}")


def lose_the_session(page: Page) -> None:
    page.context.clear_cookies(name="sessionid")


def follow_a_meeting(enter: Enter, persona: str) -> Page:
    """With a stream that is open. One that is asked for beside another session, or none, is refused, and the page loads
    itself anew before anybody has pressed anything. It is the page's own stream, so that one sees when it is open."""
    page = enter(persona, "")
    page.add_init_script("delete window.SharedWorker")
    with page.expect_response(lambda response: "/live?" in response.url) as stream:
        page.goto(f"/en/{NOW}")
    assert stream.value.status == 200
    return page


def test_what_was_typed_is_there_after_signing_in_again_and_not_for_somebody_else(enter: Enter) -> None:
    page = enter("galdova-head", FORM)
    field = page.locator("main textarea").first
    field.fill(WORDS)
    lose_the_session(page)
    page.locator("main form .btn-primary").click()

    expect(page).to_have_url(re.compile(re.escape(f"/account/sign-in/?next=/en/{FORM}")))
    sign_in_again(page, "galdova-head")
    expect(field).to_have_value(WORDS)
    expect(page.locator(".alert-info")).to_contain_text("What you had typed here before is back")
    sign_in_again(page, "dravenna-head")
    expect(field).not_to_have_value(WORDS)
    sign_in_again(page, "galdova-head")
    expect(field).not_to_have_value(WORDS)


def test_what_was_taken_in_is_not_offered_again(enter: Enter) -> None:
    page = enter("galdova-head", FORM)
    page.locator("main textarea").first.fill(WORDS)
    page.locator("main form .btn-primary").click()
    expect(page.locator("#notice .alert-success")).to_be_visible()

    page.goto(f"/en/{FORM}")

    expect(page.locator("main textarea").first).not_to_have_value(WORDS)


def test_a_living_page_goes_to_sign_in_as_a_whole(enter: Enter) -> None:
    page = follow_a_meeting(enter, "galdova-head")
    lose_the_session(page)
    page.locator("#acts form:visible button").first.click()

    expect(page).to_have_url(re.compile(rf"\?next=/en/{NOW}$"))
    expect(page.locator(".masthead")).to_have_count(1)


@pytest.mark.parametrize("answers", [(403, 409, 422)])  # the page's stream may ask once more beside the other's session
def test_other_windows_hear_who_is_signed_in_now(enter: Enter, answers: tuple[int, ...]) -> None:
    page = follow_a_meeting(enter, "galdova-head")
    other = page.context.new_page()
    other.goto("/en/enter/")
    other.locator('button[name="persona"][value="chair"]').click()

    expect(page.locator("#notice [role=alert]")).to_contain_text("R. Osmanda")


def test_signing_in_again_lets_the_forms_of_other_windows_go_on(enter: Enter) -> None:
    page = enter("galdova-head", "beijing-2016/consultations/exercise/vote/")
    other = page.context.new_page()
    other.goto("/en/enter/")
    other.locator('button[name="persona"][value="galdova-head"]').click()
    page.wait_for_timeout(300)
    page.locator(".ballot button").first.click()

    expect(page.locator("#notice .alert-success")).to_be_visible()


def kept(page: Page) -> str:
    found: str = page.evaluate(
        "JSON.stringify(Object.entries(sessionStorage).filter(([key]) => key.startsWith('draft:')))"
    )
    return found


def test_nothing_that_a_stranger_typed_is_there_for_the_next(enter: Enter) -> None:
    page = enter(None, "beijing-2016/press/accreditation/")
    page.locator("main [name=name]").fill("Anna Secret")
    while_there = kept(page)
    page.goto("/en/")
    page.goto("/en/beijing-2016/press/accreditation/")

    assert while_there == "[]"
    expect(page.locator("main [name=name]")).to_have_value("")


def test_drafts_of_somebody_who_does_not_sign_in_again_are_thrown_away(enter: Enter) -> None:
    """At once when the page of sign-in is left; otherwise after half an hour, also while the page stays open."""
    page = enter("galdova-head", FORM)
    field = page.locator("main textarea").first
    field.fill(WORDS)
    lose_the_session(page)
    page.goto(f"/en/{FORM}")
    asked = kept(page)
    page.goto("/en/")
    left = kept(page)

    sign_in_again(page, "galdova-head")
    field.fill(WORDS)
    lose_the_session(page)
    page.clock.install()
    page.goto("/en/")
    page.clock.fast_forward("29:00")
    soon = kept(page)
    page.clock.fast_forward("02:00")

    assert (WORDS in asked, left, WORDS in soon, kept(page)) == (True, "[]", True, "[]")
