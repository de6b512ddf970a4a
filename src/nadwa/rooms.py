"""The rooms, put together: the one place where what each brings comes to those who ask for it.

What stands in a certain order for readers, stands in it here.
"""

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Protocol, TypeVar

import rules
from django.apps import AppConfig

from nadwa.duties import Duty
from nadwa.room import Brought

NAVIGATION = (
    "programme",
    "participants",
    "negotiating-texts",
    "documents",
    "consultations",
    "cooperation",
    "record",
    "press-page",
    "search",
    "own-delegation",
    "desk",
)
MILESTONES = ("hosts", "officers", "procedure", "arrangement", "invitations", "press-page", "approvals")
DESK = (
    "ready",
    "particulars",
    "officers",
    "preparation",
    "approvals",
    "press-page",
    "media",
    "invitations",
    "credentials-desk",
    "applications",
    "badges",
    "recoveries",
    "arrangement",
    "document-plan",
    "review-commitments",
    "following",
    "mails",
)
SEARCH = ("cooperation", "consultations", "texts", "participants", "programme", "documents", "press")
HOUSE = Brought(permissions={"web.enter": rules.always_true, "health.ask": rules.always_true})


class HasName(Protocol):
    @property
    def name(self) -> str: ...


N = TypeVar("N", bound=HasName)


class Rooms(AppConfig):
    name = "nadwa"
    label = "nadwa"

    def ready(self) -> None:
        compose()


def every_room() -> tuple[Brought, ...]:
    """From the lowest up: each is built upon those before it."""
    from nadwa.accounts import room as accounts
    from nadwa.consultations import room as consultations
    from nadwa.cooperation import room as cooperation
    from nadwa.delegations import room as delegations
    from nadwa.demo import room as demo
    from nadwa.editions import room as editions
    from nadwa.exchange import room as exchange
    from nadwa.floor import room as floor
    from nadwa.press import room as press
    from nadwa.programme import room as programme
    from nadwa.record import room as record
    from nadwa.texts import room as texts

    lower = (record, accounts, editions, delegations, programme)
    return tuple(each.ROOM for each in (*lower, floor, consultations, texts, cooperation, press, exchange, demo))


def compose() -> None:
    from nadwa.accounts import keeping, parts, retention
    from nadwa.editions import desk, leaving, ready, searching, telling, two_key
    from nadwa.floor import questions
    from nadwa.live import channels
    from nadwa.programme import journal, uses
    from nadwa.record import capacities, sentences
    from nadwa.web import navigation

    rooms = every_room()
    for room in (HOUSE, *rooms):
        for name, predicate in room.permissions.items():
            rules.add_perm(name, predicate)
        sentences.bring(room.sentences)
        capacities.bring(room.capacities, room.capacities_of)
        channels.bring(*room.channels)
        questions.bring(*room.questions)
        two_key.bring(*room.two_key)
        telling.bring(*room.addressees)
        retention.bring(*room.keeps)
        parts.bring(*room.parts)
        keeping.bring(*room.keeping)
        leaving.bring(*room.leaving)
        journal.bring(*room.speakers)
        uses.bring(*room.letting_go)
    capacities.require_words()
    searching.bring(*_in_order(SEARCH, (room.search for room in rooms)))
    navigation.bring(*_in_order(NAVIGATION, (room.navigation for room in rooms)))
    desk.bring(*_in_order(DESK, (room.desk for room in rooms)))
    ready.bring(*_in_order(MILESTONES, (room.milestones for room in rooms)))


def _in_order(names: Sequence[str], brought: Iterable[tuple[N, ...]]) -> list[N]:
    """ValueError for what has no place among the names."""
    return sorted(chain.from_iterable(brought), key=lambda one: names.index(one.name))


def duties() -> tuple[Duty, ...]:
    """What the worker does by itself."""
    from nadwa.mail.outbox import send_waiting

    return (*chain.from_iterable(room.duties for room in every_room()), send_waiting)
