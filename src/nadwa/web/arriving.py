"""Requests on their way in: a body is taken in before a thread works on it, so slow senders keep nobody waiting."""

import asyncio
from collections.abc import Awaitable, Callable
from tempfile import SpooledTemporaryFile
from typing import Any

from nadwa.web.tables import MEGABYTE
from nadwa.web.uploads import LARGEST_REQUEST

Receive = Callable[[], Awaitable[dict[str, Any]]]
SILENT_SECONDS = 30
PIECE = 65_536


class NotArrived(Exception):
    """The body stopped coming, or is larger than anything that is accepted."""


async def arrived(receive: Receive) -> Receive:
    """Take the whole body in (on disk, where it is long), and give what hands it out again. Raises NotArrived."""
    message = await _next(receive)
    if not message.get("more_body"):
        return _once(message, receive)
    kept: SpooledTemporaryFile[bytes] = SpooledTemporaryFile(MEGABYTE)  # noqa: SIM115 - closed with what reads it
    while message["type"] == "http.request":
        kept.write(message.get("body", b""))
        if kept.tell() > LARGEST_REQUEST:
            raise NotArrived
        if not message.get("more_body"):
            kept.seek(0)
            return _in_pieces(kept, receive)
        message = await _next(receive)
    raise NotArrived


async def _next(receive: Receive) -> dict[str, Any]:
    try:
        return await asyncio.wait_for(receive(), SILENT_SECONDS)
    except TimeoutError as error:
        raise NotArrived from error


def _once(message: dict[str, Any], receive: Receive) -> Receive:
    left = [message]

    async def hand_out() -> dict[str, Any]:
        return left.pop() if left else await receive()

    return hand_out


def _in_pieces(kept: "SpooledTemporaryFile[bytes]", receive: Receive) -> Receive:
    async def hand_out() -> dict[str, Any]:
        if kept.closed:
            return await receive()
        piece = kept.read(PIECE)
        more = len(piece) == PIECE
        if not more:
            kept.close()
        return {"type": "http.request", "body": piece, "more_body": more}

    return hand_out
