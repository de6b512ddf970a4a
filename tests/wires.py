"""A gateway between browsers and a site: it passes all on, or nothing, or answers like one whose server is away."""

import asyncio
import threading
from contextlib import suppress
from types import TracebackType

from nadwa.demo.serving import free_port

AWAY = b"<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center></body></html>"
ANSWER = b"HTTP/1.1 502 Bad Gateway\r\nContent-Type: text/html\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%b"


class Gateway:
    """In a thread of its own. Stalled, connections stay open and nothing goes through; away, each request is answered
    with nginx's page for a server that does not answer, and streams end. For what is withheld the connection ends."""

    def __init__(self, to: int) -> None:
        self.to = to
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.opened = 0
        self.open = 0
        self.withheld = ""
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self.pipes: set[asyncio.Task[None]] = set()

    def __enter__(self) -> "Gateway":
        self.thread.start()
        asyncio.run_coroutine_threadsafe(self._listen(), self.loop).result(10)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        asyncio.run_coroutine_threadsafe(self._close(), self.loop).result(10)
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(10)
        self.loop.close()

    def stall(self) -> None:
        self.loop.call_soon_threadsafe(self.flows.clear)

    def go_away(self) -> None:
        def cut() -> None:
            self.is_away = True
            for pipe in self.pipes:
                pipe.cancel()

        self.loop.call_soon_threadsafe(cut)

    def withhold(self, ending: str) -> None:
        """Let nothing through to addresses with this ending; with none, all goes through again."""
        self.withheld = ending

    def come_back(self) -> None:
        self.is_away = False
        self.loop.call_soon_threadsafe(self.flows.set)

    async def _listen(self) -> None:
        self.flows = asyncio.Event()
        self.flows.set()
        self.is_away = False
        self.server = await asyncio.start_server(self._take, "127.0.0.1", self.port)

    async def _close(self) -> None:
        self.server.close()
        for pipe in self.pipes:
            pipe.cancel()
        await asyncio.gather(*self.pipes, return_exceptions=True)

    async def _take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.opened += 1
        self.open += 1
        with suppress(OSError):
            await (self._refuse(reader, writer) if self.is_away else self._pass_on(reader, writer))
        self.open -= 1
        writer.close()

    async def _refuse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(asyncio.IncompleteReadError):
            await reader.readuntil(b"\r\n\r\n")
        writer.write(ANSWER % (len(AWAY), AWAY))
        await writer.drain()

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, here = await asyncio.open_connection("127.0.0.1", self.to)
        pipes = {asyncio.create_task(self._pipe(reader, here)), asyncio.create_task(self._pipe(there, writer))}
        self.pipes |= pipes
        await asyncio.wait(pipes, return_when=asyncio.FIRST_COMPLETED)
        for pipe in pipes:
            pipe.cancel()
        self.pipes -= pipes
        here.close()

    async def _pipe(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while piece := await reader.read(2**16):
                await self.flows.wait()
                if self._is_withheld(piece):
                    return
                writer.write(piece)
                await writer.drain()

    def _is_withheld(self, piece: bytes) -> bool:
        """Browsers ask for one thing after another, so that each request begins a piece of its own."""
        method, _, rest = piece.partition(b" ")
        return bool(self.withheld) and method == b"GET" and rest.partition(b" ")[0].endswith(self.withheld.encode())
