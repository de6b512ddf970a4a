"""The two verifiers as they are given cases: Python here, JavaScript in a page that runs through them all."""

import json
import os
import tempfile
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, Route, sync_playwright

from nadwa.record import nadwa_verify
from tools.browser import find
from tools.verifiers.cases import Case

# What a verifier says: the check that failed, 0 if none did; and the lines where it accepts. A crash is -1.
Said = tuple[int, str]
SITE = "https://verifiers.example"
STATIC = {
    "record": files("nadwa") / "record" / "static" / "record",
    "vendor": files("nadwa") / "web" / "static" / "vendor",
}
AT_ONCE = 100
LATE = 120_000  # a script that a page runs has no limit of its own
SCHEMA = json.loads((STATIC["record"] / "acts.schema.json").read_text(encoding="utf-8"))
RUN = """async ([own, schema, cases]) => {
    const { verify, Failed, native } = await import("/static/record/nadwa_verify.js");
    const { meansHere } = await import("/static/record/means.js");
    const { means, lacking } = await meansHere(own ? native : {});
    if (lacking.length || Object.keys(means).some((name) => (means[name] === native[name]) !== own)) return lacking;
    const bytes = (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
    const found = [];
    for (const [bundle, kept, acts] of cases) {
        try {
            const lines = await verify(bytes(bundle), kept.map(bytes), means, acts ? schema : null);
            found.push([0, lines.join("\\n")]);
        } catch (error) {
            found.push(error instanceof Failed ? [error.check, ""] : [-1, String(error.stack)]);
        }
    }
    return found;
}"""


def in_python(cases: list[Case]) -> list[Said]:
    with tempfile.TemporaryDirectory() as folder:
        return [_read(Path(folder) / "case.zip", case) for case in cases]


def _read(path: Path, case: Case) -> Said:
    path.write_bytes(case.content)
    try:
        lines = nadwa_verify.verify(path, case.kept, SCHEMA if case.acts else None)
    except nadwa_verify.Failed as failed:
        return failed.number, ""
    except Exception as error:  # noqa: BLE001 - whatever a verifier does not say itself is a fault of the verifier
        return -1, repr(error)
    return 0, "\n".join(lines[:-1])


def members_in_python(content: bytes) -> dict[str, bytes]:
    with tempfile.NamedTemporaryFile() as file:
        Path(file.name).write_bytes(content)
        return nadwa_verify.read_members(file.name)


def in_javascript(page: Page, cases: list[Case], *, own: bool) -> list[Said]:
    """By what the browser brings along, or else by libraries in its place."""
    said: list[Said] = []
    for start in range(0, len(cases), AT_ONCE):
        given = [_sent(case) for case in cases[start : start + AT_ONCE]]
        late = f"new Promise((_, late) => setTimeout(() => late(new Error('not within {LATE} ms')), {LATE}))"
        said += map(tuple, page.evaluate(f"(given) => Promise.race([({RUN})(given), {late}])", [own, SCHEMA, given]))
    return said


def _sent(case: Case) -> list[Any]:
    return [b64encode(case.content).decode(), [b64encode(note).decode() for note in case.kept], case.acts]


@contextmanager
def empty_page() -> Iterator[Page]:
    """A page without a platform, on which the verifier can be imported."""
    path = find()
    if path is None:
        raise SystemExit("nadwa: the verifier in JavaScript is tried in Chromium or Chrome; there is none")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-background-networking"])
        try:
            yield page_of(browser)
        finally:
            browser.close()


def page_of(browser: Browser) -> Page:
    page = browser.new_page()
    page.route(f"{SITE}/**", _answer)
    page.goto(f"{SITE}/")
    return page


def _answer(route: Route) -> None:
    _, _, path = route.request.url.partition("/static/")
    room, _, name = path.partition("/")
    if room not in STATIC:
        route.fulfill(content_type="text/html", body="<!doctype html><title>Verifiers</title>")
        return
    route.fulfill(content_type="text/javascript", body=(STATIC[room] / name).read_text(encoding="utf-8"))
