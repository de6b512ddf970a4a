"""Back makes no twins, and two windows do not undo one another: as people meet it, in a browser."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

E = "beijing-2016"


def test_back_to_a_form_that_was_sent_makes_no_second_draft(enter: Callable[..., Page]) -> None:
    page = enter("aldora-head", f"{E}/texts/outcome/2/propose/")
    page.get_by_label("Wording").fill("States should share what they know")
    page.locator("main form button.btn-primary").click()
    expect(page.locator("#notice")).to_contain_text("Receipt")
    page.go_back()
    page.get_by_label("Wording").fill("States should share what they know")
    page.locator("main form button.btn-primary").click()

    expect(page.locator("#notice")).to_contain_text("You had already sent this")
    assert page.get_by_text("States should share what they know").count() == 1


def test_two_windows_on_change_meeting(enter: Callable[..., Page], meeting: int) -> None:
    address = f"{E}/programme/{meeting}/"
    first, second = enter("secretariat", address), enter("secretariat", address)
    first.get_by_label("Ends").fill("2016-07-13T13:00")
    first.locator("main form button.btn-primary").click()
    expect(first.locator("#notice")).to_contain_text("Receipt")
    second.locator('[name="title_en"]').fill("Corrected")
    second.locator("main form button.btn-primary").click()

    expect(second.locator("main")).to_contain_text("Now, by others")
    expect(second.locator('[name="title_en"]')).to_have_value("Corrected")
    expect(second.locator('[name="ends_at"]')).to_have_value("2016-07-13T13:00")
    second.locator("main form button.btn-primary").last.click()
    expect(second.locator("#notice")).to_contain_text("Receipt")
