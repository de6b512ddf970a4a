"""Somebody signs in while another person's page is open: the words that are said then are true."""

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Enter
from tests.journeys.test_sessions_and_drafts import FORM, WORDS, kept


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
