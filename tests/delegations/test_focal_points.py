"""A mistaken focal point is corrected before the person comes in; what went to the wrong address opens nothing."""

import re
from datetime import UTC, date, datetime
from typing import Any

import pytest

from nadwa.accounts.models import Person
from nadwa.delegations.commands import inviting
from nadwa.delegations.models import Body, FocalPoint, Invitation
from nadwa.editions.capacities import Secretary
from nadwa.editions.models import Edition, Membership, Series
from nadwa.exchange import tokens
from nadwa.exchange.models import Token
from nadwa.mail.models import Mail
from nadwa.record.acts import Refused
from nadwa.record.models import Act
from nadwa.web.languages import multilingual
from tests.factories import House, words
from tests.forms import Client

E = "beijing-2016"
INVITATION = f"/en/{E}/invitations/mensk/"
POINT = f"{INVITATION}focal-points/1/"
RIGHT = {"name": "A. Sarn", "email": "sarn@mensk.example", "language": "fr"}


def invited(edition: Edition, officer: Person, email: str = "wrong@elsewhere.example") -> Person:
    by = Secretary(officer)
    inviting.enter_body(by, edition, "mensk", "state", multilingual("en", en="Mensk"), "office@mensk.example", "fr")
    inviting.draft_invitations(by, edition, [Body.objects.get(slug="mensk")], date(2016, 7, 1))
    inviting.name_focal_point(by, Invitation.objects.get(body__slug="mensk"), "A. Sorn", email, "en")
    person: Person = FocalPoint.objects.get(body__slug="mensk").person
    return person


@pytest.fixture
def secretariat(beijing: House) -> Client:
    client = Client()
    client.force_login(beijing.people["secretariat"])
    return client


def link_to(address: str) -> str:
    """The way into an account that a mail has."""
    body = Mail.objects.filter(to=address).latest("pk").body
    return re.search(r"https?://[^/]+(/\S+)", body)[1]  # type: ignore[index]


@pytest.mark.django_db(transaction=True)
def test_on_an_empty_database_a_mistaken_address_is_put_right() -> None:
    doha = Edition.objects.create(
        series=Series.objects.create(slug="doha", name=words("Doha")),
        slug="doha-2028",
        title=words("Doha"),
        city=words("Doha"),
        time_zone="Asia/Qatar",
        starts_on=date(2028, 3, 1),
        ends_on=date(2028, 3, 2),
        announced_at=datetime(2016, 1, 1, tzinfo=UTC),
    )
    officer = Person.objects.create(username="officer", name="Officer")
    Membership.objects.create(edition=doha, person=officer, role="secretariat")
    person = invited(doha, officer)
    client = Client()
    client.force_login(officer)
    client.post("/en/doha-2028/invitations/mensk/focal-points/1/", RIGHT)

    person.refresh_from_db()
    assert (person.name, person.email, person.username, person.language) == (
        "A. Sarn",
        "sarn@mensk.example",
        "sarn@mensk.example",
        "fr",
    )
    assert Mail.objects.filter(to="sarn@mensk.example").count() == 1
    assert not Mail.objects.filter(to="wrong@elsewhere.example", sent_at=None).exists()
    act = Act.objects.get(kind="delegations.focal-point-corrected")
    assert (act.facts["body"], act.facts["place"], act.log.audience) == ("mensk", 1, "hosts")
    assert "sarn" not in str(act.facts)


def test_what_went_to_the_wrong_address_opens_nothing(beijing: House, secretariat: Client) -> None:
    invited(beijing.edition, beijing.people["secretariat"])
    wrong = link_to("wrong@elsewhere.example")
    assert Client().get(wrong, follow=True).context["validlink"]

    secretariat.post(POINT, RIGHT)

    assert not Client().get(wrong, follow=True).context["validlink"]
    assert Client().get(link_to("sarn@mensk.example"), follow=True).context["validlink"]


def test_the_note_goes_to_the_right_address_once_it_has_been_sent(beijing: House, secretariat: Client) -> None:
    invited(beijing.edition, beijing.people["secretariat"])
    Invitation.objects.filter(body__slug="mensk").update(state="sent", sent_at=datetime(2016, 6, 1, tzinfo=UTC))
    secretariat.post(POINT, RIGHT)

    notes = Mail.objects.filter(to="sarn@mensk.example").exclude(attachment=None)
    assert [bytes(mail.attachment or b"")[:5] for mail in notes] == [b"%PDF-"]


def password(person: Person) -> None:
    person.set_password("a long password of her own")
    person.save()


def seat_elsewhere(person: Person) -> None:
    series = Series.objects.create(slug="other", name=words("Other"))
    edition = Edition.objects.get(slug=E)
    edition.pk, edition.slug, edition.series = None, "other-2016", series
    edition.save()
    Membership.objects.create(edition=edition, person=person, role="press")


@pytest.mark.parametrize("use", [password, seat_elsewhere])
def test_an_account_that_is_in_use_is_its_owners(beijing: House, secretariat: Client, use: Any) -> None:
    person = invited(beijing.edition, beijing.people["secretariat"])
    use(person)
    answer = secretariat.post(POINT, RIGHT)

    person.refresh_from_db()
    assert (answer.status_code, person.email) == (422, "wrong@elsewhere.example")
    assert "it is its owner’s" in answer.content.decode()
    assert f'href="{POINT}"' not in secretariat.get(INVITATION).content.decode()


def test_who_has_an_account_is_named_instead(beijing: House, secretariat: Client) -> None:
    person = invited(beijing.edition, beijing.people["secretariat"])
    Person.objects.create(username="sarn@mensk.example", email="sarn@mensk.example", name="A. Sarn")
    answer = secretariat.post(POINT, RIGHT)

    person.refresh_from_db()
    assert (answer.status_code, person.email) == (422, "wrong@elsewhere.example")


def test_of_two_officers_nobody_undoes_the_other(beijing: House, secretariat: Client) -> None:
    person = invited(beijing.edition, beijing.people["secretariat"])
    secretariat.get(POINT)
    other = Client()
    other.force_login(beijing.people["second_officer"])
    other.post(POINT, {"email": "second@mensk.example"})
    answer = secretariat.post(POINT, {"email": "first@mensk.example"})

    person.refresh_from_db()
    assert (answer.status_code, person.email) == (409, "second@mensk.example")


def test_with_the_last_place_of_a_focal_point_end_the_keys_to_the_api(beijing: House, secretariat: Client) -> None:
    person = invited(beijing.edition, beijing.people["secretariat"])
    tokens.make(person, "laptop", "read", 10)
    answer = secretariat.post(f"{POINT}end/")

    assert (answer.status_code, FocalPoint.objects.filter(person=person).exists()) == (302, False)
    assert Token.objects.get(person=person).revoked_at is not None


def test_a_focal_point_is_ended_once(beijing: House) -> None:
    person = invited(beijing.edition, beijing.people["secretariat"])
    by, point = Secretary(beijing.people["secretariat"]), FocalPoint.objects.get(person=person)
    inviting.end_focal_point(by, point)

    with pytest.raises(Refused, match="has been removed meanwhile"):
        inviting.end_focal_point(by, point)
    assert Act.objects.filter(kind="delegations.focal-point-ended").count() == 1
