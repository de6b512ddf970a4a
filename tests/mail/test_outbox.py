"""Mails leave after the transaction that causes them, once, also when the mail server was down."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.db import transaction

from nadwa import clock
from nadwa.demo.serving import free_port
from nadwa.mail import outbox
from nadwa.mail.models import Mail

Settings = Any


@dataclass
class Inbox:
    port: int
    received: list[bytes] = field(default_factory=list)

    async def handle_DATA(self, server: object, session: object, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        self.received.append(envelope.content)
        return "250 OK"


@pytest.fixture
def inbox(settings: Settings) -> Inbox:
    """The address of a mail server that does not run yet."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    return Inbox(settings.EMAIL_PORT)


@pytest.fixture
def running(inbox: Inbox) -> Iterator[Inbox]:
    controller = Controller(inbox, hostname="127.0.0.1", port=inbox.port)
    controller.start()
    yield inbox
    controller.stop()


def posted(to: str = "focal@aldora.example", **attached: Any) -> Mail:
    with transaction.atomic():
        return outbox.post("beijing-2016", "invitation:1", to, "ar", "دعوة", "نص الدعوة", **attached)


def test_a_mail_leaves_once(db: None, running: Inbox) -> None:
    posted()

    assert [outbox.send_waiting(), outbox.send_waiting()] == [1, 0]
    assert len(running.received) == 1


def test_a_mail_keeps_its_language_and_its_attachment(db: None, running: Inbox) -> None:
    posted(attachment_name="note.pdf", attachment=b"%PDF-1.7")
    outbox.send_waiting()

    content = running.received[0]
    assert b"Content-Language: ar" in content
    assert b'filename="note.pdf"' in content


def test_while_the_mail_server_is_down_a_mail_waits_and_says_why(db: None, inbox: Inbox) -> None:
    mail = posted()

    assert outbox.send_waiting() == 0
    mail.refresh_from_db()
    assert (mail.sent_at, mail.tries) == (None, 1)
    assert "refused" in mail.problem


def test_once_the_mail_server_is_back_the_mail_leaves(db: None, inbox: Inbox) -> None:
    posted()
    outbox.send_waiting()
    controller = Controller(inbox, hostname="127.0.0.1", port=inbox.port)
    controller.start()
    with clock.reading(lambda: datetime.now(UTC) + timedelta(hours=2)):
        sent = [outbox.send_waiting(), outbox.send_waiting()]
    controller.stop()

    assert sent == [1, 0]
    assert len(inbox.received) == 1


def test_a_mail_of_an_act_that_did_not_happen_never_leaves(db: None, running: Inbox) -> None:
    with transaction.atomic():
        outbox.post("beijing-2016", "invitation:1", "focal@aldora.example", "en", "Subject", "Body")
        transaction.set_rollback(True)

    assert outbox.send_waiting() == 0
    assert running.received == []


@pytest.mark.django_db(transaction=True)
def test_a_mail_cannot_be_posted_outside_a_transaction() -> None:
    with pytest.raises(RuntimeError):
        outbox.post("beijing-2016", "invitation:1", "focal@aldora.example", "en", "Subject", "Body")


def test_without_a_mail_server_mails_stay_in_the_outbox(db: None, settings: Settings) -> None:
    settings.EMAIL_HOST = ""
    mail = posted()

    assert outbox.send_waiting() == 0
    mail.refresh_from_db()
    assert mail.tries == 0
