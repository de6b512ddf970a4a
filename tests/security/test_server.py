"""What never reaches a view: the server itself, spoken to byte by byte."""

import socket
import time
from collections.abc import Callable, Iterator

import httpx
import pytest

from tests.sites import Site

pytestmark = pytest.mark.browser  # it starts a server of its own, as the journeys do


@pytest.fixture(scope="module")
def site(new_demo: Callable[[str], Site]) -> Iterator[Site]:
    with new_demo("server") as running:
        yield running


def answer(site: Site, request: bytes, seconds: float = 10) -> bytes:
    """What comes back for these bytes until the server ends the connection, or says nothing for so long."""
    with socket.create_connection(("127.0.0.1", site.port), timeout=seconds) as connection:
        connection.sendall(request)
        got = b""
        try:
            while piece := connection.recv(65536):
                got += piece
        except (TimeoutError, ConnectionResetError):
            pass
    return got


def test_one_request_does_not_hide_another(site: Site) -> None:
    """Two ways to say how long a body is, which disagree: what follows is not taken for a request of its own."""
    hidden = b"GET /en/smuggled/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
    head = b"POST /en/account/sign-in/ HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
    chunked = answer(site, head + b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + hidden, 3)
    twice = answer(site, head + b"Content-Length: 0\r\nContent-Length: 60\r\n\r\n" + hidden, 3)

    assert chunked.count(b"HTTP/1.1 ") <= 1
    assert twice.startswith(b"HTTP/1.1 400")


@pytest.mark.parametrize(
    "request_",
    [
        b"GET /en/ HTTP/1.1\r\nHost: 127.0.0.1\r\nX: " + b"a" * 200_000 + b"\r\n\r\n",
        b"GET /" + b"a" * 200_000 + b" HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        b"GET /en/ HTTP/1.1\r\nHost: a\r\nHost: b\r\nBad Header\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"GET /en/\x00 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    ],
    ids=["long header", "long address", "no header", "TLS", "NUL"],
)
def test_what_is_no_request_is_refused(site: Site, request_: bytes) -> None:
    assert answer(site, request_, 5)[9:12] in {b"400", b"414", b"431", b""}
    assert httpx.get(f"{site.address}/health/").status_code == 200


def test_bodies_that_never_end_keep_nobody_else_waiting(site: Site) -> None:
    """More of them than there are threads for pages; each sends a byte now and then."""
    token = b"Content-Type: application/x-www-form-urlencoded\r\nCookie: csrftoken=" + b"n" * 32
    head = b"POST /en/account/sign-in/ HTTP/1.1\r\nHost: 127.0.0.1\r\n%s\r\nContent-Length: 1000\r\n\r\nx" % token
    slow = [socket.create_connection(("127.0.0.1", site.port)) for _ in range(30)]
    try:
        for connection in slow:
            connection.sendall(head)
        time.sleep(1)
        for connection in slow:
            connection.sendall(b"x")
        begun = time.monotonic()
        status = httpx.get(f"{site.address}/en/", timeout=10).status_code
        took = time.monotonic() - begun
    finally:
        for connection in slow:
            connection.close()

    assert (status, took < 5) == (200, True)


def test_headers_that_never_end_keep_nobody_else_waiting(site: Site) -> None:
    slow = [socket.create_connection(("127.0.0.1", site.port)) for _ in range(200)]
    try:
        for connection in slow:
            connection.sendall(b"GET /en/ HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ")
        status = httpx.get(f"{site.address}/en/", timeout=10).status_code
    finally:
        for connection in slow:
            connection.close()

    assert status == 200


def test_nobody_learns_the_server(site: Site) -> None:
    headers = httpx.get(f"{site.address}/en/").headers

    assert "server" not in headers
    assert "x-powered-by" not in headers
