"""The mail server, as officers of the installation set it on its page."""

from collections.abc import Iterator

import pytest
from aiosmtpd.controller import Controller
from django.utils import timezone

from nadwa.accounts.models import Charge
from nadwa.demo.serving import free_port
from nadwa.mail import outbox
from nadwa.mail.models import Mail, Server
from nadwa.record.models import Act
from tests.factories import House
from tests.forms import Client, filled
from tests.mail.test_outbox import Inbox, Settings

PAGE = "/en/account/mail-server/"
SECRET = "a quiet ferry at noon"

pytestmark = pytest.mark.django_db


@pytest.fixture
def inbox(settings: Settings) -> Iterator[Inbox]:
    """A mail server that is not named in the environment."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = ""
    inbox = Inbox(free_port())
    controller = Controller(inbox, hostname="127.0.0.1", port=inbox.port)
    controller.start()
    yield inbox
    controller.stop()


@pytest.fixture
def officer(beijing: House) -> Client:
    person = beijing.second_officer
    person.email = "officer@host.example"
    person.save()
    Charge.objects.create(person=person, what="installation", since=timezone.now())
    client = Client()
    client.force_login(person)
    return client


def asked(inbox: Inbox, **more: str) -> dict[str, str]:
    return {
        "host": "127.0.0.1",
        "port": str(inbox.port),
        "security": "none",
        "sender": "symposium@host.example",
    } | more


def test_a_server_that_is_set_on_the_page_takes_the_test(officer: Client, inbox: Inbox) -> None:
    assert "No mail server is set" in officer.get(PAGE).content.decode()

    officer.post(PAGE, asked(inbox))
    officer.post(f"{PAGE}try/", page=PAGE)
    assert "is being sent" in officer.get(PAGE).content.decode()
    outbox.send_waiting()

    assert "The last test has left" in officer.get(PAGE).content.decode()
    assert b"From: symposium@host.example" in inbox.received[0]
    assert [act.kind for act in Act.objects.order_by("-pk")[:2]] == ["accounts.mail-tried", "accounts.mail-server-set"]


def test_what_the_server_says_is_shown(officer: Client, inbox: Inbox) -> None:
    officer.post(PAGE, asked(inbox, port=str(free_port())))
    officer.post(f"{PAGE}try/", page=PAGE)
    outbox.send_waiting()

    assert "Connection refused" in officer.get(PAGE).content.decode()


def test_its_password_is_sealed_and_never_shown(officer: Client, inbox: Inbox) -> None:
    officer.post(PAGE, asked(inbox, user="nadwa", password=SECRET))
    kept = bytes(Server.objects.get().password)
    assert kept
    assert SECRET.encode() not in kept

    page = officer.get(PAGE).content.decode()
    assert SECRET not in page
    assert 'value="nadwa"' in page

    officer.post(PAGE, {"sender": "other@host.example"})
    assert bytes(Server.objects.get().password) == kept
    assert Server.objects.get().sender == "other@host.example"


def test_one_that_the_environment_names_is_not_changed_here(officer: Client, inbox: Inbox, settings: Settings) -> None:
    officer.get(PAGE)
    settings.EMAIL_HOST = "mail.host.example"

    officer.post(PAGE, asked(inbox))

    assert not Server.objects.exists()
    assert "cannot be changed here" in officer.get(PAGE).content.decode()


def test_mails_wait_where_none_is_set(beijing: House, settings: Settings) -> None:
    settings.EMAIL_HOST = ""
    outbox.post("beijing-2016", "invitation:1", "focal@aldora.example", "en", "Subject", "Body")

    assert outbox.send_waiting() == 0
    assert Mail.objects.get().sent_at is None


@pytest.mark.parametrize("changed", [{"host": "elsewhere.example"}, {"port": "2525"}, {"user": "somebody"}])
def test_the_password_that_is_kept_goes_nowhere_else(officer: Client, inbox: Inbox, changed: dict[str, str]) -> None:
    officer.post(PAGE, asked(inbox, user="nadwa", password=SECRET))

    officer.post(PAGE, changed)

    assert bytes(Server.objects.get().password) == b""


def test_what_was_sent_otherwise_shows_no_password(officer: Client, inbox: Inbox) -> None:
    officer.get(PAGE)
    first = officer.form(PAGE, asked(inbox, password=SECRET), "")
    sent = filled(first, PAGE, asked(inbox, password=SECRET))
    officer.forged(PAGE, sent)

    again = officer.forged(PAGE, sent | {"host": "localhost", "password": "another ferry at noon"})

    assert again.status_code == 409
    assert SECRET not in again.content.decode()
    assert "another ferry" not in again.content.decode()


@pytest.mark.parametrize("host", ["mail..example.org", "ma il", "é.example"])
def test_a_name_that_no_server_has_is_not_taken(officer: Client, inbox: Inbox, host: str) -> None:
    assert officer.post(PAGE, asked(inbox, host=host)).status_code == 422


def test_what_the_protocol_cannot_say_is_shown_and_stops_no_other_mail(officer: Client, inbox: Inbox) -> None:
    officer.post(PAGE, asked(inbox, user="nadwa", password="Fährе"))
    officer.post(f"{PAGE}try/", page=PAGE)

    outbox.send_waiting()

    assert Mail.objects.get().problem
