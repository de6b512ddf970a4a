"""One process for all: the hub answers /live, Django the rest, the sequencer runs beside them."""

import asyncio
import gc
import threading
from typing import Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application

web = get_wsgi_application()

from a2wsgi import WSGIMiddleware  # noqa: E402 - Django is set up first

from nadwa.engine.language import embedded  # noqa: E402
from nadwa.live.hub import Hub, Receive, Send  # noqa: E402
from nadwa.record import sequencer  # noqa: E402
from nadwa.record.signer import Signer  # noqa: E402
from nadwa.texts import fragments  # noqa: E402

WEB_THREADS = 8


class Server:
    """The ASGI application: routes requests and keeps the sequencer and the hub's listener alive."""

    def __init__(self) -> None:
        self.hub = Hub()
        self.web: Any = WSGIMiddleware(web, workers=WEB_THREADS)
        self.stop = threading.Event()

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._lifespan(receive, send)
        elif scope["path"] == "/live":
            await self.hub(scope, receive, send)
        else:
            await self.web(scope, receive, send)

    async def _lifespan(self, receive: Receive, send: Send) -> None:
        await receive()
        signer = Signer(settings.VAR / "keys")
        thread = threading.Thread(target=sequencer.run, args=(signer, self.stop), name="sequencer", daemon=True)
        thread.start()
        threading.Thread(target=embedded, args=(["."],), name="encoder", daemon=True).start()  # loads what it needs
        threading.Thread(target=fragments.warm, name="fragments", daemon=True).start()
        listener = asyncio.create_task(self.hub.listen(settings.DATABASE_ADDRESS))
        gc.collect()
        gc.freeze()  # else a full collection walks all that was imported, in the middle of some act: 70 ms
        await send({"type": "lifespan.startup.complete"})
        await receive()
        listener.cancel()
        self.stop.set()
        self.hub.close()
        await asyncio.to_thread(thread.join, 5)
        await send({"type": "lifespan.shutdown.complete"})


application = Server()
