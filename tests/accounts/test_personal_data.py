"""People see all that is held about them; who is erased is nowhere any more, and the record still verifies."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connection

from nadwa.accounts.commands import erase
from nadwa.accounts.enrolment import send_link
from nadwa.accounts.models import Person
from nadwa.acts.by import THE_PLATFORM
from nadwa.acts.facts import Audience
from nadwa.delegations.capacities import Delegate
from nadwa.delegations.models import Needs
from nadwa.exchange import tokens
from nadwa.floor.commands import speakers
from nadwa.record import bundles
from nadwa.record.models import Act, Log, Pseudonym
from tests.accounts.test_sign_in import PASSWORD, sign_in, with_password
from tests.factories import House, sitting
from tests.forms import Client
from tests.record.test_verifier import verify

pytestmark = pytest.mark.django_db
NAME, EMAIL = "Leyla Quvarenda", "quvarenda@aldora.example"


@pytest.fixture
def delegate(beijing: House) -> Person:
    """A delegate who has done something, was written to, and has a key to the API."""
    Person.objects.filter(pk=beijing.aldora.pk).update(name=NAME, email=EMAIL, username=EMAIL)
    person = with_password(Person.objects.get(pk=beijing.aldora.pk))
    beijing.people["aldora"] = person
    sitting(beijing)
    speakers.ask_for_floor(Delegate(person, beijing.delegations["aldora"]), beijing.meeting)
    Needs.objects.create(delegate=beijing.delegations["aldora"].delegates.get(), passport="AL 4711")
    send_link(person, beijing.edition.slug)
    tokens.make(person, "laptop", "read", 1)
    return person


def rows_with(*words: str) -> Iterator[str]:
    """The tables in which one of the words stands anywhere."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'select row_to_json(t)::text from "{table}" t')
            if any(word in text for (text,) in cursor.fetchall() for word in words):
                yield table


def own_file(client: Client) -> dict[str, list[dict[str, object]]]:
    found: dict[str, list[dict[str, object]]] = json.loads(client.get("/en/account/data/file/").content)
    return found


def test_people_get_all_that_is_held_about_them(delegate: Person) -> None:
    client = Client()
    sign_in(client, delegate)

    found = own_file(client)

    assert {"person", "delegate", "needs", "act", "pseudonym", "mail", "token"} <= set(found)
    assert found["person"][0]["name"] == NAME


def test_the_file_holds_no_secret_and_nobody_else(beijing: House, delegate: Person) -> None:
    client = Client()
    sign_in(client, delegate)

    text = json.dumps(own_file(client))

    assert (delegate.password in text, beijing.belmara.name in text, '"sha256"' in text) == (False, False, False)


def test_who_is_erased_stands_nowhere_any_more(delegate: Person) -> None:
    client = Client()
    sign_in(client, delegate)
    before = set(rows_with(NAME, EMAIL))

    erase(THE_PLATFORM, delegate)

    assert {"accounts_person", "mail_mail"} <= before
    assert list(rows_with(NAME, EMAIL)) == []


def test_what_somebody_did_stays_on_the_record_without_the_person(
    delegate: Person, sequenced: Callable[[], int], tmp_path: Path
) -> None:
    sequenced()
    number, asked = delegate.pk, Act.objects.get(kind="floor.floor-asked")

    erase(THE_PLATFORM, delegate)
    sequenced()

    asked.refresh_from_db()
    assert (asked.person, Pseudonym.objects.filter(person_id=number).count()) == (None, 0)
    assert Act.objects.filter(kind="accounts.person-erased", log__audience=Audience.PUBLIC).count() == 1
    assert verify(bundles.bundle(Log.objects.get(audience=Audience.PUBLIC)), tmp_path)[0] == 0


def test_who_is_erased_cannot_come_back(delegate: Person) -> None:
    client = Client()
    sign_in(client, delegate)

    erase(THE_PLATFORM, delegate)

    assert (client.get("/en/account/data/").status_code, sign_in(Client(), delegate, PASSWORD)) == (
        302,
        "/en/account/sign-in/",
    )
