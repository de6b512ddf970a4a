"""What pages take while somebody means harm: eight persons who send spreadsheets that are made to harm, and 1,500
connections that do nothing or follow a page. `python -m benchmarks.hostile` prints the figures of docs/security.md; it
ends with 1 where a page took a second or more, or a file that harms was not refused."""

import html
import io
import random
import re
import resource
import socket
import statistics
import sys
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from functools import partial

import httpx
import openpyxl

from nadwa.demo.player import Browser
from nadwa.demo.serving import Served, served

HEADS = ("aldora", "arkelia", "belmara", "brivonia", "celandra", "corvania", "dalmora", "dravenna")
IMPORT = "beijing-2016/texts/outcome/positions/import/"
PAGES = ("/en/", "/en/beijing-2016/", "/en/beijing-2016/meetings/1/now/", "/en/account/sign-in/", "/health/")
IDLE = 1_500
SECONDS = 20
MOST_SECONDS = 1.0
STRINGS = "xl/sharedStrings.xml"
SPREADSHEET = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
NAMED = (
    b'<Override PartName="/xl/sharedStrings.xml" ContentType="application/'
    b'vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>'
)


def workbook(strings: bytes) -> bytes:
    """A spreadsheet with these shared strings."""
    book, empty, written = openpyxl.Workbook(), io.BytesIO(), io.BytesIO()
    assert book.active
    book.active["A1"] = "x"
    book.save(empty)
    with zipfile.ZipFile(empty) as given, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in given.namelist():
            if name != STRINGS:
                packed.writestr(name, given.read(name).replace(b"</Types>", NAMED + b"</Types>"))
        packed.writestr(STRINGS, f"<sst {SPREADSHEET}>".encode() + strings + b"</sst>")
    return written.getvalue()


def that_unpacks_to_much() -> bytes:
    """400 kB that unpack to 199 MB."""
    return workbook(b"<si><t/></si>" * (199 * 2**20 // 13))


def that_takes_long() -> bytes:
    """1.9 MB that unpack to 34, within what is accepted, and hold two million strings."""
    chance = random.Random(7)
    return workbook(b"".join(b"<si><t>%x</t></si>" % chance.getrandbits(4) for _ in range(2_000_000)))


class Visitor:
    """Somebody who looks at pages all the while, and how many seconds each took."""

    def __init__(self, site: str) -> None:
        self.client = httpx.Client(base_url=site, timeout=120)
        self.seconds: list[float] = []
        self.over = threading.Event()
        self.thread = threading.Thread(target=self._look)

    def __enter__(self) -> "Visitor":
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        self.thread.join()
        self.client.close()

    def _look(self) -> None:
        while not self.over.is_set():
            for page in PAGES:
                begun = time.monotonic()
                self.client.get(page)
                self.seconds.append(time.monotonic() - begun)
            time.sleep(0.1)

    def told(self, while_what: str) -> bool:
        """Print what pages took; whether each took less than is promised."""
        slowest = max(self.seconds)
        middle = statistics.median(self.seconds)
        print(f"| {while_what} | {len(self.seconds)} | {middle * 1000:.0f} ms | {slowest * 1000:.0f} ms |", flush=True)
        return slowest < MOST_SECONDS


def refused(browser: Browser, content: bytes) -> bool:
    token = {"csrfmiddlewaretoken": browser.client.cookies.get("csrftoken", "")}
    browser.client.timeout = httpx.Timeout(120)
    answer = browser.client.post(f"/en/{IMPORT}", data=token, files={"file": ("instructions.xlsx", content)})
    return answer.status_code == httpx.codes.UNPROCESSABLE_ENTITY


def sent_at_once(browsers: list[Browser], content: bytes) -> bool:
    """Whether all of them were refused."""
    answers: list[bool] = []
    threads = [threading.Thread(target=lambda one=one: answers.append(refused(one, content))) for one in browsers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers == [True] * len(browsers)


@contextmanager
def idle(site: Served) -> Iterator[None]:
    """Connections that are opened and say nothing, or begin a request and do not end it."""
    with ExitStack() as opened:
        for number in range(IDLE):
            connection = opened.enter_context(closing(socket.create_connection(("127.0.0.1", site.port))))
            if number % 2:
                connection.sendall(b"GET /en/ HTTP/1.1\r\nHost: 127.0.0.1\r\n")
        yield


@contextmanager
def streams(site: Served) -> Iterator[None]:
    """As many event streams as a stranger gets of so many, by a ticket that everybody finds on a public page."""
    page = httpx.get(f"{site.address}/en/beijing-2016/meetings/1/now/").text
    ticket = re.search(r"/live\?ticket=([^\"#&]+)", html.unescape(page))
    assert ticket
    asked = f"GET /live?ticket={ticket[1]} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode()
    with ExitStack() as opened:
        for _ in range(IDLE):
            opened.enter_context(closing(socket.create_connection(("127.0.0.1", site.port)))).sendall(asked)
        yield


def main() -> int:
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 2 * IDLE), hard))
    with served() as site, ExitStack() as opened:
        browsers = [opened.enter_context(closing(Browser(site.address, "en", f"{head}-head"))) for head in HEADS]
        print("| while | pages | median | slowest |\n|---|---|---|---|")
        kept = [watched(site, "nothing else happens", lambda: time.sleep(SECONDS / 2))]
        for what, bomb in (("unpack to 199 MB", that_unpacks_to_much()), ("take long", that_takes_long())):
            kept += [watched(site, f"eight spreadsheets that {what} are sent", partial(sent_at_once, browsers, bomb))]
        with idle(site):
            kept += [watched(site, f"{IDLE:,} connections do nothing", lambda: time.sleep(SECONDS))]
        with streams(site):
            kept += [watched(site, f"one stranger opens {IDLE:,} streams", lambda: time.sleep(SECONDS))]
    return int(not all(kept))


def watched(site: Served, while_what: str, happens: Callable[[], object]) -> bool:
    with Visitor(site.address) as visitor:
        time.sleep(1)
        done = happens()
    return visitor.told(while_what) and done is not False


if __name__ == "__main__":
    sys.exit(main())
