"""Firefox and WebKit, driven by what Debian has: Firefox by its own Marionette, WebKitGTK by its WebDriver.

Both speak the commands of WebDriver. There is no geckodriver in Debian 12; Marionette is what it would speak to: each
message is a length and a list in JSON.
"""

import json
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from select import select
from typing import Any

import httpx
import pytest

from nadwa.demo.serving import free_port
from tools.browser import OTHERS

PATIENCE = 20.0
PAUSE = 0.1
QUIET = subprocess.DEVNULL
PREFERENCES = {
    "datareporting.policy.dataSubmissionEnabled": False,
    "toolkit.telemetry.reportingpolicy.firstRun": False,
    "browser.aboutwelcome.enabled": False,
}
PATHS = {  # of the commands, in the WebDriver that speaks HTTP
    "Navigate": ("POST", "url"),
    "ExecuteScript": ("POST", "execute/sync"),
    "FindElement": ("POST", "element"),
    "ElementClick": ("POST", "element/{id}/click"),
    "ElementSendKeys": ("POST", "element/{id}/value"),
    "NewWindow": ("POST", "window/new"),
    "SwitchToWindow": ("POST", "window"),
    "GetWindowHandle": ("GET", "window"),
    "CloseWindow": ("DELETE", "window"),
    "DeleteAllCookies": ("DELETE", "cookie"),
}
SEEN = """[...document.querySelectorAll(arguments[0])].some((each) => {
    const box = each.getBoundingClientRect();
    return box.height > 0 && box.bottom > 0 && box.top < innerHeight && each.innerText.includes(arguments[1]);
})"""
Ask = Callable[..., Any]


class Driven:
    """A browser with one window that is looked at; a person who uses it waits until something is there."""

    def __init__(self, ask: Ask) -> None:
        self.ask = ask

    def open(self, address: str) -> None:
        """As somebody who types an address: what was pressed before is long past (presses.js)."""
        self.run("try { sessionStorage.removeItem('press'); } catch { /* the first page has no storage */ }")
        self.ask("Navigate", url=address)

    def run(self, script: str, *arguments: object) -> Any:
        return self.ask("ExecuteScript", script=script, args=list(arguments))

    def until(self, condition: str, *arguments: object, seconds: float = PATIENCE) -> None:
        """Wait until an expression in JavaScript is true."""
        ends = time.monotonic() + seconds
        while not self.run(f"return Boolean({condition})", *arguments):
            if time.monotonic() > ends:
                raise AssertionError(
                    f"not within {seconds} s: {condition}\n{self.run('return document.body.innerText')}"
                )
            time.sleep(PAUSE)

    def sees(self, selector: str, words: str = "", seconds: float = PATIENCE) -> None:
        """Wait until something is in the window, on what the eye rests now, with these words in it."""
        self.until(SEEN, selector, words, seconds=seconds)

    def click(self, selector: str) -> None:
        self.ask("ElementClick", id=self._find(selector))

    def type(self, selector: str, text: str) -> None:
        self.ask("ElementSendKeys", id=self._find(selector), text=text)

    def look_at(self, window: str) -> None:
        self.ask("SwitchToWindow", handle=window)

    @contextmanager
    def windows(self, *addresses: str) -> Iterator[list[str]]:
        """A window for each address, besides the one that there is; the last of them is looked at first."""
        first, opened = self.ask("GetWindowHandle"), list[str]()
        try:
            for address in addresses:
                opened.append(self.ask("NewWindow", type="tab")["handle"])
                self.look_at(opened[-1])
                self.open(address)
            yield opened
        finally:
            for window in opened:
                self.look_at(window)
                self.ask("CloseWindow")
            self.look_at(first)

    def _find(self, selector: str) -> str:
        """What is pressed or typed into is scrolled to first, and at once: WebKit's driver does not wait for it."""
        self.until("document.querySelector(arguments[0])", selector)
        self.run(
            "document.querySelector(arguments[0]).scrollIntoView({block: 'center', behavior: 'instant'})", selector
        )
        found = self.ask("FindElement", using="css selector", value=selector)
        return str(next(iter(found.values())))


def program(name: str) -> str:
    """The path of a program, or a failure that says how to come by it."""
    path = shutil.which(name)
    if not path:
        pytest.fail(f"{name} is not on this machine: apt-get install {OTHERS[name]}, or make browsers as root")
    return path


@contextmanager
def started(*command: object, stdout: int = QUIET, **environment: str) -> Iterator["subprocess.Popen[bytes]"]:
    words = [str(word) for word in command]
    with subprocess.Popen(words, env=os.environ | environment, stdout=stdout, stderr=QUIET) as process:
        try:
            yield process
        finally:
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(10)
            process.kill()


@contextmanager
def firefox(folder: Path) -> Iterator[Driven]:
    port = free_port()
    chosen = {**PREFERENCES, "marionette.port": port}
    lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in chosen.items()]
    (folder / "user.js").write_text("\n".join(lines))
    command = (program("firefox-esr"), "--headless", "--marionette", "--no-remote", "--profile", folder)
    with started(*command, HOME=str(folder)), _reached(port) as connection, connection.makefile("rwb") as wire:

        def heard() -> Any:
            length = b""
            while (digit := wire.read(1)) != b":":
                length += digit
            return json.loads(wire.read(int(length)))

        def ask(command: str, **parameters: object) -> Any:
            message = json.dumps([0, 1, f"WebDriver:{command}", parameters]).encode()
            wire.write(b"%d:%b" % (len(message), message))
            wire.flush()
            _, _, error, value = heard()
            if error:
                raise AssertionError(f"Firefox: {error['error']}: {error['message']}")
            return value["value"] if isinstance(value, dict) and set(value) == {"value"} else value

        heard()
        ask("NewSession")
        yield Driven(ask)


@contextmanager
def webkit(folder: Path) -> Iterator[Driven]:
    port = free_port()
    own = {"HOME": str(folder), "XDG_RUNTIME_DIR": str(folder), "NO_AT_BRIDGE": "1"}
    if os.geteuid() == 0:
        own["WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS"] = "1"  # its sandbox does not start as root
    with ExitStack() as stack:
        command = (program("Xvfb"), "-displayfd", "1", "-screen", "0", "1280x900x24")
        screen = stack.enter_context(started(*command, stdout=subprocess.PIPE))
        assert screen.stdout
        assert select([screen.stdout], [], [], PATIENCE)[0], "Xvfb does not say which display it is"
        own["DISPLAY"] = f":{screen.stdout.readline().decode().strip()}"
        stack.enter_context(started(program("WebKitWebDriver"), f"--port={port}", **own))
        _reached(port).close()
        client = stack.enter_context(httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60))
        options = {"binary": str(_minibrowser()), "args": ["--automation"]}
        wanted = {"alwaysMatch": {"webkitgtk:browserOptions": options}}
        session = client.post("/session", json={"capabilities": wanted}).json()["value"]["sessionId"]

        def ask(command: str, **parameters: Any) -> Any:
            method, path = PATHS[command]
            address = f"/session/{session}/{path.format(id=parameters.pop('id', ''))}"
            value = client.request(method, address, json=parameters if method == "POST" else None).json()["value"]
            if isinstance(value, dict) and "error" in value:
                raise AssertionError(f"WebKit: {value['error']}: {value.get('message')}")
            return value

        yield Driven(ask)
        client.delete(f"/session/{session}")


def _minibrowser() -> Path:
    return next(Path("/usr/lib").glob("*/webkit2gtk-4.1/MiniBrowser"))


def _reached(port: int) -> socket.socket:
    ends = time.monotonic() + 60
    while True:
        try:
            return socket.create_connection(("127.0.0.1", port), timeout=60)
        except OSError:
            if time.monotonic() > ends:
                raise
            time.sleep(PAUSE)


ENGINES = {"Firefox": firefox, "WebKit": webkit}
