"""A bad network between browsers and the platform: slow, narrow, breaking, and at times silent."""

import asyncio
import random
import threading

DELAY_SECONDS = 0.8
BYTES_PER_SECOND = 20_000
RESETS = 0.05
SILENCES = 0.02
CHUNK = 2_000


class BadNetwork:
    """A TCP proxy on a port of its own. Each piece waits; one in twenty resets its connection, some say nothing more."""

    def __init__(self, port: int, seed: int = 2016) -> None:
        self.to, self.random = port, random.Random(seed)
        self.loop = asyncio.new_event_loop()
        self.loop.set_exception_handler(lambda *_: None)  # connections that were cut are no error here
        self.ready = threading.Event()
        self.resets = self.silences = 0

    def __enter__(self) -> str:
        self.thread = threading.Thread(target=self._run, daemon=True)
        self.thread.start()
        self.ready.wait()
        return f"http://127.0.0.1:{self.port}"

    def __exit__(self, *_: object) -> None:
        self.loop.call_soon_threadsafe(self._end)
        self.thread.join()

    def _end(self) -> None:
        for task in asyncio.all_tasks(self.loop):
            task.cancel()
        self.loop.call_later(0.1, self.loop.stop)

    def _run(self) -> None:
        asyncio.set_event_loop(self.loop)
        server = self.loop.run_until_complete(asyncio.start_server(self._carry, "127.0.0.1", 0))
        self.port = server.sockets[0].getsockname()[1]
        self.ready.set()
        self.loop.run_forever()

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, back = await asyncio.open_connection("127.0.0.1", self.to)
        await asyncio.gather(self._pump(reader, back), self._pump(there, writer))

    async def _pump(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        await asyncio.sleep(DELAY_SECONDS)
        while piece := await source.read(CHUNK):
            chance = self.random.random()
            if chance < RESETS:
                self.resets += 1
                sink.transport.abort()
                return
            if chance < RESETS + SILENCES:
                self.silences += 1
                return  # half-open: nobody is told
            await asyncio.sleep(len(piece) / BYTES_PER_SECOND)
            sink.write(piece)
        sink.close()
