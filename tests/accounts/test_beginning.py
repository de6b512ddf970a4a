"""The first account of an empty installation: at an address that the console shows, good once and for an hour."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.db import connection

from nadwa import clock
from nadwa.accounts import beginning, commands
from nadwa.accounts.capacities import InstallationOfficer
from nadwa.accounts.models import Charge, Person
from nadwa.acts.by import A_HOLDER
from nadwa.record.acts import Refused
from nadwa.record.models import Act
from nadwa.wall import ROLE
from tests.forms import Client

PASSWORD = "four lamps beside the river"
ASKED = {"name": "金恩熙", "email": "Eunhee.Kim@host.example", "password": PASSWORD, "again": PASSWORD}

pytestmark = pytest.mark.django_db


def first_path() -> str:
    return urlsplit(beginning.first_address()).path


def officer() -> InstallationOfficer:
    commands.begin_installation(A_HOLDER, "Ada", "ada@host.example", "en", PASSWORD)
    return InstallationOfficer(Person.objects.get())


def test_who_has_the_address_becomes_officer_and_is_led_to_the_second_factor() -> None:
    client, path = Client(), first_path()

    answer = client.post(path, ASKED)

    assert answer.status_code == 302
    person = Person.objects.get()
    assert (person.username, person.name) == ("eunhee.kim@host.example", "金恩熙")
    assert list(person.charges.values_list("what", flat=True)) == ["installation"]
    led = client.get(answer["Location"], follow=True)
    assert led.redirect_chain == [("/en/account/second-factor/", 302)]
    assert Act.objects.get().kind == "accounts.installation-begun"


def test_the_address_is_good_once() -> None:
    path = first_path()
    client, other = Client(), Client()
    other.get(path)
    client.post(path, ASKED)

    assert other.get(path).status_code == 404
    assert other.post(path, ASKED | {"email": "other@host.example"}).status_code == 404
    assert Person.objects.count() == 1


def test_of_two_who_send_it_at_once_one_becomes_officer() -> None:
    """The second got past the rule before the first had begun."""
    officer()

    with pytest.raises(Refused, match="officer already"):
        commands.begin_installation(A_HOLDER, "Eve", "eve@host.example", "en", PASSWORD)


def test_the_address_is_good_for_an_hour() -> None:
    path = first_path()
    later = clock.now() + beginning.GOOD_FOR

    with clock.reading(lambda: later - timedelta(seconds=2)):
        assert Client().get(path).status_code == 200
    with clock.reading(lambda: later):
        answer = Client().get(path)
        assert answer.status_code == 404
        assert "nadwa begin" in answer.content.decode()


@pytest.mark.parametrize("token", ["x", "1~x", "99999999999~x", "ā~x"])
def test_an_address_that_was_made_up_opens_nothing(token: str) -> None:
    assert 'name="password"' not in Client().get(f"/en/account/first/{token}/").content.decode()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"again": "four lamps beside the sea"}, "not the same"),
        ({"password": "short", "again": "short"}, "at least 12 characters"),
        ({"email": "nobody"}, "valid email"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(typed: dict[str, str], said: str) -> None:
    client, path = Client(), first_path()

    answer = client.post(path, ASKED | typed)

    assert answer.status_code == 422
    page = answer.content.decode()
    assert re.search(said, page)
    assert "金恩熙" in page
    assert not Person.objects.exists()


def test_an_officer_makes_others_officers_and_the_last_one_stays() -> None:
    first = officer()
    other = Person.objects.create(username="b", name="B")

    with pytest.raises(Refused, match="needs an officer"):
        commands.end_charge(first, first.person, Charge.What.INSTALLATION)
    commands.give_charge(first, other, Charge.What.INSTALLATION)
    commands.end_charge(first, first.person, Charge.What.INSTALLATION)

    assert list(Charge.objects.values_list("person__username", flat=True)) == ["b"]
    assert Act.objects.filter(kind="accounts.charge-given").get().facts["whose"]


def test_pages_cannot_write_charges_by_themselves() -> None:
    with connection.cursor() as cursor:
        cursor.execute("select has_table_privilege(%s, 'accounts_charge', 'INSERT, UPDATE, DELETE')", [ROLE])
        assert cursor.fetchone() == (False,)
