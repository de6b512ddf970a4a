"""Signing in with a passkey, in a browser whose authenticator is virtual."""

from playwright.sync_api import Browser, expect

from tests.journeys.conftest import go_by
from tests.sites import Site

OPTIONS = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def test_a_passkey_is_added_and_signs_in_without_a_password(site: Site, chromium: Browser) -> None:
    """On localhost: no address of a number has passkeys."""
    window = chromium.new_context(base_url=site.address.replace("127.0.0.1", "localhost"))
    page = window.new_page()
    devtools = window.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": OPTIONS})
    page.goto("/en/enter/")
    go_by(page.locator('button[value="belmara-head"]'))
    name = page.locator(".who").inner_text().splitlines()[0]
    page.goto("/en/account/passkeys/new/")
    page.locator('[name="name"]').fill("Telephone")
    page.locator('[name="passwordless"]').check()
    page.locator("#mfa_webauthn_add").click()
    expect(page.locator(".alert-success").first).to_be_visible()
    page.goto("/en/account/passkeys/")
    expect(page.locator("main")).to_contain_text("Telephone")

    page.goto("/en/account/sign-out/")
    go_by(page.locator("main button"))
    page.goto("/fr/account/sign-in/")
    page.locator("#passkey_login").click()

    expect(page.locator(".who")).to_contain_text(name)
    window.close()
