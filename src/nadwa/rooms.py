"""The rooms, put together: the one place where what each brings comes to those who ask for it.

What stands in a certain order for readers, stands in it here.
"""

from itertools import chain

import rules
from django.apps import AppConfig

from nadwa.duties import Duty
from nadwa.room import Room

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
DESK = (
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
HOUSE = Room(permissions={"web.enter": rules.always_true, "health.ask": rules.always_true})


class Rooms(AppConfig):
    name = "nadwa"
    label = "nadwa"

    def ready(self) -> None:
        compose()


def every_room() -> tuple[Room, ...]:
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
    from nadwa.accounts import retention
    from nadwa.editions import desk, searching, two_key
    from nadwa.floor import questions
    from nadwa.live import channels
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
        retention.bring(*room.keeps)
    searching.bring(*sorted(_all(room.search for room in rooms), key=lambda shelf: SEARCH.index(shelf.name)))
    navigation.bring(*sorted(_all(room.navigation for room in rooms), key=lambda link: NAVIGATION.index(link.name)))
    desk.bring(*sorted(_all(room.desk for room in rooms), key=lambda entry: DESK.index(entry.name)))


def duties() -> tuple[Duty, ...]:
    """What the worker does by itself."""
    from nadwa.mail.outbox import send_waiting

    return (*_all(room.duties for room in every_room()), send_waiting)


_all = chain.from_iterable
