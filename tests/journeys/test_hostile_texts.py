"""Scripts in every text of the database and in what addresses say: no browser runs one, no policy has to stop one."""

from collections.abc import Callable, Iterator

import psycopg
import pytest
from playwright.sync_api import Browser, Page
from psycopg import sql

from tests.journeys.conftest import sign_in
from tests.journeys.test_every_page_for_everybody import PAGES
from tests.sites import Site

HOSTILE = """"'><img src=x onerror=alert(1)><svg onload=alert(2)></textarea></title><script>alert(3)</script>{{7*7}}"""
FREE = {  # texts in one language that people type
    "accounts_person": ("name",),
    "delegations_delegate": ("function",),
    "delegations_needs": ("accessibility",),
    "delegations_application": ("seat", "purpose", "programme", "evaluation"),
    "delegations_invitation": ("remark",),
    "delegations_credentials": ("signatory",),
    "cooperation_message": ("text",),
    "floor_statement": ("text",),
    "floor_request": ("speaker",),
    "texts_position": ("note",),
    "texts_note": ("author", "words"),
    "texts_bracket": ("words",),
    "press_mediaapplication": ("name", "medium", "function"),
    "exchange_token": ("name",),
}
REFLECTED = (
    "beijing-2016/search/?words={}",
    "beijing-2016/record/?page={}",
    "beijing-2016/programme/?by={}",
    "beijing-2016/texts/outcome/compare/?left={}&right={}",
    "account/sign-in/?next={}",
    "account/forgotten/?email={}",
    "{}/",
)
WATCH = """document.addEventListener('securitypolicyviolation', event =>
  console.error('policy: ' + event.violatedDirective + ' ' + event.blockedURI))"""


def plant(address: str) -> int:
    """Put the hostile text before every text there is; how many rows have it."""
    changed = 0
    with psycopg.connect(address) as connection:
        columns = connection.execute(
            "select table_name, column_name from information_schema.columns"
            " where table_schema = 'public' and data_type = 'jsonb' and table_name not like 'record_%'"
        ).fetchall()
        for table, column in columns:
            names = {"table": sql.Identifier(table), "column": sql.Identifier(column)}
            statement = """update {table} set {column} = replace({column}::text, '"text": "', %s)::jsonb
                           where {column}::text like '%%"versions"%%'"""
            escaped = '"text": "' + HOSTILE.replace('"', '\\"')
            changed += connection.execute(sql.SQL(statement).format(**names), [escaped]).rowcount
        for table, fields in FREE.items():
            there = {name for (name,) in connection.execute(KNOWN, [table])}
            for field in set(fields) & there:
                names = {"table": sql.Identifier(table), "column": sql.Identifier(field)}
                statement = "update {table} set {column} = left(%s || {column}, 150) where {column} is not null"
                changed += connection.execute(sql.SQL(statement).format(**names), [HOSTILE]).rowcount
        connection.execute("update texts_paragraph set version = version + 1")
    return changed


KNOWN = "select column_name from information_schema.columns where table_name = %s"


@pytest.fixture(scope="module")
def hostile(new_demo: Callable[[str], Site]) -> Iterator[Site]:
    with new_demo("hostile") as site:
        assert plant(site.environment["DATABASE_URL"]) > 300
        yield site


@pytest.fixture
def opened(hostile: Site, chromium: Browser) -> Iterator[Callable[[str | None], tuple[Page, list[str]]]]:
    windows = []

    def entered(persona: str | None) -> tuple[Page, list[str]]:
        window = chromium.new_context(base_url=hostile.address)
        windows.append(window)
        window.add_init_script(WATCH)
        page, happened = window.new_page(), list[str]()
        page.on("dialog", lambda dialog: (happened.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.on("console", lambda one: happened.append(f"{page.url} {one.text}") if "policy: " in one.text else None)
        page.on("pageerror", lambda error: happened.append(f"{page.url} {error}"))
        if persona:
            sign_in(window, persona, hostile.address)
        return page, happened

    yield entered
    for window in windows:
        window.close()


@pytest.mark.parametrize("persona", PAGES)
def test_no_page_runs_what_stands_in_a_text(opened: Callable[..., tuple[Page, list[str]]], persona: str | None) -> None:
    page, happened = opened(persona)
    shown = 0
    for path in PAGES[persona]:
        page.goto(f"/en/{path}")
        shown += "onerror=alert(1)" in page.locator("body").inner_text()

    assert happened == []
    assert shown > len(PAGES[persona]) // 4


def test_no_page_runs_what_stands_in_its_address(opened: Callable[..., tuple[Page, list[str]]]) -> None:
    page, happened = opened(None)
    for path in REFLECTED:
        page.goto(f"/en/{path.format(*[HOSTILE.replace('/', '%2F').replace('#', '%23')] * 2)}")

    assert happened == []


def test_a_policy_that_had_to_stop_something_would_be_noticed(opened: Callable[..., tuple[Page, list[str]]]) -> None:
    page, happened = opened(None)
    page.goto("/en/")
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=alert(1)>')")
    page.wait_for_timeout(500)

    assert [one for one in happened if "policy: script-src" in one]
