"""Load: python -m benchmarks.load [MINUTES], or make load. Local addresses only.

A real installation (web, live, sequencer and worker apart, PostgreSQL with fsync) with an edition of 1,000 delegations.
2,000 event streams follow it in three languages; the chair opens a roll-call vote; 1,000 delegates cast their ballots
within ten seconds while the chair goes on acting; then ever more ballots a second, until it breaks; then MINUTES at a
tenth of the load. Clients and platform share this machine. Prints a table; ends with 1 where something does not hold.
"""

import asyncio
import gzip
import json
import os
import random
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urljoin

import httpx
import psutil

from benchmarks.faults.delegates import RECEIPT
from benchmarks.faults.installation import Installation
from benchmarks.live import LANGUAGES, TICKET
from nadwa.cli.platform import platform as nadwa
from nadwa.demo.player import CONFIRMED
from tools.findings import Finding, show

DELEGATES, STREAMS, SECONDS = 1_000, 2_000, 10
PAGES = ("load/meetings/1/now/", "load/texts/outcome/decision/")
BALLOT = "load/texts/outcome/decision/ballot/"
KNEE = (100, 150, 200, 300, 400, 600, 1000)
KNEE_SECONDS = 5
AT_ONCE = 16
CSRF = "n" * 32
ASSET = re.compile(r'(?:href|src)="(/static/[^"]+\.(?:css|js|svg))"')
FILL = "--fill"
FIRST_WEIGHT, LATER_WEIGHT = 120_000, 15_000


@dataclass
class Streams:
    """Open pages: when each was last told something."""

    told: list[float] = field(default_factory=list)

    async def follow(self, port: int, ticket: str, number: int) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=2**20)
        target = f"/live?ticket={quote(ticket)}"
        writer.write(f"GET {target} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept: text/event-stream\r\n\r\n".encode())
        while piece := await reader.read(2**16):
            if piece.count(b"event: ") > piece.count(b"event: beat"):
                self.told[number] = time.perf_counter()

    async def all_told_since(self, moment: float, numbers: list[int], seconds: float = 30) -> list[float]:
        """Seconds from `moment` until each of these pages was told something new."""
        ends = time.perf_counter() + seconds
        while time.perf_counter() < ends and any(self.told[number] < moment for number in numbers):
            await asyncio.sleep(0.005)
        return [self.told[number] - moment if self.told[number] >= moment else float("inf") for number in numbers]


@dataclass
class Casting:
    """Ballots cast in the `vote` that the page shows: how long each took, what was answered, which receipts were given."""

    vote: str
    times: list[float] = field(default_factory=list)
    answers: Counter[int | str] = field(default_factory=Counter)
    receipts: list[str] = field(default_factory=list)
    shed: int = 0

    async def cast(self, port: int, cookie: str, wait: float) -> None:
        """One ballot, sent as a living page sends it, over a connection of its own."""
        await asyncio.sleep(wait)
        choice = random.choice(["yes", "no", "abstention"])
        data = f"choice={choice}&confirmed={self.vote}&submission={uuid.uuid4().hex}"
        request = (
            f"POST /en/{BALLOT} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\nHX-Request: true\r\n"
            f"Cookie: sessionid={cookie}; csrftoken={CSRF}\r\nX-CSRFToken: {CSRF}\r\nContent-Length: {len(data)}\r\n"
            f"Content-Type: application/x-www-form-urlencoded\r\n\r\n{data}"
        )
        begun = time.perf_counter()
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(request.encode())
            answer = (await asyncio.wait_for(reader.read(), 60)).decode()
            writer.close()
        except (OSError, TimeoutError) as error:
            self.answers[type(error).__name__] += 1
            return
        self.times.append(time.perf_counter() - begun)
        status = int(answer[9:12] or 0)
        self.answers[status] += 1
        self.shed += status == httpx.codes.SERVICE_UNAVAILABLE and "retry-after" in answer.lower()
        if status == httpx.codes.OK:
            self.receipts += RECEIPT.findall(answer)

    def quantiles(self) -> tuple[float, float]:
        cuts = statistics.quantiles(self.times, n=100) if len(self.times) > 1 else [float("inf")] * 99
        return cuts[94], cuts[98]


def main(minutes: float = 60) -> int:
    resource.setrlimit(resource.RLIMIT_NOFILE, (20_000, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
    with tempfile.TemporaryDirectory(prefix="nadwa-") as folder, Installation(Path(folder), processes=2) as site:
        command = [sys.executable, "-m", "benchmarks.load", FILL, f"{folder}/cookies.json"]
        subprocess.run(command, env=site.environment, check=True)
        cookies = json.loads(Path(folder, "cookies.json").read_text())
        findings = [*weights(site), *asyncio.run(measure(site, cookies, minutes))]
    return show("Load, clients on the same machine", findings, "–")


def weights(site: Installation) -> list[Finding]:
    """What travels for the page Now of a delegate on a telephone, as nginx compresses it."""
    page = httpx.get(f"{site.site}/ar/load/meetings/1/now/")
    later = len(gzip.compress(page.content, 6))
    assets = {urljoin(site.site, path) for path in ASSET.findall(page.text)}
    first = later + sum(len(gzip.compress(httpx.get(asset).content, 6)) for asset in assets)
    return [
        Finding("weight of Now, the first time", "< 120 kB", f"{first / 1000:.0f} kB", first < FIRST_WEIGHT),
        Finding("weight of Now, after that", "< 15 kB", f"{later / 1000:.1f} kB", later < LATER_WEIGHT),
    ]


async def measure(site: Installation, cookies: dict[str, str], minutes: float) -> list[Finding]:
    chair, delegates = cookies.pop("chair"), list(cookies.values())
    streams = Streams(told=[0.0] * STREAMS)
    async with httpx.AsyncClient(base_url=site.site, timeout=30, limits=httpx.Limits(max_connections=None)) as client:
        await asyncio.gather(*(visit(client, delegates[start::AT_ONCE]) for start in range(AT_ONCE)))
        following = await opened(site, client, streams)
        opening = await opened_vote(client, chair, streams)
        vote = await shown(client, delegates[0])
        before, begun = busy(site), time.perf_counter()
        casting, fanned = await voted(client, site.port, chair, delegates, streams, vote)
        spent = processor(before, busy(site), time.perf_counter() - begun)
        findings = [
            fan_out("the vote opens on 1,000 pages", opening),
            fan_out(f"acts of the chair on 1,000 pages meanwhile ({len(fanned) // (STREAMS // 2)} acts)", fanned),
            *cast_findings(site, casting),
            spent,
            await knee(site, delegates, vote),
        ]
        for task in following[STREAMS // 10 :]:
            task.cancel()
        findings.append(await steady(site, delegates, minutes, vote))
        for task in following:
            task.cancel()
    return findings


async def visit(client: httpx.AsyncClient, delegates: list[str]) -> None:
    """Each of these delegates, one after the other, opens the page on which there will be a vote."""
    for cookie in delegates:
        answer = await client.get(f"/en/{PAGES[1]}", headers={"Cookie": f"sessionid={cookie}"})
        if answer.status_code != httpx.codes.OK:
            sys.exit(f"a delegate could not open the page: {answer.status_code}")


async def shown(client: httpx.AsyncClient, delegate: str) -> str:
    """Which vote a delegate's page shows."""
    page = await client.get(f"/en/{PAGES[1]}", headers={"Cookie": f"sessionid={delegate}"})
    [vote] = CONFIRMED.findall(page.text)
    return str(vote)


async def opened(site: Installation, client: httpx.AsyncClient, streams: Streams) -> list["asyncio.Task[None]"]:
    tickets = [
        TICKET.findall((await client.get(f"/{language}/{page}")).text)[0] for page in PAGES for language in LANGUAGES
    ]
    tasks = []
    for number in range(STREAMS):
        kind = number % 2 * len(LANGUAGES) + number // 2 % len(LANGUAGES)
        tasks.append(asyncio.create_task(streams.follow(site.live_port, tickets[kind], number)))
        if number % 50 == 0:
            await asyncio.sleep(0.05)
    waited = await streams.all_told_since(1.0, list(range(STREAMS)), 60)
    if max(waited) == float("inf"):
        sys.exit(f"only {sum(each < float('inf') for each in waited)} of {STREAMS} streams opened")
    return tasks


async def act(client: httpx.AsyncClient, cookie: str, path: str, **data: str) -> int:
    headers = {"Cookie": f"sessionid={cookie}; csrftoken={CSRF}", "X-CSRFToken": CSRF, "HX-Request": "true"}
    answer = await client.post(f"/en/{path}", data={"submission": uuid.uuid4().hex, **data}, headers=headers)
    return answer.status_code


def followers(page: int) -> list[int]:
    return list(range(page, STREAMS, 2))


async def opened_vote(client: httpx.AsyncClient, chair: str, streams: Streams) -> list[float]:
    place = "load/texts/outcome/2/2/vote/"
    asked = await client.get(f"/en/{place}", headers={"Cookie": f"sessionid={chair}"})
    [confirmed] = CONFIRMED.findall(asked.text)
    moment = time.perf_counter()
    status = await act(client, chair, place, confirmed=confirmed)
    if status != httpx.codes.OK:
        sys.exit(f"the vote was not opened: {status}")
    return await streams.all_told_since(moment, followers(1))


async def voted(
    client: httpx.AsyncClient, port: int, chair: str, delegates: list[str], streams: Streams, vote: str
) -> tuple[Casting, list[float]]:
    """Ballots at random moments of ten seconds; the chair opens and closes the list of speakers all the while."""
    casting, fanned = Casting(vote), []
    casts = [asyncio.create_task(casting.cast(port, one, random.uniform(0, SECONDS))) for one in delegates]
    ends, number = time.perf_counter() + SECONDS, 0
    while time.perf_counter() < ends:
        moment = time.perf_counter()
        if (
            await act(client, chair, f"load/meetings/1/podium/{('close-list', 'open-list')[number % 2]}/")
            == httpx.codes.OK
        ):
            fanned += await streams.all_told_since(moment, followers(0))
        number += 1
        await asyncio.sleep(0.5)
    await asyncio.gather(*casts)
    return casting, fanned


def busy(site: Installation) -> dict[str, float]:
    """Seconds of processor that each service, PostgreSQL and the clients have used so far."""
    processes = {name: family(service.pid) for name, service in site.running.items()}
    processes |= {"PostgreSQL": site.database.processes(), "clients": [psutil.Process()]}
    return {name: sum(sum(one.cpu_times()[:2]) for one in some) for name, some in processes.items()}


def processor(before: dict[str, float], after: dict[str, float], seconds: float) -> Finding:
    spent = sorted(((after[name] - before[name], name) for name in after), reverse=True)
    found = ", ".join(f"{name} {used:.1f}" for used, name in spent)
    there = seconds * (os.cpu_count() or 1)
    return Finding(f"seconds of processor meanwhile, of {there:.0f}", "shown", found, holds=True)


def family(pid: int) -> list[psutil.Process]:
    first = psutil.Process(pid)
    return [first, *first.children(recursive=True)]


def fan_out(what: str, seconds: list[float]) -> Finding:
    cuts = statistics.quantiles(seconds, n=100)
    found = f"p50 {1000 * cuts[49]:.0f}, p99 {1000 * cuts[98]:.0f}, longest {1000 * max(seconds):.0f} ms"
    return Finding(what, "p99 < 500 ms", found, cuts[98] < 0.5)


def cast_findings(site: Installation, casting: Casting) -> list[Finding]:
    p95, p99 = casting.quantiles()
    lost = missing(site, casting.receipts)
    errors = (
        len(casting.times) - casting.answers[200] + sum(v for k, v in casting.answers.items() if isinstance(k, str))
    )
    found = f"p50 {1000 * statistics.median(casting.times):.0f}, p95 {1000 * p95:.0f}, p99 {1000 * p99:.0f} ms"
    return [
        Finding(
            f"{DELEGATES:,} delegates cast within {SECONDS} s", "p95 < 500 ms, p99 < 2 s", found, p95 < 0.5 and p99 < 2
        ),
        Finding("errors, lost ballots", "0, 0", f"{errors}, {lost}", not errors and not lost),
    ]


def missing(site: Installation, receipts: list[str]) -> int:
    refs = {ref for (ref,) in site.database.rows("select ref::text from record_act")}
    return len(set(receipts) - refs)


async def knee(site: Installation, delegates: list[str], vote: str) -> Finding:
    """More and more ballots a second, until one in twenty takes longer than half a second or is refused."""
    held, told, lost, shed = 0, "", 0, 0
    for rate in KNEE:
        casting = Casting(vote)
        number = rate * KNEE_SECONDS
        await asyncio.gather(
            *(casting.cast(site.port, random.choice(delegates), random.uniform(0, KNEE_SECONDS)) for _ in range(number))
        )
        p95, _ = casting.quantiles()
        lost, shed = lost + missing(site, casting.receipts), shed + casting.shed
        answers = ", ".join(f"{status}: {times}" for status, times in casting.answers.most_common())
        told = f"at {rate}/s p95 {1000 * p95:.0f} ms ({answers})"
        if p95 < 0.5 and casting.answers[200] == number:
            held = rate
        if casting.answers[503]:
            break
        await asyncio.sleep(2)
    found = f"holds {held}/s; {told}; {shed} shed with Retry-After; {lost} acknowledged lost"
    return Finding("the knee", "shown; sheds with 503, keeps what it acknowledged", found, not lost)


async def steady(site: Installation, delegates: list[str], minutes: float, vote: str) -> Finding:
    """A tenth: 200 streams, 10 ballots a second. Memory after a quarter of the time and at the end."""
    begun, first = time.monotonic(), 0.0
    casting = Casting(vote)
    while time.monotonic() - begun < 60 * minutes:
        await asyncio.gather(
            *(casting.cast(site.port, random.choice(delegates), random.uniform(0, 1)) for _ in range(10))
        )
        if not first and time.monotonic() - begun > 15 * minutes:
            first = memory(site)
    last = memory(site)
    growth = 100 * (last / first - 1)
    found = f"{first:.0f} MB, then {last:.0f} MB: {growth:+.1f} % over {0.75 * minutes:.0f} min; {len(casting.times)} ballots"
    return Finding(
        "memory at a tenth of the load for an hour", "grows < 5 %", found, growth < 5 if minutes >= 60 else None
    )


def memory(site: Installation) -> float:
    """Megabytes of web, live, sequencer and worker together."""
    processes = [process for service in site.running.values() for process in family(service.pid)]
    return sum(process.memory_info().rss for process in processes) / 2**20


def fill(cookies: Path) -> None:
    """An edition of 1,000 delegations in a meeting that is open, with an amendment on the table; and their sessions."""
    from django.contrib.sessions.backends.db import SessionStore

    from nadwa.delegations.models import Body, Delegate, Delegation
    from tests.factories import house, people, sitting, words

    made = house("load")
    names = tuple(f"load-{number}" for number in range(DELEGATES - len(made.delegations)))
    persons = people("load", names)
    bodies = Body.objects.bulk_create(Body(slug=name, kind="state", name=words(name.title())) for name in names)
    sent = Delegation.objects.bulk_create(
        Delegation(edition=made.edition, body=body, protocol=protocol, admission="full")
        for protocol, body in enumerate(bodies, 100)
    )
    Delegate.objects.bulk_create(
        Delegate(delegation=one, person=persons[name], role="head", rank=5)
        for name, one in zip(names, sent, strict=True)
    )
    made.delegations |= dict(zip(names, sent, strict=True))
    sitting(made)
    heads = {one.delegation.body.slug: one.person for one in Delegate.objects.filter(delegation__edition=made.edition)}
    cookies.write_text(
        json.dumps({name: session(SessionStore(), who) for name, who in {"chair": made.chair, **heads}.items()})
    )


def session(store: "object", person: "object") -> str:
    """Signed in as the person, as sign-in itself leaves it."""
    from allauth.account.internal.flows.login import (
        _AUTHENTICATION_METHODS_USER_SESSION_KEY,
        AUTHENTICATION_METHODS_SESSION_KEY,
    )
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    from nadwa.accounts.sessions import BEGUN, SEEN

    values = {
        SESSION_KEY: str(person.pk),  # type: ignore[attr-defined]
        BACKEND_SESSION_KEY: "allauth.account.auth_backends.AuthenticationBackend",
        HASH_SESSION_KEY: person.get_session_auth_hash(),  # type: ignore[attr-defined]
        AUTHENTICATION_METHODS_SESSION_KEY: [{"method": "password", "at": time.time() + 24 * 3600}],  # fresh all along
        _AUTHENTICATION_METHODS_USER_SESSION_KEY: str(person.pk),  # type: ignore[attr-defined]
        BEGUN: time.time(),
        SEEN: time.time(),
    }
    store.update(values)  # type: ignore[attr-defined]
    store.create()  # type: ignore[attr-defined]
    return str(store.session_key)  # type: ignore[attr-defined]


if __name__ == "__main__":
    if sys.argv[1:2] == [FILL]:
        with nadwa():
            fill(Path(sys.argv[2]))
    else:
        sys.exit(main(*map(float, sys.argv[1:])))
