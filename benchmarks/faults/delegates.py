"""Delegates who act again and again, as browsers do, and note every receipt; what is not acknowledged is sent again."""

import re
import threading
import time
import uuid
from collections import Counter

import httpx

from nadwa.demo.player import Browser

RECEIPT = re.compile(r"/record/([0-9a-f-]{36})/")
PATH = "/en/beijing-2016/meetings/1/presence/mine/"
HEADS = ("aldora", "arkelia", "belmara", "brivonia", "celandra", "corvania")
PAUSE_SECONDS = 0.1


class Delegates:
    """One thread a head of delegation. `acknowledged` maps each submission to the receipt that was given for it."""

    def __init__(self, site: str, heads: tuple[str, ...] = HEADS, timeout: float = 10) -> None:
        self.site, self.timeout = site, timeout
        self.acknowledged: dict[str, str] = {}
        self.senders: dict[str, Browser] = {}
        self.statuses: Counter[int | str] = Counter()
        self.last = 0.0
        self.stopping = threading.Event()
        self.browsers = [self._enter(head) for head in heads]
        self.threads = [threading.Thread(target=self._act, args=(browser,)) for browser in self.browsers]

    def _enter(self, head: str) -> Browser:
        browser = Browser(self.site, "en", f"{head}-head")
        browser.client.timeout = httpx.Timeout(self.timeout)
        return browser

    def __enter__(self) -> "Delegates":
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stopping.set()
        for thread in self.threads:
            thread.join()

    def through(self, site: str) -> None:
        """Send what follows by another way, such as a bad network."""
        for browser in self.browsers:
            browser.client.base_url = httpx.URL(site)

    def _act(self, browser: Browser) -> None:
        submission, begun = uuid.uuid4().hex, time.monotonic()
        while not self.stopping.is_set():
            receipt = self.send(browser, submission)
            if receipt:
                self.acknowledged[submission], self.senders[submission] = receipt, browser
                self.last = max(self.last, begun)
                submission, begun = uuid.uuid4().hex, time.monotonic()
            else:
                time.sleep(PAUSE_SECONDS)

    def send(self, browser: Browser, submission: str) -> str | None:
        """The receipt that the platform gives, or None where it gives none."""
        token = browser.client.cookies.get("csrftoken", "")
        headers = {"X-CSRFToken": token, "HX-Request": "true", "Referer": self.site}
        try:
            answer = browser.client.post(PATH, data={"submission": submission}, headers=headers)
        except httpx.HTTPError as error:
            self.statuses[type(error).__name__] += 1
            return None
        self.statuses[answer.status_code] += 1
        found = RECEIPT.search(answer.text)
        return found[1] if answer.status_code == httpx.codes.OK and found else None

    def sent_again(self, number: int) -> int:
        """How many of the last `number` submissions, sent again, are not given the receipt of the first time."""
        last = list(self.acknowledged.items())[-number:]
        return sum(self.send(self.senders[submission], submission) != receipt for submission, receipt in last)

    def wait_for_one_begun_after(self, moment: float, seconds: float = 60) -> float:
        """Seconds from `moment` until an act that was begun after it is acknowledged."""
        while self.last <= moment:
            if time.monotonic() - moment > seconds:
                return float("inf")
            time.sleep(0.02)
        return time.monotonic() - moment
