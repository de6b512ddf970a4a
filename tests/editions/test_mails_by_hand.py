"""Where no mail server is set, a mail is shown once, to be handed over; the record of the hosts says so."""

from typing import Any

import pytest
from django.db import transaction

from nadwa.mail import outbox
from nadwa.mail.models import Mail
from nadwa.record.models import Act
from tests.factories import House
from tests.forms import Client

OUTBOX = "/en/beijing-2016/mails/"
BODY = "Choose a password: https://symposium.example/enrol/MQ/token/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def mail(beijing: House, settings: Any) -> Mail:
    settings.EMAIL_HOST = ""
    with transaction.atomic():
        return outbox.post("beijing-2016", "person:999999", "ada@host.example", "en", "Your account", BODY)


@pytest.fixture
def secretary(beijing: House) -> Client:
    client = Client()
    client.force_login(beijing.secretariat)
    return client


def test_it_is_shown_once_and_is_not_sent_any_more(secretary: Client, mail: Mail, settings: Any) -> None:
    page = f"{OUTBOX}{mail.pk}/"
    assert page in secretary.get(OUTBOX).content.decode()
    assert "/enrol/" not in secretary.get(page).content.decode()

    shown = secretary.post(page).content.decode()
    assert "https://symposium.example/enrol/MQ/token/" in shown

    assert secretary.get(page).status_code == 404
    assert "handed over" in secretary.get(OUTBOX).content.decode()
    settings.EMAIL_HOST = "mail.example"
    assert outbox.send_waiting() == 0
    act = Act.objects.filter(kind="editions.mail-handed-over").get()
    assert act.log.audience == "hosts"
    assert "enrol" not in str(act.facts)


def test_where_a_server_is_set_nobody_is_shown_what_leaves(secretary: Client, mail: Mail, settings: Any) -> None:
    page = f"{OUTBOX}{mail.pk}/"
    secretary.get(page)
    settings.EMAIL_HOST = "mail.example"

    answer = secretary.post(page, follow=True)

    assert "leaves by itself" in answer.content.decode()
    assert BODY not in answer.content.decode()
    assert Mail.objects.get().sent_at is None


def test_mails_of_another_edition_are_not_there(secretary: Client, mail: Mail, settings: Any) -> None:
    with transaction.atomic():
        other = outbox.post("geneva-2018", "person:999998", "eve@host.example", "en", "Your account", BODY)

    assert secretary.get(f"{OUTBOX}{other.pk}/").status_code == 404


def test_hosts_see_no_mails(beijing: House, mail: Mail) -> None:
    client = Client()
    client.force_login(beijing.officer_un)

    assert client.get(f"{OUTBOX}{mail.pk}/").status_code == 404


@pytest.mark.parametrize(("about", "says"), [("recovery:1", "warns the holder"), ("person:OFFICER", "page Officers")])
def test_no_secretary_gets_into_a_hosts_account_by_it(
    beijing: House, secretary: Client, settings: Any, about: str, says: str
) -> None:
    """The link in the mail of a host's officer would turn that host's key."""
    settings.EMAIL_HOST = ""
    about = about.replace("OFFICER", str(beijing.officer_china.pk))
    with transaction.atomic():
        mail = outbox.post("beijing-2016", about, "officer@host.example", "en", "Your account", BODY)
    secretary.get(f"{OUTBOX}{mail.pk}/")

    answer = secretary.post(f"{OUTBOX}{mail.pk}/", follow=True).content.decode()

    assert says in answer
    assert "/enrol/" not in answer
