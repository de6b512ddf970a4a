"""The exercise's text brought to adoption: blockers, a concession, a package, and a silence that nobody breaks."""

import re
import time
from collections.abc import Callable
from contextlib import closing
from html import unescape

from nadwa.demo.player import Browser

CONCESSION = re.compile(r'href="(\?[^"]*drop=[^"]*)"')
PACKAGE = re.compile(r'href="[^"]*/packages/table/\?([^"]*)"')
CHOICE = re.compile(r"choice=([^&;]+)")
TAKE_IN = re.compile(r'href="/[^/]+/([^"]*/packages/[0-9]+/take-in/)"')
STATE = re.compile(r'data-text-state="(\w+)"')


class NotNegotiated(Exception):
    """The text does not wait for a package any more."""


def bring_to_adoption(
    site: str,
    language: str,
    text: str = "beijing-2016/texts/outcome/",
    hours: float = 0.01,
    say: Callable[[str], None] = print,
) -> None:
    """Act as the chair, over HTTP, until the text is adopted."""
    with closing(Browser(site, language, "chair")) as chair:
        page = chair.get(f"{text}packages/")
        if concession := CONCESSION.search(page):
            say("blocked by red lines; asking what the smallest concession would bring")
            page = chair.get(f"{text}packages/{unescape(concession[1])}")
        package = PACKAGE.search(page)
        if package is None:
            raise NotNegotiated(f"{site} has no package for {text}; reset the demo to negotiate it again")
        chair.post(f"{text}packages/table/", choice=CHOICE.findall(unescape(package[1])))
        say("package tabled")
        [take_in] = TAKE_IN.findall(chair.get(text))
        chair.post(take_in)
        say("package taken into the text")
        chair.post(f"{text}facilitate/reissue/", kind="Rev.")
        chair.post(f"{text}decision/silence/", hours=hours)
        say(f"silence procedure of {hours * 3600:.0f} seconds started")
        while STATE.findall(chair.get(f"{text}decision/")) == ["decided"]:
            time.sleep(1)
        say("the silence has ended")
