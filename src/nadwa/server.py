"""The services of the platform: pages (Django), event streams (the hub), the record (the sequencer); one or all."""

import asyncio
import gc
import logging
import threading
from enum import Flag, auto
from typing import Any

from a2wsgi import WSGIMiddleware
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler

from nadwa.engine.language import embedded
from nadwa.live.hub import Hub, Receive, Send
from nadwa.record import sequencer
from nadwa.record.signer import NotTheSigner, Signer
from nadwa.texts import fragments
from nadwa.web import reading
from nadwa.web.arriving import NotArrived, arrived
from nadwa.web.views import RETRY_AFTER_SECONDS

WEB_THREADS = 8
MOST_WAITING = 200
HEALTH = "/health/"
OURS = (b"x-nadwa", b"1")  # by which scripts of ours know an answer of ours from a gateway's page
BUSY = """Too many requests at once. What you sent was not done. Try again in a few seconds.
Trop de demandes à la fois. Votre envoi n’a pas été traité. Réessayez dans quelques secondes.
Demasiadas solicitudes a la vez. Su envío no se ha tramitado. Vuelva a intentarlo en unos segundos.
Слишком много запросов одновременно. Отправленное не выполнено. Повторите попытку через несколько секунд.
طلبات كثيرة في آن واحد. لم يُنفَّذ ما أرسلته. حاول مرة أخرى بعد بضع ثوان.
同时请求过多。您发送的内容未被处理。请几秒钟后重试。
"""


class Service(Flag):
    PAGES = auto()
    STREAMS = auto()
    RECORD = auto()


class Server:
    """The ASGI application of some services: routes requests and keeps the sequencer and the hub's listener alive."""

    def __init__(self, services: Service) -> None:
        self.services = services
        self.hub = Hub()
        self.web: Any = WSGIMiddleware(WSGIHandler(), workers=WEB_THREADS)
        self.stop = threading.Event()
        self.waiting = 0

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._lifespan(receive, send)
        else:
            await self._answer(scope, receive, _as_ours(send))

    async def _answer(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        if scope["path"] == "/live" and Service.STREAMS in self.services:
            await self.hub(scope, receive, send)
        elif not self._has(scope["path"]) or self.waiting >= MOST_WAITING:
            await _refuse(send, again=scope["method"] == "GET")
        else:
            await self._page(scope, receive, send)

    def _has(self, path: str) -> bool:
        """Whether this process has the page: one of streams alone has that which load balancers ask for."""
        return Service.PAGES in self.services or path == HEALTH

    async def _page(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        try:
            body = await arrived(receive)
        except NotArrived:
            return await _refuse(send, 408, "")
        self.waiting += 1
        try:
            await self.web(scope, body, send)
        finally:
            self.waiting -= 1

    async def _lifespan(self, receive: Receive, send: Send) -> None:
        await receive()
        signing = threading.Thread(target=self._sign, name="sequencer", daemon=True)
        if Service.RECORD in self.services:
            signing.start()
        threading.Thread(target=fragments.warm, name="fragments", daemon=True).start()
        if Service.PAGES in self.services:
            threading.Thread(target=embedded, args=(["."],), name="encoder", daemon=True).start()  # loads what it needs
            threading.Thread(target=reading.start, name="reading", daemon=True).start()
        kept = []
        if Service.STREAMS in self.services:
            kept = [asyncio.create_task(task) for task in (self.hub.listen(settings.DATABASE_ADDRESS), self.hub.beat())]
        gc.collect()
        gc.freeze()  # else a full collection walks all that was imported, in the middle of some act: 70 ms
        await send({"type": "lifespan.startup.complete"})
        await receive()
        for task in kept:
            task.cancel()
        self.stop.set()
        self.hub.close()
        if signing.is_alive():
            await asyncio.to_thread(signing.join, 5)
        await send({"type": "lifespan.shutdown.complete"})

    def _sign(self) -> None:
        try:
            sequencer.run(Signer(settings.KEYS), self.stop)
        except NotTheSigner as other:  # pages go on; acts wait for the one who is
            logging.getLogger(__name__).error("%s", other)


def _as_ours(send: Send) -> Send:
    async def sent(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            message = message | {"headers": [*message.get("headers", ()), OURS]}
        await send(message)

    return sent


async def _refuse(send: Send, status: int = 503, words: str = BUSY, again: bool = False) -> None:
    """Shed load before anything is begun: whoever is refused knows that nothing was done, and when to try again. A
    browser that was to show a page tries by itself."""
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"retry-after", b"%d" % RETRY_AFTER_SECONDS)]
    if again:
        headers.append((b"refresh", b"%d" % RETRY_AFTER_SECONDS))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": f"{status}\n{words}".encode()})
