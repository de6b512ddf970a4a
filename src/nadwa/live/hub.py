"""The hub: one event stream a browser; every changed fragment is rendered once per channel and language."""

import asyncio
import json
import logging
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import parse_qs

import psycopg
from django.conf import settings
from django.db import close_old_connections, connection
from django.http import parse_cookie
from django.utils import translation

from nadwa.live import channels, tickets
from nadwa.live.places import Full, Places, holder_of
from nadwa.live.tickets import Ticket
from nadwa.record.notices import LIVE_CHANNEL

Send = Callable[[dict[str, Any]], Awaitable[None]]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Frames = dict[str, bytes]

QUEUE = 64
MOST_TICKETS = 24
HEARTBEAT_SECONDS = 4  # static/nadwa/wire.js takes a stream for lost that is silent for ten
BEAT = b"event: beat\ndata: \n\n"
RETRY_SECONDS = 1.0
SHARE = 0.1  # of the time, for one following: a thousand ballots in ten seconds then are some ten frames
BYTES_PER_SECOND = 50_000_000  # what sending costs
LONGEST_REST_SECONDS = 2.0
AGAIN_SECONDS = {429: 30, 503: 60}  # a page without a stream asks for itself as often: static/nadwa/live.js
HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
]

logger = logging.getLogger(__name__)


class Client:
    """One open stream. A client that does not keep up is let go; it reconnects and gets the present state."""

    def __init__(self, held: list[Ticket]) -> None:
        self.tickets = {tickets.place(ticket): ticket for ticket in held}
        self.queue: asyncio.Queue[bytes | None] = asyncio.Queue(QUEUE)
        self.ended = False

    def give(self, frame: bytes) -> None:
        if self.ended:
            return
        try:
            self.queue.put_nowait(frame)
        except asyncio.QueueFull:
            self.end()

    def forget(self) -> None:
        """Throw away what waits, but never the mark of the end."""
        while not (self.ended or self.queue.empty()):
            self.queue.get_nowait()

    def end(self) -> None:
        self.forget()
        if not self.ended:
            self.ended = True
            self.queue.put_nowait(None)


class Following:
    """All clients of one channel, key and language, and the frames they were last given."""

    def __init__(self, ticket: Ticket) -> None:
        self.ticket = ticket
        self.clients: set[Client] = set()
        self.frames: Frames = {}
        self.lock = asyncio.Lock()
        self.dirty = False
        self.rests_until = 0.0


class Hub:
    def __init__(self) -> None:
        self.followings: dict[str, Following] = {}
        self.places = Places()
        self.threads = ThreadPoolExecutor(2, thread_name_prefix="live")
        self.tasks: set[asyncio.Task[None]] = set()

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        """Serve one event stream (ASGI). 403 without a valid ticket: the browser then asks for a new page."""
        query = parse_qs(scope["query_string"].decode("ascii", "replace"))
        asked = [tickets.read(text) for text in query.get("ticket", [])[:MOST_TICKETS]]
        session = _session_key(scope)
        held = [ticket for ticket in asked if ticket and tickets.is_carried_by(ticket, session)]
        if not held:
            return await _refuse(send)
        strange = [tickets.place(ticket) if ticket else "" for ticket in asked if ticket not in held]
        try:
            with self.places.taken_by(holder_of(held, scope)):
                await self._serve(session, held, strange, receive, send)
        except Full as full:
            await _refuse(send, full.status)

    async def _serve(
        self, session: str | None, held: list[Ticket], strange: list[str], receive: Receive, send: Send
    ) -> None:
        """Serve what is admitted; the pages whose tickets are not are told so, by their place where it can be read."""
        client = self._enter(held)
        try:
            refused = await self._in_thread(_refused, session, list(client.tickets.values()))
            self._leave(client, refused)
            if not client.tickets:
                return await _refuse(send)
            client.forget()  # what came meanwhile, perhaps from where it may not be; the present state holds it
            for place in {*strange, *refused}:
                client.give(frame("refused", "", place))
            await self._give_present_state(client)
            gone = asyncio.create_task(_until_gone(receive, client))
            try:
                await self._stream(client, send)
            finally:
                gone.cancel()
        finally:
            self._leave(client, list(client.tickets))

    async def _stream(self, client: Client, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
        more: dict[str, Any] = {"type": "http.response.body", "more_body": True}
        while True:
            frame = await client.queue.get()
            if frame is None:
                await send({"type": "http.response.body"})
                return
            await send(more | {"body": frame})

    def _enter(self, held: list[Ticket]) -> Client:
        """Take a place before anything is checked or rendered: what changes meanwhile then reaches this client too."""
        client = Client(held)
        for place, ticket in client.tickets.items():
            self.followings.setdefault(place, Following(ticket)).clients.add(client)
        return client

    async def _give_present_state(self, client: Client) -> None:
        for place in client.tickets:
            following = self.followings[place]
            async with following.lock:
                if not following.frames:
                    following.frames = await self._in_thread(render, following.ticket)
                client.give(b"".join(following.frames.values()) or BEAT)

    def _leave(self, client: Client, places: list[str]) -> None:
        for place in places:
            del client.tickets[place]
            following = self.followings[place]
            following.clients.discard(client)
            if not following.clients:
                del self.followings[place]

    def changed(self, topics: list[str]) -> None:
        """Bring every following that shows one of the topics up to date; end the streams of persons named."""
        named = set(topics)
        for following in self.followings.values():
            for client in following.clients:
                people = {ticket.person for ticket in client.tickets.values() if ticket.person is not None}
                if not named.isdisjoint(map(channels.person_topic, people)):
                    client.end()
            channel = channels.get(following.ticket.channel)
            if channel and channel.topic(following.ticket.key) in named:
                self._refresh_soon(following)

    def _refresh_soon(self, following: Following) -> None:
        if following.dirty:
            return
        following.dirty = True
        task = asyncio.create_task(self._refresh(following))
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    async def _refresh(self, following: Following) -> None:
        """Render what changed: at once after a quiet moment, in a burst now and then, and always what came last."""
        loop = asyncio.get_running_loop()
        await asyncio.sleep(following.rests_until - loop.time())
        async with following.lock:
            following.dirty, begun = False, loop.time()
            frames, cost = await self._in_thread(_timed_render, following.ticket)
            news = b"".join(frame for event, frame in frames.items() if following.frames.get(event) != frame)
            following.frames = frames
            if news:
                for client in list(following.clients):
                    client.give(news)
            cost += len(news) * len(following.clients) / BYTES_PER_SECOND
            following.rests_until = begun + min(cost / SHARE, LONGEST_REST_SECONDS)

    async def listen(self, address: str) -> None:
        """Follow the sequencer's notifications for as long as the server runs."""
        while True:
            try:
                async with await psycopg.AsyncConnection.connect(address, autocommit=True) as listener:
                    await listener.execute(f"listen {LIVE_CHANNEL}")
                    for following in self.followings.values():
                        self._refresh_soon(following)
                    async for notice in listener.notifies():
                        self.changed(json.loads(notice.payload))
            except psycopg.Error:
                logger.exception("the hub lost the database, trying again")
                await asyncio.sleep(RETRY_SECONDS)

    async def beat(self) -> None:
        """Let proxies and pages know that quiet streams are open, for as long as the server runs."""
        while True:
            await asyncio.sleep(HEARTBEAT_SECONDS)
            told: set[Client] = set()
            for following in list(self.followings.values()):
                for client in following.clients - told:
                    client.give(BEAT)
                told |= following.clients
                await asyncio.sleep(0)

    def close(self) -> None:
        for following in self.followings.values():
            for client in following.clients:
                client.end()
        self.threads.shutdown(wait=False, cancel_futures=True)

    async def _in_thread(self, function: Callable[..., Any], *arguments: Any) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self.threads, _with_database, function, arguments)


def _with_database(function: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
    close_old_connections()
    try:
        return function(*arguments)
    except Exception:
        connection.close()
        raise


async def _refuse(send: Send, status: int = 403) -> None:
    headers = [(b"cache-control", b"no-store")]
    if status in AGAIN_SECONDS:
        headers.append((b"retry-after", b"%d" % AGAIN_SECONDS[status]))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body"})


def _session_key(scope: dict[str, Any]) -> str | None:
    sent = b"; ".join(value for name, value in scope.get("headers", ()) if name == b"cookie")
    return parse_cookie(sent.decode("latin-1")).get(settings.SESSION_COOKIE_NAME)


def _refused(session: str | None, held: list[Ticket]) -> list[str]:
    return [tickets.place(ticket) for ticket in tickets.refused(held, session)]


async def _until_gone(receive: Receive, client: Client) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    client.end()


def render(ticket: Ticket) -> Frames:
    """Every fragment of a channel as an event of the stream, in the ticket's language."""
    channel = channels.get(ticket.channel)
    found = channel and channel.find(ticket.key)
    if not channel or found is None:
        return {}
    with translation.override(ticket.language):
        fragments = channel.render(found)
    place = tickets.place(ticket)
    return {event: frame(event, markup, place) for event, markup in fragments.items()}


def _timed_render(ticket: Ticket) -> tuple[Frames, float]:
    """The fragments, and the seconds of work that they took."""
    begun = time.thread_time()
    return render(ticket), time.thread_time() - begun


def frame(event: str, markup: str, place: str) -> bytes:
    """One event of the stream, for the pages that show this place."""
    lines = [line.strip() for line in markup.splitlines() if line.strip()] or [""]
    data = "\n".join(f"data: {line}" for line in lines)
    return f"event: {event}\nid: {place}\n{data}\n\n".encode()
