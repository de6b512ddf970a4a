"""`make demo CHECK=1`: does a fresh demo work from the first page to the verified record?"""

import re
import subprocess
import sys
import time

import httpx
from rich.console import Console

from nadwa.demo.player import Browser, Unreachable
from nadwa.demo.serving import NADWA, NotServed, Served, served

RECEIPT_SECONDS = 10
PAGES = ["", "beijing-2016/", "beijing-2016/programme/", "beijing-2016/participants/", "beijing-2016/record/"]
PERSONAS = {
    "chair": ("en", ["beijing-2016/meetings/1/podium/", "beijing-2016/meetings/1/now/"]),
    "aldora-head": ("ar", ["beijing-2016/meetings/1/now/", "beijing-2016/consultations/exercise/vote/"]),
    "officer-china": ("zh-hans", ["beijing-2016/approvals/", "beijing-2016/consultations/vtaiwan-uberx/"]),
}


class CheckFailed(Exception):
    """The demo does not do what it should; the message says what."""


def check_demo(say: Console) -> int:
    """Start a demo of its own, walk through it, stop it; the exit status."""
    try:
        with served() as site:
            _walk(site, say)
    except (CheckFailed, NotServed, Unreachable) as failure:
        say.print(f"check failed: {failure}", style="red")
        return 1
    say.print("the demo works: pages, an act, its receipt, the verified record", style="green")
    return 0


def _walk(demo: Served, say: Console) -> None:
    site = demo.address
    for page in PAGES:
        _expect(httpx.get(f"{site}/en/{page}").status_code == httpx.codes.OK, f"/en/{page} opens")
    browsers = {persona: Browser(site, language, persona) for persona, (language, _) in PERSONAS.items()}
    for persona, (_, pages) in PERSONAS.items():
        for page in pages:
            browsers[persona].get(page)
    say.print("pages open as three personas in English, Arabic and Chinese")
    answer = browsers["aldora-head"].post("beijing-2016/meetings/1/presence/mine/", submission="check")
    receipt = re.search(r"/record/([0-9a-f-]{36})/", answer.text)
    _expect(receipt is not None, "an act is acknowledged with its receipt")
    _wait_for_proof(f"{site}/en/beijing-2016/record/{receipt[1]}/proof/" if receipt else "")
    say.print("an act was performed and its receipt came")
    bundle, verifier = demo.folder / "bundle.zip", demo.folder / "nadwa_verify.py"
    for arguments in (
        [*NADWA, "record", "export", "beijing-2016", "--out", str(bundle)],
        [*NADWA, "record", "verifier", "--out", str(verifier)],
        [sys.executable, "-I", "-S", str(verifier), str(bundle)],
    ):
        done = subprocess.run(arguments, env=demo.environment, capture_output=True, text=True, check=False)  # noqa: S603
        _expect(done.returncode == 0, f"{' '.join(arguments[-4:])}: {done.stdout}{done.stderr}")
    say.print(done.stdout.strip())


def _wait_for_proof(address: str) -> None:
    ends = time.monotonic() + RECEIPT_SECONDS
    while time.monotonic() < ends:
        if httpx.get(address).text.startswith("c2sp.org/tlog-proof@v1"):
            return
        time.sleep(0.1)
    raise CheckFailed(f"no receipt within {RECEIPT_SECONDS} s")


def _expect(holds: bool, what: str) -> None:
    if not holds:
        raise CheckFailed(f"expected that {what}")
