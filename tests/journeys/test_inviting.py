"""Whole groups are invited on a phone, in Arabic."""

from contextlib import closing

from playwright.sync_api import ViewportSize, expect

from nadwa.demo.player import Browser
from tests.journeys.conftest import Enter, go_by
from tests.sites import Site

PHONE: ViewportSize = {"width": 390, "height": 844}
IN_SIGHT = "document.documentElement.scrollWidth <= innerWidth"


def test_a_group_is_invited_on_a_phone_in_arabic(site: Site, enter: Enter) -> None:
    page = enter("secretariat", "beijing-2016/invitations/new/", "ar", PHONE)
    ticked = page.locator(".chooser output")

    page.get_by_role("searchbox").fill("كوريا")
    expect(page.locator("details[open] label:visible")).to_have_count(3)  # two States, and the box of their group
    page.get_by_label("جمهورية كوريا", exact=True).check()
    expect(ticked).to_have_text("1")
    page.get_by_role("searchbox").fill("")
    group = page.locator("details").nth(0)
    group.locator("summary").click()
    group.locator("[data-whole]").check()
    expect(ticked).to_have_text("55")
    group.locator("input[value='listed:dz']").uncheck()
    expect(group.locator("[data-whole]")).not_to_be_checked()
    expect(ticked).to_have_text("54")
    assert page.evaluate(IN_SIGHT)
    page.reload()
    expect(ticked).to_have_text("54")  # what was ticked is kept as any draft is

    page.locator("input[type=date]").fill("2016-07-01")
    go_by(page.locator("main form button.btn-primary"))
    assert page.evaluate(IN_SIGHT)
    with closing(Browser(site.address, "en", "secretariat")) as secretariat:
        listed = secretariat.get("beijing-2016/invitations/")
    assert "Republic of Korea" in listed
    assert listed.count("Zimbabwe") == 1
    assert "Algeria" not in listed
