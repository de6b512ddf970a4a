"""Signing in: a password, and a one-time code where the account has one."""

from time import sleep, time
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.conf import settings
from django.db import transaction

from nadwa.accounts.enrolment import enrolled
from nadwa.accounts.models import Person
from nadwa.mail.models import Mail
from tests.factories import House
from tests.forms import Client

PASSWORD = "correct horse battery"
SIGN_IN = "/en/account/sign-in/"
FORGOTTEN = "/en/account/forgotten/"
ENOUGH_SECONDS = 4


def with_password(person: Person) -> Person:
    person.set_password(PASSWORD)
    person.save()
    return person


def sign_in(client: Client, person: Person, password: str = PASSWORD) -> str:
    """Where the answer leads; the sign-in page itself if it refuses."""
    answer = client.post(SIGN_IN, {"login": person.username, "password": password})
    return answer["Location"] if answer.status_code == 302 else SIGN_IN


def code(secret: str) -> str:
    """The code of now; where its half minute is nearly over, that of the next one."""
    left = 30 - time() % 30
    if left < ENOUGH_SECONDS:
        sleep(left)
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def test_a_password_signs_in(beijing: House) -> None:
    client = Client()

    assert sign_in(client, with_password(beijing.aldora)) == "/en/"
    assert beijing.aldora.name in client.get("/en/", follow=True).content.decode()


def test_a_wrong_password_does_not(beijing: House) -> None:
    assert sign_in(Client(), with_password(beijing.aldora), "wrong horse battery") == SIGN_IN


def test_an_account_with_one_time_codes_needs_one(beijing: House) -> None:
    person = with_password(beijing.aldora)
    secret = generate_totp_secret()
    TOTP.activate(person, secret)
    client = Client()

    asked = sign_in(client, person)
    refused = client.post(asked, {"code": "000000"})
    before = person.name in client.get("/en/").content.decode()
    client.post(asked, {"code": code(secret)})

    assert (asked, refused.status_code, before) == ("/en/account/sign-in/second-factor/", 200, False)
    assert person.name in client.get("/en/").content.decode()


def test_a_withdrawn_account_does_not_sign_in(beijing: House) -> None:
    person = with_password(beijing.aldora)
    person.is_active = False
    person.save()

    client = Client()
    sign_in(client, person)

    assert person.name not in client.get("/en/").content.decode()


def test_whoever_has_forgotten_the_password_gets_one_link_an_hour(beijing: House, time: Any) -> None:
    Person.objects.filter(pk=beijing.aldora.pk).update(username="head@aldora.example", email="head@aldora.example")
    for address in ("Head@aldora.example", "head@aldora.example", "nobody@aldora.example"):
        assert "If there is an account" in Client().post(FORGOTTEN, {"email": address}).content.decode()
    assert Mail.objects.count() == 1

    time.advance(3601)
    Client().post(FORGOTTEN, {"email": "head@aldora.example"})
    assert Mail.objects.count() == 2


def test_the_link_of_a_forgotten_password_sets_a_new_one(beijing: House) -> None:
    Person.objects.filter(pk=beijing.aldora.pk).update(username="head@aldora.example", email="head@aldora.example")
    client = Client()
    client.post(FORGOTTEN, {"email": "head@aldora.example"})
    [link] = [word for word in Mail.objects.get().body.split() if "/enrol/" in word]
    page = client.get(link.removeprefix(settings.ADDRESS))
    client.post(page["Location"], {"new_password1": PASSWORD, "new_password2": PASSWORD})

    assert sign_in(Client(), Person.objects.get(pk=beijing.aldora.pk)) == "/en/"


@pytest.mark.django_db
def test_nobody_enrols_themselves() -> None:
    assert [Client().get(f"/en/account/{page}/").status_code for page in ("signup", "sign-up", "email")] == [404] * 3


@pytest.mark.parametrize(
    ("begun", "hours", "opens"),
    [("forgotten", 3, True), ("forgotten", 5, False), ("enrolled", 13 * 24, True), ("enrolled", 15 * 24, False)],
)
def test_a_link_lasts_hours_where_a_password_is_forgotten_and_days_where_there_is_none_yet(
    beijing: House, time: Any, begun: str, hours: int, opens: bool
) -> None:
    if begun == "forgotten":
        Person.objects.filter(pk=beijing.aldora.pk).update(username="head@aldora.example", email="head@aldora.example")
        Client().post(FORGOTTEN, {"email": "head@aldora.example"})
    else:
        with transaction.atomic():
            enrolled("L. Maro", "maro@forum.example", "en", "beijing-2016")
    [link] = [word for word in Mail.objects.get().body.split() if "/enrol/" in word]
    time.advance(hours * 3600)

    page = Client().get(link.removeprefix(settings.ADDRESS), follow=True)

    assert ("new_password1" in page.content.decode()) is opens
