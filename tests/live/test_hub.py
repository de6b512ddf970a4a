"""The hub: one rendering for all who read alike, and no stream for those who may not."""

import asyncio
from collections.abc import AsyncGenerator, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import pytest
import rules
from rules.permissions import permissions

from nadwa.delegations.commands.seating import unseat_delegate
from nadwa.editions.capacities import Secretary
from nadwa.editions.commands.roles import end_role
from nadwa.live import channels, hub, tickets
from nadwa.live.hub import Client, Following, Hub
from nadwa.live.tickets import Ticket
from tests.factories import House, sitting

pytestmark = pytest.mark.django_db
T = TypeVar("T")
OPEN = 200


def run(coroutine: Coroutine[Any, Any, T]) -> T:
    """In a thread of its own: in this one the browser's driver may keep a loop running."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, asyncio.wait_for(coroutine, 60)).result()


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

    end_role(beijing.chair, beijing.edition, "chair", beijing.host_officer("united-nations"))

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
    assert hub.frame("list", "<ol>\n\n  <li>a</li>\n</ol>", "floor.now/1/en") == (
        b"event: list\nid: floor.now/1/en\ndata: <ol>\ndata: <li>a</li>\ndata: </ol>\n\n"
    )


def test_an_empty_fragment_is_an_event_too() -> None:
    assert hub.frame("points", "\n", "a/1/en") == b"event: points\nid: a/1/en\ndata: \n\n"


def test_losing_a_seat_ends_the_open_stream_at_once(beijing: House) -> None:
    act = unseat_delegate(Secretary(beijing.secretariat), beijing.delegations["aldora"].delegates.get())

    ended, kept = ends_of_streams(beijing, act.topics)

    assert (ended, kept) == (True, False)


def ends_of_streams(house: House, topics: list[str]) -> tuple[bool, bool]:
    """Whether the streams of aldora and of belmara are ended by acts with these topics."""

    async def tried() -> tuple[bool, bool]:
        center = Hub()
        held = [ticket(house, person=house.people[name]) for name in ("aldora", "belmara")]
        clients = [Client([each]) for each in held]
        following = Following(held[0])
        following.clients |= set(clients)
        center.followings[tickets.place(held[0])] = following
        center.changed(topics)
        return tuple(not c.queue.empty() and c.queue.get_nowait() is None for c in clients)  # type: ignore[return-value]

    return run(tried())


BEFORE, AFTER = (b"event: board\nid: test.board/1/en\ndata: %b\n\n" % word for word in (b"before", b"after"))


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

    assert run(opened()) == BEFORE + AFTER


def test_the_end_of_a_role_while_a_stream_is_being_opened_ends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """The role ends after the first ticket was looked at, and before the stream has begun."""

    async def opened() -> list[bytes]:
        center, loop = Hub(), asyncio.get_running_loop()

        def find(key: str) -> str:
            if key == "2":
                asyncio.run_coroutine_threadsafe(announce(center), loop).result(5)
            return key

        board = channels.Channel("test.board", "test.everybody", find, lambda key: f"board:{key}", lambda key: {})
        monkeypatch.setitem(channels._channels, board.name, board)
        frames = stream(center, Ticket(board.name, "1", "en", None), Ticket(board.name, "2", "en", NOBODY))
        try:
            return [frame async for frame in frames]
        finally:
            await frames.aclose()

    async def announce(center: Hub) -> None:
        center.changed([channels.person_topic(NOBODY)])

    monkeypatch.setitem(permissions, "test.everybody", rules.always_true)

    assert run(asyncio.wait_for(opened(), 5)) == []


NOBODY = 999_999


async def stream(center: Hub, *held: Ticket, client: str = "192.0.2.1") -> AsyncGenerator[bytes, None]:
    """What a browser that opens this stream is sent, piece by piece."""
    sent: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
    open_ended = asyncio.Event()

    async def receive() -> dict[str, Any]:
        await open_ended.wait()
        return {"type": "http.disconnect"}

    query = "&".join(f"ticket={tickets.issue(each)}" for each in held).encode()
    scope = {"query_string": query, "client": (client, 1)}
    served = asyncio.create_task(center(scope, receive, sent.put))
    try:
        while True:
            message = await sent.get()
            if "status" in message and message["status"] != OPEN:
                yield b"%d" % message["status"]
            if message.get("body"):
                yield message["body"]
            elif message["type"] == "http.response.body":
                return
    finally:
        open_ended.set()
        await served
        center.close()


def test_a_stream_that_does_not_keep_up_is_let_go(beijing: House) -> None:
    client = Client([ticket(beijing)])

    for _ in range(hub.QUEUE + 1):
        client.give(b"frame")

    assert (client.queue.qsize(), client.queue.get_nowait()) == (1, None)


def test_a_persons_topic_names_that_person_only() -> None:
    assert channels.person_topic(3) != channels.person_topic(33)


@pytest.fixture
def boards(monkeypatch: pytest.MonkeyPatch) -> None:
    """Channels without a database: one for everybody, one for nobody."""
    for name, rule in (("test.open", rules.always_true), ("test.closed", rules.always_false)):
        monkeypatch.setitem(permissions, name, rule)
        board = channels.Channel(name, name, lambda key: key, lambda key: f"board:{key}", lambda key: {"board": key})
        monkeypatch.setitem(channels._channels, name, board)


def board(key: str, channel: str = "test.open", session: str = "", person: int | None = None) -> Ticket:
    return Ticket(channel, key, "en", person, session)


def first_of(center: Hub, pieces: int, *held: Ticket) -> bytes:
    async def read() -> bytes:
        frames = stream(center, *held)
        try:
            return b"".join([await asyncio.wait_for(anext(frames), 5) for _ in range(pieces)])
        finally:
            await frames.aclose()

    return run(read())


def test_one_stream_brings_what_several_pages_show_and_names_the_page(boards: None) -> None:
    sent = first_of(Hub(), 2, board("a"), board("b"))

    assert sent == b"event: board\nid: test.open/a/en\ndata: a\n\nevent: board\nid: test.open/b/en\ndata: b\n\n"


def test_each_ticket_of_a_stream_is_checked_by_itself(boards: None) -> None:
    sent = first_of(Hub(), 3, board("a"), board("b", "test.closed"), board("c", session="of another", person=1))

    refused = {piece.split(b"id: ")[1].split(b"\n")[0] for piece in sent.split(b"\n\n") if b"refused" in piece}
    assert refused == {b"test.closed/b/en", b"test.open/c/en"}
    assert b"event: board\nid: test.open/a/en" in sent
    assert b"data: b" not in sent
    assert b"data: c" not in sent


def test_a_stream_of_refused_tickets_alone_is_refused(boards: None) -> None:
    assert first_of(Hub(), 1, board("a", "test.closed"), board("b", "test.closed")) == b"403"


def test_a_quiet_stream_is_heard(boards: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hub, "HEARTBEAT_SECONDS", 0.05)

    async def heard() -> bytes:
        center = Hub()
        beating = asyncio.create_task(center.beat())
        frames = stream(center, board("a"))
        try:
            return [await asyncio.wait_for(anext(frames), 5) for _ in range(2)][1]
        finally:
            await frames.aclose()
            beating.cancel()

    assert run(heard()) == b"event: beat\ndata: \n\n"
