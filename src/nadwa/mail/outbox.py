"""Putting mails into the outbox, and letting them leave."""

from datetime import datetime, timedelta
from smtplib import SMTPException
from typing import Any

from django.core.mail import EmailMessage
from django.db import connection, transaction
from django.db.models import QuerySet

from nadwa import clock, media_types
from nadwa.mail import server
from nadwa.mail.models import Mail
from nadwa.wall import over_the_wall

LONGEST_WAIT = timedelta(hours=1)


def post(edition: str, about: str, to: str, language: str, subject: str, body: str, **attached: Any) -> Mail:
    """Put a mail into the outbox. It leaves after this transaction has committed, or never if it does not commit."""
    mail = written(edition, about, to, language, subject, body, **attached)
    post_together([mail])
    return mail


def written(edition: str, about: str, to: str, language: str, subject: str, body: str, **attached: Any) -> Mail:
    """A mail that is not in the outbox yet."""
    now = clock.now()
    return Mail(
        edition=edition,
        about=about,
        to=to,
        language=language,
        subject=subject,
        body=body,
        created_at=now,
        next_try_at=now,
        **attached,
    )


def post_together(mails: list[Mail]) -> None:
    if not connection.in_atomic_block:
        raise RuntimeError("a mail is posted in the transaction of what it is about")
    with over_the_wall():
        Mail.objects.bulk_create(mails)


def is_posted_since(about: str, moment: datetime) -> bool:
    with over_the_wall():  # nobody has signed in yet
        return Mail.objects.filter(about=about, created_at__gt=moment).exists()


def waiting() -> QuerySet[Mail]:
    return Mail.objects.filter(next_try_at__lte=clock.now()).order_by("next_try_at", "pk")


def send_waiting() -> int:
    """Send what waits and is due; gives how many left. A server that is down makes each wait longer, up to an hour."""
    if not server.is_there():
        return 0
    return sum(_send(pk) for pk in waiting().values_list("pk", flat=True))


def _send(pk: int) -> bool:
    with transaction.atomic():
        mail = waiting().select_for_update(skip_locked=True).filter(pk=pk).first()
        if mail is None:  # another worker has it
            return False
        mail.tries += 1
        try:
            _message(mail).send()
        except (SMTPException, OSError, ValueError) as error:  # names and passwords that the protocol cannot say
            mail.problem = str(error)[:200]
            mail.next_try_at = clock.now() + min(LONGEST_WAIT, timedelta(seconds=15 * 2**mail.tries))
        else:
            mail.problem, mail.sent_at, mail.next_try_at = "", clock.now(), None
        mail.save(update_fields=["tries", "problem", "sent_at", "next_try_at"])
    return mail.sent_at is not None


def _message(mail: Mail) -> EmailMessage:
    """The same message, with the same Message-ID, at each try: whoever gets it twice can tell."""
    sender = server.sender()
    domain = sender.rpartition("@")[2].rstrip(">")
    headers = {"Message-ID": f"<{mail.message_id}@{domain}>", "Content-Language": mail.language}
    message = EmailMessage(
        mail.subject, mail.body, sender, to=[mail.to], headers=headers, connection=server.connection()
    )
    if mail.attachment is not None:
        message.attach(mail.attachment_name, bytes(mail.attachment), media_types.PDF)
    return message
