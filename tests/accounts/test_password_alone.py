"""Where there is a second factor, the password alone is not enough for anything: not for what weighs, and not to be rid
of the factor."""

from time import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from allauth.usersessions.models import UserSession

from nadwa.accounts.models import Person
from nadwa.exchange.models import Token
from tests.accounts.test_sign_in import PASSWORD, code, sign_in, with_password
from tests.accounts.test_step_up import AGAIN, SECRET, grow_old
from tests.factories import House
from tests.forms import Client

ASKED = f"{AGAIN}second-factor/"
KEY = {"name": "programme", "scope": "write", "days": "30", "csrfmiddlewaretoken": "x"}
CHANGES = {
    "second-factor/off/": {},
    "second-factor/on/": {"code": "123456"},
    "recovery-codes/": None,
    "recovery-codes/new/": {},
    "recovery-codes/file/": None,
    "passkeys/new/": {"name": "mine", "credential": "{}"},
    "sessions/": {},
    "password/": {"oldpassword": PASSWORD, "password1": f"{PASSWORD}!", "password2": f"{PASSWORD}!"},
}


@pytest.fixture
def old(beijing: House) -> Client:
    """The session of somebody who has a second factor and recovery codes, signed in some time ago and left alone."""
    TOTP.activate(with_password(beijing.aldora), SECRET)
    RecoveryCodes.activate(beijing.aldora)
    client = Client()
    client.post(sign_in(client, beijing.aldora), {"code": code(SECRET)})
    grow_old(client)
    return client


def sent(client: Client, address: str, fields: dict[str, str] | None) -> Any:
    return client.get(address) if fields is None else client.forged(address, fields)


def reauthenticated_by_password(client: Client) -> None:
    """As it was if the password was given before there was a second factor."""
    session = client.session
    session["account_authentication_methods"] = [
        *session["account_authentication_methods"],
        {"method": "password", "at": time(), "reauthenticated": True},
    ]
    session.save()


def test_the_page_that_asks_for_the_password_leads_to_that_for_the_second_factor(old: Client) -> None:
    looked = old.get(AGAIN)
    given = old.forged(AGAIN, {"password": PASSWORD})

    assert {looked["Location"], given["Location"]} == {ASKED}
    assert "reauthenticated" not in str(old.session["account_authentication_methods"])


def test_no_key_is_made_after_the_password_alone(old: Client) -> None:
    reauthenticated_by_password(old)

    assert old.forged("/en/tokens/", KEY)["Location"].startswith(ASKED)
    assert not Token.objects.exists()


@pytest.mark.parametrize("page", CHANGES)
def test_nothing_is_changed_about_the_account_after_the_password_alone(beijing: House, old: Client, page: str) -> None:
    reauthenticated_by_password(old)
    before = list(Authenticator.objects.order_by("pk").values()), UserSession.objects.count()

    answer = sent(old, f"/en/account/{page}", CHANGES[page])

    assert answer["Location"].startswith(ASKED)
    assert (list(Authenticator.objects.order_by("pk").values()), UserSession.objects.count()) == before
    assert Person.objects.get(pk=beijing.aldora.pk).check_password(PASSWORD)


def test_the_second_factor_makes_keys_and_takes_itself_away(beijing: House, old: Client) -> None:
    [recovery, *_] = RecoveryCodes.activate(beijing.aldora).get_unused_codes()
    old.post(ASKED, {"code": recovery})

    old.post("/en/tokens/", {name: KEY[name] for name in ("name", "scope", "days")})
    old.forged("/en/account/second-factor/off/", {})

    assert Token.objects.count() == 1
    assert not Authenticator.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_who_sets_up_the_first_factor_is_not_asked_for_it_at_once(beijing: House) -> None:
    client = Client()
    sign_in(client, with_password(beijing.aldora))
    client.post(f"{AGAIN}?next=/en/account/second-factor/on/", {"password": PASSWORD})
    page = client.get("/en/account/second-factor/on/")
    done = client.post("/en/account/second-factor/on/", {"code": code(page.context["form"].secret)})

    codes = client.get(done["Location"])

    assert (done["Location"], codes.status_code) == ("/en/account/recovery-codes/", 200)


def test_who_has_only_a_passkey_gives_it_before_setting_a_password(beijing: House) -> None:
    key = Authenticator(user=beijing.aldora, type=Authenticator.Type.WEBAUTHN, data={"name": "mine"})
    key.save()
    client = Client()
    client.force_login(beijing.aldora)

    answer = client.forged("/en/account/password/new/", {"password1": PASSWORD, "password2": PASSWORD})

    assert answer["Location"].startswith(f"{AGAIN}passkey/")
    assert not Person.objects.get(pk=beijing.aldora.pk).has_usable_password()
