"""Tickets: a page's signed permission to follow one channel in one language."""

from dataclasses import dataclass
from hashlib import sha256

import rules
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.core import signing

from nadwa.acts.by import Somebody
from nadwa.live import channels
from nadwa.live.signed_in import person_of

SALT = "nadwa.live"
HOURS = 12


@dataclass(frozen=True)
class Ticket:
    channel: str
    key: str
    language: str
    person: int | None
    session: str = ""


def place(ticket: Ticket) -> str:
    """What all tickets for the same fragments have in common."""
    return f"{ticket.channel}/{ticket.key}/{ticket.language}"


def issue(ticket: Ticket) -> str:
    return signing.dumps([ticket.channel, ticket.key, ticket.language, ticket.person, ticket.session], salt=SALT)


def read(text: str) -> Ticket | None:
    try:
        channel, key, language, person, session = signing.loads(text, salt=SALT, max_age=HOURS * 3600)
    except (signing.BadSignature, ValueError):
        return None
    return Ticket(channel, key, language, person, session)


def mark(session_key: str | None) -> str:
    """What stands for a session in a ticket. An address that has got into other hands then opens no stream there."""
    return sha256(session_key.encode()).hexdigest()[:32] if session_key else ""


def is_carried_by(ticket: Ticket, session_key: str | None) -> bool:
    return ticket.person is None or ticket.session == mark(session_key)


def refused(held: list[Ticket], session_key: str | None) -> list[Ticket]:
    """Those that open nothing now. A ticket does not outlive the session beside which it was issued."""
    personal = any(ticket.person is not None for ticket in held)
    signed_in = person_of(session_key) if personal else None
    return [ticket for ticket in held if not admits(ticket) or ticket.person not in (None, signed_in)]


def admits(ticket: Ticket) -> bool:
    """Whether its holder may follow the channel now: a ticket outlives neither a role nor an account."""
    channel = channels.get(ticket.channel)
    found = channel and channel.find(ticket.key)
    if not channel or found is None:
        return False
    person: Somebody | None = AnonymousUser()
    if ticket.person is not None:
        person = get_user_model().objects.filter(pk=ticket.person, is_active=True).first()
    return person is not None and bool(rules.has_perm(channel.rule, person, found))
