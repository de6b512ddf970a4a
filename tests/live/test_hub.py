"""The hub: one rendering for all who read alike, and no stream for those who may not."""

import asyncio
from collections.abc import AsyncGenerator, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import pytest
import rules
from rules.permissions import permissions

from nadwa.delegations.commands import unseat_delegate
from nadwa.editions.commands import end_role
from nadwa.live import channels, hub, tickets
from nadwa.live.hub import Client, Hub, Room
from nadwa.live.tickets import Ticket
from nadwa.record.acts import By
from tests.factories import House, sitting

pytestmark = pytest.mark.django_db
T = TypeVar("T")


def run(coroutine: Coroutine[Any, Any, T]) -> T:
    """In a thread of its own: in this one the browser's driver may keep a loop running."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, coroutine).result()


def ticket(house: House, channel: str = "floor.now", language: str = "en", person: Any = None) -> Ticket:
    return Ticket(channel, str(house.meeting.pk), language, person and person.pk)


def test_a_ticket_reads_as_it_was_issued(beijing: House) -> None:
    issued = ticket(beijing, person=beijing.aldora)

    assert tickets.read(tickets.issue(issued)) == issued


@pytest.mark.parametrize("text", ["", "nonsense", "WyJmbG9vci5ub3ciLCIxIiwiZW4iLG51bGxd:1a:b"])
def test_a_ticket_that_we_did_not_sign_is_none(text: str) -> None:
    assert tickets.read(text) is None


def test_a_ticket_for_the_screen_does_not_open_the_podium(beijing: House) -> None:
    assert not tickets.admits(ticket(beijing, "floor.podium", person=beijing.aldora))


def test_a_ticket_dies_with_the_role(beijing: House) -> None:
    held = ticket(beijing, "floor.podium", person=beijing.chair)
    assert tickets.admits(held)

    end_role(beijing.chair, beijing.edition, "chair", By(beijing.officer_un, "host:united-nations"))

    assert not tickets.admits(held)


def test_a_ticket_dies_with_the_account(beijing: House) -> None:
    held = ticket(beijing, person=beijing.aldora)
    beijing.aldora.is_active = False
    beijing.aldora.save()

    assert not tickets.admits(held)


def test_fragments_are_rendered_in_the_language_of_the_ticket(beijing: House) -> None:
    sitting(beijing)

    frames = hub.render(ticket(beijing, language="zh-hans"))

    assert "发言名单" in frames["list"].decode()


def test_every_line_of_a_frame_is_data() -> None:
    assert hub.frame("list", "<ol>\n\n  <li>a</li>\n</ol>") == (
        b"event: list\ndata: <ol>\ndata: <li>a</li>\ndata: </ol>\n\n"
    )


def test_an_empty_fragment_is_an_event_too() -> None:
    assert hub.frame("points", "\n") == b"event: points\ndata: \n\n"


def test_losing_a_seat_ends_the_open_stream_at_once(beijing: House) -> None:
    act = unseat_delegate(By(beijing.secretariat, "secretariat"), beijing.delegations["aldora"].delegates.get())

    ended, kept = ends_of_streams(beijing, act.topics)

    assert (ended, kept) == (True, False)


def ends_of_streams(house: House, topics: list[str]) -> tuple[bool, bool]:
    """Whether the streams of aldora and of belmara are ended by acts with these topics."""

    async def tried() -> tuple[bool, bool]:
        center = Hub()
        clients = [Client(ticket(house, person=house.people[name])) for name in ("aldora", "belmara")]
        room = Room(clients[0].ticket)
        room.clients |= set(clients)
        center.rooms[("floor.now", str(house.meeting.pk), "en")] = room
        center.changed(topics)
        return tuple(not c.queue.empty() and c.queue.get_nowait() is None for c in clients)  # type: ignore[return-value]

    return run(tried())


def test_a_change_while_a_stream_is_being_opened_reaches_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """The page's state is read, then changes and is announced, and only then is the stream given what was read."""

    async def opened() -> bytes:
        center, loop = Hub(), asyncio.get_running_loop()
        state = {"board": "before"}

        def render(found: str) -> dict[str, str]:
            shown = dict(state)
            if state["board"] == "before":
                state["board"] = "after"
                asyncio.run_coroutine_threadsafe(announce(center), loop).result(5)
            return shown

        board = channels.Channel("test.board", "test.everybody", lambda key: key, lambda key: f"board:{key}", render)
        monkeypatch.setitem(channels._channels, board.name, board)
        frames = stream(center, Ticket(board.name, "1", "en", None))
        try:
            return b"".join([await asyncio.wait_for(anext(frames), 5) for _ in range(2)])
        finally:
            await frames.aclose()

    async def announce(center: Hub) -> None:
        center.changed(["board:1"])

    monkeypatch.setitem(permissions, "test.everybody", rules.always_true)

    assert run(opened()) == b"event: board\ndata: before\n\nevent: board\ndata: after\n\n"


async def stream(center: Hub, held: Ticket) -> AsyncGenerator[bytes, None]:
    """What a browser that opens this stream is sent, piece by piece."""
    sent: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
    open_ended = asyncio.Event()

    async def receive() -> dict[str, Any]:
        await open_ended.wait()
        return {"type": "http.disconnect"}

    query = f"ticket={tickets.issue(held)}".encode()
    served = asyncio.create_task(center({"query_string": query}, receive, sent.put))
    try:
        while True:
            message = await sent.get()
            if message.get("body"):
                yield message["body"]
    finally:
        open_ended.set()
        await served
        center.close()


def test_a_stream_that_does_not_keep_up_is_let_go(beijing: House) -> None:
    client = Client(ticket(beijing))

    for _ in range(hub.QUEUE + 1):
        client.give(b"frame")

    assert (client.queue.qsize(), client.queue.get_nowait()) == (1, None)


def test_a_persons_topic_names_that_person_only() -> None:
    assert channels.person_topic(3) != channels.person_topic(33)
