"""However many streams anybody opens, those who take part find a place, and pages are answered."""

import resource
from contextlib import ExitStack

import pytest

from nadwa.live import places
from nadwa.live.places import Full, Places, holder_of
from nadwa.live.tickets import Ticket

PLACES = 64
FULL, TOO_MANY = 503, 429


@pytest.fixture
def house(monkeypatch: pytest.MonkeyPatch) -> Places:
    monkeypatch.setattr(places, "MOST", PLACES)
    return Places()


def taken(house: Places, stack: ExitStack, holders: list[tuple[str, bool]]) -> list[int]:
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
        assert taken(house, stack, [("192.0.2.1", True)] * PLACES) == [TOO_MANY] * (PLACES * 3 // 4)
        assert taken(house, stack, [("192.0.2.2", True)]) == []


def test_strangers_of_all_addresses_leave_half_to_those_who_take_part(house: Places) -> None:
    with ExitStack() as stack:
        strangers = [(f"192.0.2.{number % 16}", True) for number in range(PLACES)]
        assert taken(house, stack, strangers) == [FULL] * (PLACES // 2)
        sessions = [(f"session {number}", False) for number in range(PLACES)]
        assert taken(house, stack, sessions) == [FULL] * (PLACES // 2)


def test_a_session_has_a_few(house: Places) -> None:
    with ExitStack() as stack:
        assert taken(house, stack, [("session", False)] * 20) == [TOO_MANY] * 4


def test_a_place_is_free_again_when_the_stream_ends(house: Places) -> None:
    for _ in range(3):
        with ExitStack() as stack:
            assert taken(house, stack, [("session", False)] * 16) == []
    assert not house.held.total()


def test_who_is_signed_in_counts_by_session_and_others_by_address() -> None:
    signed_in, stranger = Ticket("a", "1", "en", 7, "mark"), Ticket("a", "1", "en", None)

    assert holder_of([stranger, signed_in], {"client": ("192.0.2.1", 1)}) == ("mark", False)
    assert holder_of([stranger], {"client": ("192.0.2.1", 1)}) == ("192.0.2.1", True)
    assert holder_of([stranger], {"client": ("2001:db8::1", 1)}) == holder_of(
        [stranger], {"client": ("2001:db8::2", 1)}
    )


def test_streams_leave_files_for_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the limit that systems set by themselves, and no leave to raise it."""
    monkeypatch.setattr(resource, "getrlimit", lambda _: (1024, 1024))

    assert Places().all <= 1024 - places.KEPT_FILES
