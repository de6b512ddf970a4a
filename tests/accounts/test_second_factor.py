"""A password alone opens nothing: whoever signs in with one sets up a second factor before going on."""

import pytest
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.cache import cache

from nadwa.mail.models import Mail
from tests.accounts.test_sign_in import PASSWORD, code, sign_in, with_password
from tests.factories import House
from tests.forms import Client

SETUP = "/en/account/second-factor/"
OWN = "/en/beijing-2016/meetings/1/statement/"


def with_codes(house: House) -> tuple[Client, str]:
    """A delegate who has a password and one-time codes, not signed in."""
    secret = generate_totp_secret()
    TOTP.activate(with_password(house.aldora), secret)
    return Client(), secret


@pytest.mark.parametrize("page", [OWN, "/en/", "/en/beijing-2016/meetings/1/now/"])
def test_every_page_leads_to_where_it_is_set_up(signed_in: Client, page: str) -> None:
    answer = signed_in.get(page)

    assert (answer.status_code, answer["Location"]) == (302, SETUP)
    assert "Before you go on" in signed_in.get(SETUP).content.decode()


def test_nothing_can_be_done_before(beijing: House, signed_in: Client) -> None:
    plain = signed_in.forged("/en/beijing-2016/meetings/1/statement/", {"item": "2", "language": "en", "text": "x"})
    living = signed_in.forged("/en/beijing-2016/meetings/1/floor/ask/", headers={"HX-Request": "true"})

    assert plain["Location"] == SETUP
    assert (living.status_code, living["HX-Redirect"]) == (204, SETUP)


def test_once_it_is_set_up_one_goes_on(beijing: House, signed_in: Client) -> None:
    signed_in.get(OWN)
    secret = signed_in.get(f"{SETUP}on/").context["form"].secret
    done = signed_in.post(f"{SETUP}on/", {"code": code(secret)}, follow=True)

    assert f'href="{OWN}">Go on' in done.content.decode()
    assert signed_in.get(OWN).status_code == 200
    assert Authenticator.objects.filter(user=beijing.aldora).count() >= 1


def test_who_signed_in_some_time_ago_gives_the_password_again(signed_in: Client) -> None:
    session = signed_in.session
    for record in session[AUTHENTICATION_METHODS_SESSION_KEY]:
        record["at"] -= 301
    session.save()

    asked = signed_in.get(f"{SETUP}on/")

    assert asked["Location"].startswith("/en/account/again/")


def test_recovery_codes_alone_are_none(beijing: House, signed_in: Client) -> None:
    RecoveryCodes.activate(beijing.aldora)

    assert signed_in.get(OWN)["Location"] == SETUP


def test_who_takes_it_away_sets_it_up_again(beijing: House, signed_in: Client) -> None:
    TOTP.activate(beijing.aldora, generate_totp_secret())
    before = signed_in.get(OWN).status_code

    Authenticator.objects.all().delete()

    assert (before, signed_in.get(OWN)["Location"]) == (200, SETUP)


def test_the_own_data_can_be_seen_before(signed_in: Client) -> None:
    assert signed_in.get("/en/account/data/").status_code == 200


def test_a_one_time_code_opens_once(beijing: House) -> None:
    client, secret = with_codes(beijing)
    once = code(secret)
    client.post(sign_in(client, beijing.aldora), {"code": once})
    again = Client()
    refused = again.post(sign_in(again, beijing.aldora), {"code": once})

    assert (client.get(OWN).status_code, refused.status_code, again.get(OWN).status_code) == (200, 200, 302)


def test_a_recovery_code_opens_once(beijing: House) -> None:
    client, _ = with_codes(beijing)
    [one, *_] = RecoveryCodes.activate(beijing.aldora).get_unused_codes()
    client.post(sign_in(client, beijing.aldora), {"code": one})
    again = Client()
    refused = again.post(sign_in(again, beijing.aldora), {"code": one})

    assert (client.get(OWN).status_code, refused.status_code) == (200, 200)


def test_codes_cannot_be_tried_out(beijing: House) -> None:
    client, secret = with_codes(beijing)
    asked = sign_in(client, beijing.aldora)
    tried = [client.post(asked, {"code": f"{number:06}"}).status_code for number in range(12)]

    assert client.post(asked, {"code": code(secret)}).status_code != 302
    assert 302 not in tried


def test_a_new_password_does_not_pass_by_the_second_factor(beijing: House) -> None:
    beijing.aldora.username = beijing.aldora.email = "head@aldora.example"
    beijing.aldora.save()
    client, _ = with_codes(beijing)
    client.post("/en/account/forgotten/", {"email": "head@aldora.example"})
    [link] = [word for word in Mail.objects.get().body.split() if "/enrol/" in word]
    page = client.get(link[link.index("/en/") :])
    client.post(page["Location"], {"new_password1": PASSWORD + "!", "new_password2": PASSWORD + "!"})
    cache.clear()

    assert sign_in(client, beijing.aldora, PASSWORD + "!") == "/en/account/sign-in/second-factor/"
    assert client.get(OWN).status_code == 302


@pytest.mark.parametrize("page", ["second-factor/on/", "passkeys/new/", "recovery-codes/new/", "second-factor/off/"])
def test_factors_are_changed_only_with_a_fresh_one(beijing: House, signed_in: Client, page: str) -> None:
    TOTP.activate(beijing.aldora, generate_totp_secret())
    session = signed_in.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 301
    session.save()

    assert signed_in.get(f"/en/account/{page}")["Location"].startswith(("/en/account/again/", SETUP))


def test_no_two_keys_of_a_person_are_named_alike(beijing: House) -> None:
    """Whoever removes a key that was lost must not remove another."""
    for _ in range(3):
        name = get_adapter().generate_authenticator_name(beijing.aldora, Authenticator.Type.WEBAUTHN)
        key = Authenticator(user=beijing.aldora, type=Authenticator.Type.WEBAUTHN, data={"name": name})
        key.save()
    Authenticator.objects.filter(data__name="Key 1").delete()

    assert get_adapter().generate_authenticator_name(beijing.aldora, Authenticator.Type.WEBAUTHN) == "Key 1"
