"""Whoever signs out leaves nothing behind, in no window of the browser."""

from playwright.sync_api import expect

from tests.journeys.conftest import Enter

TEXT = "beijing-2016/texts/outcome/"


def test_other_windows_show_nothing_of_somebody_who_has_signed_out(enter: Enter) -> None:
    page = enter("aldora-head", "beijing-2016/delegation/")
    other = page.context.new_page()
    other.goto("/en/account/data/")
    expect(other.locator(".who form")).to_have_count(1)

    page.goto("/en/account/sign-out/")
    page.locator("main button").click()

    expect(other).to_have_url("/en/account/sign-in/?next=/en/account/data/")


def test_what_a_text_looked_like_when_it_was_last_read_is_forgotten_at_signing_out(enter: Enter) -> None:
    page = enter("aldora-head", TEXT)
    assert page.evaluate("localStorage.length") == 1

    page.goto("/en/account/sign-out/")
    page.locator("main button").click()
    expect(page.locator(".who form")).to_have_count(0)

    assert page.evaluate("localStorage.length") == 0
