"""The exercise player: the invented delegations act over HTTP, as people with browsers would."""

import random
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import httpx

TIMEOUT = 10
HIGH_LEVEL_ITEM = 2
REQUEST = re.compile(r'data-request="(\d+)"')
SPEAKER = re.compile(r'data-speaker="(\d+)"')
POINT = re.compile(r'data-point="(\d+)"')
STATE = re.compile(r'data-state="(\w+)"')
PERSONA = re.compile(r'name="persona" value="([\w-]+)"')
STATEMENT = re.compile(r'name="statement" value="(\d+)"')
FILLED = re.compile(r'name="filled" value="([^"]*)"')
CONFIRMED = re.compile(r'name="confirmed" value="([^"]*)"')


class Unreachable(Exception):
    """The server does not answer, or not as a Nadwa in demo mode."""


class Browser:
    """One persona's session."""

    def __init__(self, site: str, language: str, persona: str) -> None:
        self.site, self.language = site, language
        self.client = httpx.Client(base_url=site, follow_redirects=True, timeout=TIMEOUT)
        self.carried: dict[str, str] = {}  # what the form on the page got last says that it was filled from
        self.get("enter/")
        self.post("enter/", persona=persona)

    def close(self) -> None:
        self.client.close()

    def get(self, path: str) -> str:
        try:
            answer = self.client.get(f"/{self.language}/{path}")
        except httpx.HTTPError as error:
            raise Unreachable(f"{self.site} does not answer ({error})") from error
        if answer.status_code != httpx.codes.OK:
            raise Unreachable(f"{answer.url} answers {answer.status_code}; is this a Nadwa in demo mode?")
        filled = FILLED.search(answer.text)
        self.carried = {"filled": filled[1]} if filled else {}
        return answer.text

    def post(self, path: str, **fields: object) -> httpx.Response:
        """Send what a form would; what is asked before it is done is confirmed."""
        answer = self._sent(path, fields)
        question = CONFIRMED.search(answer.text)
        return self._sent(path, fields | {"confirmed": question[1]}) if question else answer

    def _sent(self, path: str, fields: dict[str, object]) -> httpx.Response:
        data = {"csrfmiddlewaretoken": self.client.cookies.get("csrftoken", ""), **self.carried, **fields}
        try:
            return self.client.post(f"/{self.language}/{path}", data=data, headers={"Referer": self.site})
        except httpx.HTTPError as error:
            raise Unreachable(f"{self.site} does not answer ({error})") from error


@dataclass
class Exercise:
    """One meeting being played; `speed` 2 is twice as fast."""

    site: str
    meeting: int
    minutes: float
    speed: float = 1.0
    seed: int = 2016
    language: str = "en"
    with_chair: bool = True
    edition: str = "beijing-2016"
    say: Callable[[str], None] = print
    browsers: dict[str, Browser] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)  # noqa: S311 - a game, not a secret
        self.place = f"{self.edition}/meetings/{self.meeting}/"

    def play(self) -> int:
        """Play until the time is over or the meeting is adjourned; the number of acts performed."""
        try:
            return self._play()
        finally:
            for browser in self.browsers.values():
                browser.close()

    def _play(self) -> int:
        heads = self._heads()
        ends = time.monotonic() + self.minutes * 60
        acts = self._arrive(heads)
        speech_until = 0.0
        while time.monotonic() < ends and self._state() != "adjourned":
            acts += self._delegates_act(heads)
            if self.with_chair and time.monotonic() >= speech_until:
                acts += self._preside()
                speech_until = time.monotonic() + self.random.uniform(6, 14) / self.speed
            time.sleep(self.random.uniform(0.8, 2.2) / self.speed)
        return acts

    def _heads(self) -> list[str]:
        page = self._as("auditor").get("enter/")
        heads = sorted({persona for persona in PERSONA.findall(page) if persona.endswith("-head")})
        return self.random.sample(heads, min(len(heads), 16))

    def _arrive(self, heads: list[str]) -> int:
        if self._state() not in ("scheduled", "open", "suspended"):
            return 0
        for head in heads:
            self._act(head, "presence/mine/")
            time.sleep(0.1 / self.speed)
        if not self.with_chair:
            return len(heads)
        self._act("chair", "podium/open/")
        if self.meeting == 1:
            self._act("chair", "podium/item/", item=HIGH_LEVEL_ITEM)
        self._act("chair", "podium/open-list/")
        return len(heads) + 2

    def _delegates_act(self, heads: list[str]) -> int:
        head = self.random.choice(heads)
        chance = self.random.random()
        if chance < 0.45:
            return self._act(head, "floor/ask/")
        if chance < 0.50:
            return self._act(head, "floor/point/")
        if chance < 0.55:
            return self._act(head, "floor/reply/")
        if chance < 0.60:
            return self._act(head, "floor/withdraw/", asks="speech")
        return self._vote(head)

    def _vote(self, head: str) -> int:
        path = f"{self.edition}/consultations/exercise/vote/"
        browser = self._as(head)
        shown = STATEMENT.findall(browser.get(path))
        if not shown:
            return 0
        leaning = 1 if sum(map(ord, head)) % 2 else -1
        divided = int(shown[0]) in (2, 6, 8)
        value = leaning if divided else self.random.choice([1, 1, 1, 0, -1])
        browser.post(path, statement=shown[0], value=value)
        self.say(f"{head}: vote on statement {shown[0]}")
        return 1

    def _preside(self) -> int:
        page = self._as("chair").get(self.place + "podium/")
        points = POINT.findall(page)
        if points:
            ruling = "The point is well taken; the speaker will keep to the item."
            return self._act("chair", "podium/rule/", point=points[0], ruling=ruling)
        waiting = REQUEST.findall(page)
        if waiting:
            return self._act("chair", "podium/call/", request=waiting[0])
        return self._act("chair", "podium/end/") if SPEAKER.findall(page) else 0

    def _state(self) -> str:
        found = STATE.findall(self._as("auditor").get(self.place + "screen/"))
        return found[0] if found else ""

    def _act(self, persona: str, path: str, **fields: object) -> int:
        answer = self._as(persona).post(self.place + path, **fields)
        self.say(f"{persona}: {path} {answer.status_code}")
        return 1

    def _as(self, persona: str) -> Browser:
        if persona not in self.browsers:
            self.browsers[persona] = Browser(self.site, self.language, persona)
        return self.browsers[persona]
