"""What officers of the installation do to accounts, on pages."""

import pytest
from django.utils import timezone

from nadwa.accounts import commands
from nadwa.accounts.capacities import InstallationOfficer
from nadwa.accounts.models import Charge, Person
from nadwa.acts.by import THE_PLATFORM
from nadwa.record.acts import Refused
from nadwa.record.models import Act
from tests.factories import House
from tests.forms import Client

PEOPLE = "/en/account/people/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(beijing: House) -> Client:
    Charge.objects.create(person=beijing.second_officer, what="installation", since=timezone.now())
    client = Client()
    client.force_login(beijing.second_officer)
    return client


def page_of(person: Person) -> str:
    return f"{PEOPLE}{person.pk}/"


def confirm(client: Client, person: Person, act: str, **typed: str) -> str:
    """The question is put; it is answered with yes."""
    address = f"{page_of(person)}{act}/"
    client.get(address)
    answer = client.post(address, typed, follow=True)
    return str(answer.content.decode())


def test_people_are_found_by_any_part_of_name_and_address(beijing: House, officer: Client) -> None:
    page = officer.get(PEOPLE, {"q": "of ald"}).content.decode()

    assert beijing.aldora.name in page
    assert beijing.belmara.name not in page


def test_an_account_is_withdrawn_and_opened_again(beijing: House, officer: Client) -> None:
    question = officer.get(f"{page_of(beijing.aldora)}withdraw/").content.decode()
    assert "signed out everywhere" in question

    confirm(officer, beijing.aldora, "withdraw")
    beijing.aldora.refresh_from_db()
    assert not beijing.aldora.is_active
    act = Act.objects.filter(kind="accounts.person-withdrawn").latest("pk")
    assert act.facts["by"]["as"] == "installation"

    officer.get(page_of(beijing.aldora))
    officer.post(f"{page_of(beijing.aldora)}readmit/")
    beijing.aldora.refresh_from_db()
    assert beijing.aldora.is_active


def test_a_person_is_erased_after_a_question(beijing: House, officer: Client) -> None:
    question = officer.get(f"{page_of(beijing.press)}erase/").content.decode()
    assert "cannot be undone" in question

    page = confirm(officer, beijing.press, "erase")

    assert not Person.objects.filter(pk=beijing.press.pk).exists()
    assert "<h1>Accounts</h1>" in page


def test_nobody_shuts_the_own_account(beijing: House, officer: Client) -> None:
    page = officer.get(page_of(beijing.second_officer)).content.decode()
    assert "/withdraw/" not in page

    answer = officer.post(f"{page_of(beijing.second_officer)}withdraw/", follow=True)

    assert "another officer" in answer.content.decode()
    assert Person.objects.get(pk=beijing.second_officer.pk).is_active


def test_who_may_begin_a_series_is_decided_by_officers(beijing: House, officer: Client) -> None:
    other = Client()
    other.force_login(beijing.officer_un)
    assert other.get("/en/account/begin/").status_code == 404

    confirm(officer, beijing.officer_un, "trust", what="series")
    assert other.get("/en/account/begin/").status_code == 200
    assert other.get(PEOPLE).status_code == 404

    confirm(officer, beijing.officer_un, "end-trust", what="series")
    assert other.get("/en/account/begin/").status_code == 404


def test_a_password_alone_keeps_no_installation(beijing: House) -> None:
    """The pages of accounts open without a second factor where they are one's own; these are not."""
    Charge.objects.create(person=beijing.second_officer, what="installation", since=timezone.now())
    beijing.second_officer.set_password("four lamps beside the river")
    beijing.second_officer.save()
    client = Client()
    client.force_login(beijing.second_officer)

    for address in (PEOPLE, page_of(beijing.aldora), f"{page_of(beijing.aldora)}erase/", "/en/account/begin/"):
        assert client.get(address)["Location"] == "/en/account/second-factor/", address


def test_whoever_is_no_officer_any_more_does_nothing_more(beijing: House, officer: Client) -> None:
    by = InstallationOfficer(beijing.second_officer)
    Charge.objects.all().delete()

    for act in (commands.withdraw, commands.erase):
        with pytest.raises(Refused, match="Only an officer of the installation"):
            act(by, beijing.aldora)
    with pytest.raises(Refused, match="Only an officer of the installation"):
        commands.give_charge(by, beijing.aldora, "series")


def test_an_officer_of_the_installation_is_recovered_at_the_console(beijing: House, officer: Client) -> None:
    beijing.second_officer.set_password("four lamps beside the river")
    beijing.second_officer.save()

    commands.recover(THE_PLATFORM, beijing.second_officer)

    person = Person.objects.get(pk=beijing.second_officer.pk)
    assert not person.has_usable_password()
    assert officer.get(PEOPLE).status_code == 302
    assert Act.objects.filter(kind="accounts.person-recovered").exists()
