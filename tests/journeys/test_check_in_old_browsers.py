"""A browser that lacks something checks by other means or says that it cannot: never that a record is broken."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.sites import Site

NO_SUBTLE = 'Object.defineProperty(crypto, "subtle", { value: undefined });'
LACKING = {
    "nothing": "",
    "DecompressionStream": "delete window.DecompressionStream",
    "isWellFormed and at": "delete String.prototype.isWellFormed; delete Array.prototype.at; delete Object.hasOwn",
    "crypto.subtle": NO_SUBTLE,
    "crypto": 'Object.defineProperty(window, "crypto", { value: undefined })',
    "a hash that is right": "crypto.subtle.digest = async () => new ArrayBuffer(32)",
    "Ed25519": "crypto.subtle.importKey = () => Promise.reject(new DOMException('', 'NotSupportedError'))",
    "Intl": "delete window.Intl",
    "all of that": f"delete window.DecompressionStream; delete window.Intl; {NO_SUBTLE}",
}
UNABLE = {
    "BigInt": ("delete window.BigInt", "cannot check signatures"),
    "Uint8Array.subarray": ("Uint8Array.prototype.subarray = undefined", "cannot unpack the file"),
}
LATE = {
    "TextDecoder": "delete window.TextDecoder",
    "atob": "delete window.atob",
    "DataView": "delete window.DataView",
    "JSON.parse that is whole": 'JSON.parse = () => { throw new ReferenceError("gone"); }',
}


@pytest.fixture(scope="module")
def bundle(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("bundle") / "bundle.zip"
    site.command("record", "export", "beijing-2016", "--out", str(path))
    return path


@pytest.fixture
def page(chromium: Browser, site: Site) -> Iterator[Page]:
    window = chromium.new_context(base_url=site.address)
    yield window.new_page()
    window.close()


def open_without(page: Page, removal: str) -> None:
    page.add_init_script(removal)
    page.goto("/en/beijing-2016/record/check/")


def check(page: Page, bundle: Path) -> None:
    page.locator("#bundle").set_input_files(bundle)
    page.locator("#check button").click()


@pytest.mark.parametrize("lacking", LACKING)
def test_what_a_browser_lacks_is_done_by_other_means(page: Page, bundle: Path, lacking: str) -> None:
    open_without(page, LACKING[lacking])

    check(page, bundle)

    expect(page.locator("#outcome")).to_contain_text("The record is whole")
    expect(page.locator("#cannot")).to_be_hidden()


@pytest.mark.parametrize("lacking", UNABLE)
def test_what_cannot_be_done_at_all_is_said_before_a_file_is_chosen(page: Page, lacking: str) -> None:
    removal, words = UNABLE[lacking]

    open_without(page, removal)

    expect(page.locator("#cannot")).to_contain_text(words)
    expect(page.locator("#cannot [data-any]")).to_be_hidden()
    expect(page.locator("#check button")).to_be_disabled()


@pytest.mark.parametrize("lacking", LATE)
def test_a_check_that_breaks_off_says_nothing_against_the_record(page: Page, bundle: Path, lacking: str) -> None:
    open_without(page, LATE[lacking])

    check(page, bundle)

    expect(page.locator("#outcome.alert-warning")).to_contain_text("That says nothing against the record")
    expect(page.locator("#checks")).not_to_contain_text("✗")


def test_what_is_not_there_to_check_by_is_said_before_a_file_is_chosen(page: Page) -> None:
    page.route("**/acts.schema*.json", lambda route: route.abort())
    page.goto("/en/beijing-2016/record/check/")

    expect(page.locator("#cannot")).to_contain_text("could not be loaded")
    expect(page.locator("#check button")).to_be_disabled()


def test_a_browser_that_runs_no_modules_is_told_what_to_use(page: Page) -> None:
    page.route("**/check.js", lambda route: route.abort())
    page.goto("/en/beijing-2016/record/check/")

    expect(page.locator("#cannot")).to_contain_text("needs JavaScript and a newer browser")
    expect(page.locator("#check button")).to_be_disabled()
