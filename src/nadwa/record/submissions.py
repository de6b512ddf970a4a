"""Sending once. Each form carries a key, and a program may name one: what is sent again under it is not done again.

A key stands for one person, one address and one content. Sent again as it was, it is answered with the act of the first
time; with other content it is refused, for whoever changed what she sends means something new. What was sent is kept to
show it to her, sealed with the key itself: we keep neither, and cannot read it.
"""

import json
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from hashlib import sha256

from cryptography.fernet import Fernet
from django.conf import settings
from django.db import connection
from django.utils.translation import gettext_lazy as _

from nadwa import clock
from nadwa.acts.by import Somebody
from nadwa.record.models import Act, Submission
from nadwa.record.refusing import Refused

Words = list[tuple[str, str]]
Content = Mapping[str, Sequence[str]]


@dataclass
class Sent:
    """What a person sends to an address under a key, and the same in words: names of fields and what they say."""

    person: Somebody
    key: str
    address: str
    content: Content
    words: Words
    act: Act | None = None
    before: Submission | None = None

    def name(self) -> str:
        return sha256(f"{self.person.pk}:{self.key}".encode()).hexdigest()

    def digest(self) -> str:
        content = {name: list(values) for name, values in self.content.items()}
        return sha256(json.dumps([self.address, content], sort_keys=True).encode()).hexdigest()

    def seal(self) -> Fernet:
        secret = f"what was sent:{settings.SECRET_KEY}:{self.person.pk}:{self.key}"
        return Fernet(urlsafe_b64encode(sha256(secret.encode()).digest()))


class SentOtherwise(Refused):
    """The key stands for something else: `act` was done when `words` were sent. What is sent `now` is not done."""

    def __init__(self, sent: Sent, earlier: Submission) -> None:
        super().__init__(_("This form was sent before with other contents, and that was done. This was not."))
        self.act = earlier.act
        self.words: Words = [tuple(row) for row in json.loads(sent.seal().decrypt(bytes(earlier.sealed)))]
        self.now = sent.words


_sent: ContextVar[Sent | None] = ContextVar("sent", default=None)


@contextmanager
def submitted(sent: Sent | None) -> Iterator[None]:
    """Run one command as what was sent; without a key, it is run each time."""
    token = _sent.set(sent)
    try:
        yield
    finally:
        _sent.reset(token)


@contextmanager
def taken() -> Iterator[Sent | None]:
    """What was sent, for the one command that is run for it; those inside it find nothing."""
    sent = _sent.get()
    with submitted(None):
        yield sent


def once(sent: Sent, do: Callable[[], Act]) -> Act:
    """Do it, or say what was done under this key. SentOtherwise: the key stands for other content."""
    if sent.act:
        raise RuntimeError("what is sent once is one command")
    one_at_a_time(sent.name())
    sent.before = Submission.objects.filter(key=sent.name()).first()
    if sent.before and sent.before.digest != sent.digest():
        raise SentOtherwise(sent, sent.before)
    sent.act = sent.before.act if sent.before else _kept(sent, do())
    return sent.act


def one_at_a_time(name: str) -> None:
    """Of two who come with the same name at once, one goes on when the other's transaction has ended."""
    number = int.from_bytes(sha256(name.encode()).digest()[:8], signed=True)
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [number])


def _kept(sent: Sent, act: Act) -> Act:
    sealed = sent.seal().encrypt(json.dumps(sent.words).encode())
    Submission.objects.create(key=sent.name(), digest=sent.digest(), sealed=sealed, act=act, at=clock.now())
    return act
