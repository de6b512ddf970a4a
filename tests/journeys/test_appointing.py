"""A new secretary, on telephones: appointed, let in by a link that is handed over, signed in, at the desk."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import expect

from tests.accounts.test_sign_in import code
from tests.journeys.conftest import NARROW, Enter, go_by
from tests.sites import Site

E = "beijing-2016"
NAME, ADDRESS, PASSWORD = "Ada Nowak", "ada@example.org", "correct horse battery"


@pytest.fixture(scope="module")
def site(new_demo: Callable[[str], Site]) -> Iterator[Site]:
    """A site of its own: a member of the secretariat more would be found by other journeys."""
    with new_demo("appointing") as alone:
        yield alone


def test_a_new_secretary_comes_in_by_a_link_that_was_handed_over(enter: Enter) -> None:
    officer = enter("officer-china", f"{E}/desk/", "en", NARROW)
    officer.locator('a[href$="/officers/"]').click()
    officer.locator('a[href$="/officers/appoint/"]').click()
    officer.locator('[name="role"]').select_option("secretariat")
    officer.locator('[name="name"]').fill(NAME)
    officer.locator('[name="email"]').fill(ADDRESS)
    go_by(officer.locator("form.narrow button.btn-primary"))
    row = officer.locator("li.panel", has_text=NAME)
    expect(row).to_contain_text("has not come in yet")
    row.locator('a[href$="/link/"]').click()
    officer.locator("form.acts button.btn-primary").click()
    link = officer.locator("#link").input_value()

    secretary = enter(None, "", "en", NARROW)
    secretary.goto(link)
    for field in ("new_password1", "new_password2"):
        secretary.locator(f'[name="{field}"]').fill(PASSWORD)
    go_by(secretary.locator("main button"))
    secretary.locator('[name="login"]').fill(ADDRESS)
    secretary.locator('[name="password"]').fill(PASSWORD)
    go_by(secretary.locator("main form button.btn-primary").first)
    secretary.goto(f"/en/{E}/desk/")
    expect(secretary).to_have_url(re.compile("/account/second-factor/"))
    secretary.goto("/en/account/second-factor/on/")
    secret = re.findall(r"\b[A-Z2-7]{32}\b", secretary.locator("main").inner_html())[0]
    secretary.locator('[name="code"]').fill(code(secret))
    go_by(secretary.locator("main form button").first)
    secretary.goto(f"/en/{E}/desk/")

    expect(secretary.locator('a[href$="/credentials/"]')).to_be_visible()
    officer.goto(f"/en/{E}/officers/")
    expect(officer.locator("li.panel", has_text=NAME)).not_to_contain_text("has not come in yet")
