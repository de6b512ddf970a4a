"""However many streams anybody opens, those who take part find a place, and pages are answered."""

import resource
from contextlib import ExitStack
from typing import Any

import pytest

from nadwa.live import hub, places
from nadwa.live.places import OF_A_PERSON, Full, Holder, Places, holder_of
from nadwa.live.tickets import Ticket
from tests.live.test_hub import run

PLACES = 64
FULL, TOO_MANY = 503, 429


@pytest.fixture
def house(monkeypatch: pytest.MonkeyPatch) -> Places:
    monkeypatch.setattr(places, "MOST", PLACES)
    return Places()


def taken(house: Places, stack: ExitStack, holders: list[Holder]) -> list[int]:
    """The statuses of those who were refused."""
    refused = []
    for holder in holders:
        try:
            stack.enter_context(house.taken_by(holder))
        except Full as full:
            refused.append(full.status)
    return refused


def test_strangers_of_one_address_have_a_quarter(house: Places) -> None:
    with ExitStack() as stack:
        assert taken(house, stack, [Holder("192.0.2.1")] * PLACES) == [TOO_MANY] * (PLACES * 3 // 4)
        assert taken(house, stack, [Holder("192.0.2.2")]) == []


def test_strangers_of_all_addresses_leave_half_to_those_who_take_part(house: Places) -> None:
    with ExitStack() as stack:
        strangers = [Holder(f"192.0.2.{number % 16}") for number in range(PLACES)]
        assert taken(house, stack, strangers) == [FULL] * (PLACES // 2)
        people = [Holder(f"session {number}", number) for number in range(PLACES)]
        assert taken(house, stack, people) == [FULL] * (PLACES // 2)


def test_a_session_has_a_few(house: Places) -> None:
    with ExitStack() as stack:
        assert taken(house, stack, [Holder("session", 1)] * 20) == [TOO_MANY] * 4


def test_a_person_has_a_few_however_many_the_sessions(house: Places) -> None:
    house.all = PLACES * 4
    with ExitStack() as stack:
        of_forty_sessions = [Holder(f"session {number}", 1) for number in range(40)] * 16
        assert taken(house, stack, of_forty_sessions) == [TOO_MANY] * (len(of_forty_sessions) - OF_A_PERSON)
        assert taken(house, stack, [Holder("another session", 2)]) == []


def test_the_last_places_are_for_people_who_have_hardly_any(house: Places) -> None:
    """Four accounts take what they can, then strangers: whoever comes then, the chair, finds a place at two devices."""
    with ExitStack() as stack:
        greedy = [Holder(f"session {number}", number % 4) for number in range(PLACES)]
        assert taken(house, stack, greedy) == [FULL] * (PLACES // 4)
        assert taken(house, stack, [Holder("192.0.2.1")]) == [FULL]
        chair = [Holder("podium", 9), Holder("phone", 9)]
        assert taken(house, stack, chair) == []
        assert taken(house, stack, [Holder("a third", 9)]) == [FULL]


def test_a_place_is_free_again_when_the_stream_ends(house: Places) -> None:
    for _ in range(3):
        with ExitStack() as stack:
            assert taken(house, stack, [Holder("session", 1)] * 16 + [Holder("192.0.2.1")]) == []
    assert not house.held


def test_who_is_signed_in_counts_by_session_and_person_and_others_by_address() -> None:
    signed_in, stranger = Ticket("a", "1", "en", 7, "mark"), Ticket("a", "1", "en", None)

    assert holder_of([stranger, signed_in], {"client": ("192.0.2.1", 1)}) == Holder("mark", 7)
    assert holder_of([stranger], {"client": ("192.0.2.1", 1)}) == Holder("192.0.2.1")
    assert holder_of([stranger], {"client": ("2001:db8::1", 1)}) == holder_of(
        [stranger], {"client": ("2001:db8::2", 1)}
    )


def test_streams_leave_files_for_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the limit that systems set by themselves, and no leave to raise it."""
    monkeypatch.setattr(resource, "getrlimit", lambda _: (1024, 1024))

    assert Places().all <= 1024 - places.KEPT_FILES


def test_who_is_refused_is_told_when_to_try_again() -> None:
    told: list[dict[str, Any]] = []

    async def send(message: dict[str, Any]) -> None:
        told.append(message)

    for status in (TOO_MANY, FULL, 403):
        run(hub._refuse(send, status))

    starts = [
        (message["status"], dict(message["headers"]).get(b"retry-after")) for message in told if "status" in message
    ]
    assert starts == [(429, b"30"), (503, b"60"), (403, None)]
