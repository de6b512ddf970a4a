"""How long an act of the chair takes to be on every other open page: benchmarks/live.py [CLIENTS] [ACTS].

A real server in a process of its own, CLIENTS event streams of the page Now in three languages, ACTS acts of the chair
sent as a browser would. A time runs from before the chair's request is sent to the arrival of the changed fragment at a
client: the form, the transaction, the sequencer, the rendering in each language and the fan-out are in it. Clients and
server share this machine.
"""

import asyncio
import os
import platform
import re
import statistics
import sys
import time
from urllib.parse import quote

import httpx

from nadwa.demo.player import Browser
from nadwa.demo.serving import served

LANGUAGES = ("en", "ar", "zh-hans")
PLACE = "beijing-2016/meetings/1/"
PAUSE_SECONDS = 0.2
PATIENCE_SECONDS = 5
TICKET = re.compile(r'sse-connect="/live\?ticket=([^"#]+)[^"]*"')


async def follow(port: int, ticket: str, arrivals: list[float]) -> None:
    """One open page: note when each changed list of speakers arrives."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=2**20)
    request = (
        f"GET /live?ticket={quote(ticket)} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept: text/event-stream\r\n\r\n"
    )
    writer.write(request.encode())
    while line := await reader.readline():
        if line.startswith(b"event: list"):
            arrivals.append(time.perf_counter())


async def measure(site: str, port: int, clients: int, acts: int) -> list[float]:
    tickets = {language: TICKET.findall(httpx.get(f"{site}/{language}/{PLACE}now/").text)[0] for language in LANGUAGES}
    arrivals: list[list[float]] = [[] for _ in range(clients)]
    streams = [
        asyncio.create_task(follow(port, tickets[LANGUAGES[number % len(LANGUAGES)]], arrivals[number]))
        for number in range(clients)
    ]
    await wait_until(lambda: all(arrivals))
    chair = Browser(site, "en", "chair")
    times = []
    for number in range(acts):
        for arrived in arrivals:
            arrived.clear()
        act = "open-list" if number % 2 == 0 else "close-list"
        sent = time.perf_counter()
        answer = await asyncio.to_thread(post, chair, act, number)
        if answer.status_code != httpx.codes.OK:
            sys.exit(f"{act} was answered with {answer.status_code}")
        await wait_until(lambda: all(arrivals))
        times += [arrived[0] - sent for arrived in arrivals]
        await asyncio.sleep(PAUSE_SECONDS)
    chair.close()
    for stream in streams:
        stream.cancel()
    return times


def post(chair: Browser, act: str, number: int) -> httpx.Response:
    """As the Podium sends it: the answer is a notice, not a page."""
    token = chair.client.cookies.get("csrftoken", "")
    return chair.client.post(
        f"/en/{PLACE}podium/{act}/",
        data={"submission": f"benchmark-{number}"},
        headers={"X-CSRFToken": token, "HX-Request": "true", "Referer": chair.site},
    )


async def wait_until(holds: object) -> None:
    ends = time.perf_counter() + PATIENCE_SECONDS
    while not holds():  # type: ignore[operator]
        if time.perf_counter() > ends:
            sys.exit(f"not every page was brought up to date within {PATIENCE_SECONDS} s")
        await asyncio.sleep(0.005)


def report(times: list[float], clients: int, acts: int) -> None:
    milliseconds = sorted(1000 * each for each in times)
    cuts = statistics.quantiles(milliseconds, n=100)
    machine = f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"
    print(f"{clients} clients in {len(LANGUAGES)} languages, {acts} acts of the chair, {machine}")
    print(f"p50 {cuts[49]:.0f} ms, p95 {cuts[94]:.0f} ms, p99 {cuts[98]:.0f} ms, max {milliseconds[-1]:.0f} ms")


def main(clients: int = 200, acts: int = 150) -> None:
    with served() as site:
        report(asyncio.run(measure(site.address, site.port, clients, acts)), clients, acts)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
