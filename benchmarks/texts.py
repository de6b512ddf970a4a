"""How fast a large text opens, a proposal spreads and the package finder answers its page: writes docs/texts.md."""

import asyncio
import os
import platform as machine
import re
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx

from benchmarks.blocs import text as blocs
from nadwa.cli.platform import platform
from nadwa.demo.player import CONFIRMED, Browser
from nadwa.demo.serving import Served, served

PAGE = Path("docs/texts.md")
LANGUAGES = ("en", "ar", "zh-hans", "fr", "ru", "es")
PARAGRAPHS, ALTERNATIVES, DELEGATIONS = 500, 5, 193
TICKET = re.compile(r'sse-connect="/live\?ticket=([^"#]+)[^"]*"')
CLIENTS, PROPOSALS = 60, 40


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="nadwa-") as folder:
        Path(folder).chmod(0o755)
        os.environ["NADWA_VAR"] = folder
        os.environ.pop("DATABASE_URL", None)
        with platform():
            rows = [*opening(), *asking(), putting()]
    for name in ("NADWA_VAR", "DATABASE_URL", "NADWA_SECRET_KEY"):
        os.environ.pop(name, None)
    with served() as site:
        rows.append(spreading(site))
    lines = [
        "# Negotiating texts: figures",
        "",
        f"Written by `python -m benchmarks.texts` on {machine.machine()}, {os.cpu_count()} cores, Python {machine.python_version()}.",
        "",
        "| what | reached | asked |",
        "|---|---|---|",
        *rows,
        "",
    ]
    PAGE.write_text("\n".join(lines), encoding="utf-8")
    print("\n".join(rows))


def opening() -> Iterator[str]:
    """The page of a text of 500 paragraphs × 5 alternatives × 6 languages with the positions of 193 delegations."""
    text, delegations = house("large", DELEGATIONS)
    fill(text, delegations, PARAGRAPHS, ALTERNATIVES)
    positions(text, delegations, None)
    count = text.paragraphs.count() * ALTERNATIVES * len(delegations)
    address = "/en/large/texts/text/"
    first, queries = timed(address, None)
    later = [timed(address, None) for _ in range(20)]
    median = statistics.median(seconds for seconds, _ in later)
    what = f"open a text of {PARAGRAPHS} × {ALTERNATIVES} × 6 languages, {count:,} positions"
    yield f"| {what} | {1000 * median:.0f} ms, {later[0][1]} queries | 300 ms, 20 queries |"
    yield f"| the same, rendered for the first time in a language: by the server itself when it starts | {1000 * first:.0f} ms, {queries} queries | – |"


def asking() -> Iterator[str]:
    """What if a red line were dropped: the facilitator's page for 30 parties × 40 open paragraphs."""
    text, delegations = house("bargain", 30)
    content = blocs(30, 40, 4, 80, 0)
    fill(text, delegations, 40, 4)
    positions(text, delegations, content)
    chair = text.facilitator
    for what, address in (("packages", ""), ("what if a red line were dropped", "?drop=1-2")):
        times = [timed(f"/en/bargain/texts/text/packages/{address}", chair)[0] for _ in range(5)]
        yield f"| {what}: 30 parties × 40 open paragraphs, three packages | {max(times):.2f} s at most | 2 s |"


def putting() -> str:
    """The documents of a text in every language and form, which are written before it is put to a decision."""
    from functools import partial

    from nadwa.printing.trying import in_every_language
    from nadwa.texts.exporters import WRITERS

    text, delegations = house("written", 0)
    fill(text, delegations, 40, 1)
    times = []
    for _ in range(5):
        start = time.perf_counter()
        for form, write in WRITERS.items():
            in_every_language(form, partial(write, text))
        times.append(time.perf_counter() - start)
    what = (
        f"write the {len(WRITERS) * len(LANGUAGES)} documents of a text of 40 paragraphs before it is put to a decision"
    )
    return f"| {what} | {statistics.median(times):.2f} s | – |"


def house(slug: str, states: int) -> tuple[Any, list[Any]]:
    from datetime import date

    from nadwa.accounts.models import Person
    from nadwa.delegations.models import Body, Delegation
    from nadwa.editions.models import Edition, Membership, Series
    from nadwa.programme.models import AgendaItem
    from nadwa.texts.models import NegotiatingText
    from nadwa.web.languages import multilingual

    name = multilingual("en", en=slug)
    series, _ = Series.objects.get_or_create(slug="benchmark", defaults={"name": name})
    edition = Edition.objects.create(
        series=series,
        slug=slug,
        title=name,
        city=name,
        time_zone="UTC",
        starts_on=date(2026, 1, 1),
        ends_on=date(2026, 1, 2),
    )
    chair = Person.objects.create(username=f"chair-{slug}", name="Chair")
    Membership.objects.create(edition=edition, person=chair, role="chair")
    item = AgendaItem.objects.create(edition=edition, number=1, title=name)
    text = NegotiatingText.objects.create(
        edition=edition, item=item, slug="text", title=name, number=1, public=True, facilitator=chair
    )
    sent = []
    for protocol in range(1, states + 1):
        body, _ = Body.objects.get_or_create(slug=f"state-{protocol:03}", defaults={"kind": "state", "name": name})
        sent.append(Delegation.objects.create(edition=edition, body=body, protocol=protocol))
    return text, sent


def fill(text: Any, delegations: list[Any], paragraphs: int, alternatives: int) -> None:
    from nadwa.texts.models import Alternative, Paragraph

    rows = Paragraph.objects.bulk_create(
        Paragraph(text=text, number=at, position=at, kind="operative") for at in range(1, paragraphs + 1)
    )
    made = Alternative.objects.bulk_create(
        Alternative(paragraph=row, number=at, state="current" if at == 1 else "tabled", wording=wording(row.number, at))
        for row in rows
        for at in range(1, alternatives + 1)
    )
    sponsors = Alternative.sponsors.through
    sponsors.objects.bulk_create(
        sponsors(alternative=one, delegation=delegations[one.pk % len(delegations)]) for one in made if one.number > 1
    )


def wording(paragraph: int, alternative: int) -> dict[str, Any]:
    words = "Decides that States should cooperate in good faith on matter {} and, as alternative {} says, exchange information on vulnerabilities"
    texts = {language: f"{words.format(paragraph, alternative)} ({language});" for language in LANGUAGES}
    return {"original": "en", "versions": {name: {"text": text, "state": "checked"} for name, text in texts.items()}}


def positions(text: Any, delegations: list[Any], content: dict[str, Any] | None) -> None:
    """Those of `content`, or a support everywhere."""
    from nadwa.texts.models import Alternative, Position

    rows = list(Alternative.objects.filter(paragraph__text=text).select_related("paragraph"))
    if content is None:
        said: Iterator[Position] = (
            Position(delegation=sent, alternative=row, stance="support", audience="public")
            for row in rows
            for sent in delegations
        )
    else:
        known = {(row.paragraph.number, row.number): row for row in rows}
        names = {row["id"]: delegations[at] for at, row in enumerate(content["parties"])}
        places = {row["id"]: at for at, row in enumerate(content["paragraphs"], 1)}
        options = {name: at for at, name in enumerate(content["paragraphs"][0]["alternatives"], 1)}
        said = (
            Position(
                delegation=names[row["party"]],
                alternative=known[places[row["paragraph"]], options[row["alternative"]]],
                stance=row["stance"],
                salience=row["salience"],
                audience="public",
            )
            for row in content["positions"]
        )
    while some := list(islice(said, 20_000)):
        Position.objects.bulk_create(some)


def timed(address: str, person: Any) -> tuple[float, int]:
    """Seconds in the server, and the number of queries."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(HTTP_HOST="localhost")
    if person:
        client.force_login(person)
    with CaptureQueriesContext(connection) as asked:
        start = time.perf_counter()
        answer = client.get(address)
        seconds = time.perf_counter() - start
    if answer.status_code != httpx.codes.OK:
        raise SystemExit(f"{address} was answered with {answer.status_code}")
    return seconds, len(asked)


def spreading(site: Served) -> str:
    """From a delegate's click on "table" to the arrival of the changed paragraph on every open page."""
    milliseconds = sorted(1000 * each for each in asyncio.run(spread(site)))
    cuts = statistics.quantiles(milliseconds, n=100)
    reached = f"p50 {cuts[49]:.0f} ms, p99 {cuts[98]:.0f} ms, max {milliseconds[-1]:.0f} ms"
    return (
        f"| a proposal on {CLIENTS} open pages in {len(LANGUAGES)} languages, {PROPOSALS} times | {reached} | 300 ms |"
    )


async def spread(site: Served) -> list[float]:
    arrivals: list[list[float]] = [[] for _ in range(CLIENTS)]
    streams = [
        asyncio.create_task(follow(site, LANGUAGES[number % len(LANGUAGES)], arrived))
        for number, arrived in enumerate(arrivals)
    ]
    await until(lambda: all(arrivals))
    delegate = Browser(site.address, "en", "aldora-head")
    place, times = "beijing-2016/texts/outcome/40/", []
    for number in range(PROPOSALS):
        await asyncio.to_thread(delegate.post, f"{place}propose/", language="en", wording=f"Requests report {number}.")
        await asyncio.sleep(0.2)
        for arrived in arrivals:
            arrived.clear()
        [confirmed] = CONFIRMED.findall(delegate.get(f"{place}{number + 2}/table/"))
        sent = time.perf_counter()
        token = delegate.client.cookies.get("csrftoken", "")
        await asyncio.to_thread(
            delegate.client.post,
            f"/en/{place}{number + 2}/table/",
            data={"confirmed": confirmed},
            headers={"X-CSRFToken": token, "HX-Request": "true", "Referer": site.address},
        )
        await until(lambda: all(arrivals))
        times += [arrived[0] - sent for arrived in arrivals]
    delegate.close()
    for stream in streams:
        stream.cancel()
    return times


async def follow(site: Served, language: str, arrivals: list[float]) -> None:
    """One open page: note when its last paragraph arrives."""
    async with httpx.AsyncClient() as client:
        shown = (await client.get(f"{site.address}/{language}/beijing-2016/texts/outcome/")).text
    reader, writer = await asyncio.open_connection("127.0.0.1", site.port, limit=2**22)
    ticket = quote(TICKET.findall(shown)[0])
    writer.write(f"GET /live?ticket={ticket} HTTP/1.1\r\nHost: 127.0.0.1:{site.port}\r\n\r\n".encode())
    while line := await reader.readline():
        if line.startswith(b"event: p40"):
            arrivals.append(time.perf_counter())


async def until(holds: Callable[[], bool]) -> None:
    ends = time.perf_counter() + 10
    while not holds():
        if time.perf_counter() > ends:
            raise SystemExit("not every page was brought up to date within 10 s")
        await asyncio.sleep(0.002)


if __name__ == "__main__":
    main()
