"""Take the pictures in docs/screens: serve the demo, play its exercise for a while, photograph the main pages."""

import os
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import httpx
from browser import find
from playwright.sync_api import Browser, sync_playwright

FOLDER = Path(__file__).parent.parent / "docs" / "screens"
LANGUAGES = ("en", "ar", "zh-hans")
WIDTHS = {1280: 860, 360: 740}
MEETING = "beijing-2016/meetings/1"
PAGES = {
    "enter": (None, "enter/"),
    "edition": (None, "beijing-2016/"),
    "now": ("aldora-head", f"{MEETING}/now/"),
    "podium": ("chair", f"{MEETING}/podium/"),
    "screen": (None, f"{MEETING}/screen/"),
    "vote": ("arkelia-head", "beijing-2016/consultations/exercise/vote/"),
    "result": (None, "beijing-2016/consultations/vtaiwan-uberx/"),
    "approvals": ("officer-china", "beijing-2016/approvals/"),
    "record": ("auditor", "beijing-2016/record/"),
}
EXERCISE_MINUTES = "0.6"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, socket.socket() as probe:
        Path(folder).chmod(0o755)
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        site = f"http://127.0.0.1:{port}"
        environment = os.environ | {"NADWA_VAR": f"{folder}/var"}
        nadwa = [sys.executable, "-m", "nadwa"]
        server = subprocess.Popen([*nadwa, "demo", "--port", str(port)], env=environment, stdout=subprocess.DEVNULL)
        try:
            wait_for(site)
            play = ["exercise", "play", "--site", site, "--minutes", EXERCISE_MINUTES, "--speed", "3"]
            subprocess.run([*nadwa, *play], stdout=subprocess.DEVNULL, check=True)
            photograph(site)
        finally:
            server.terminate()
            server.wait(30)


def wait_for(site: str) -> None:
    for _ in range(300):
        try:
            httpx.get(f"{site}/en/")
        except httpx.HTTPError:
            time.sleep(0.2)
        else:
            return
    sys.exit("the demo did not start")


def photograph(site: str) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=find(), args=["--no-sandbox"])
        for name, (persona, path) in PAGES.items():
            for language in LANGUAGES:
                for width, height in WIDTHS.items():
                    take(browser, site, persona, f"{language}/{path}", width, height, f"{name}-{language}-{width}")
        browser.close()


def take(browser: Browser, site: str, persona: str | None, path: str, width: int, height: int, name: str) -> None:
    window = browser.new_context(viewport={"width": width, "height": height}, base_url=site)
    page = window.new_page()
    if persona:
        page.goto("/en/enter/")
        page.locator(f'button[name="persona"][value="{persona}"]').click()
    page.goto(f"/{path}")
    page.wait_for_timeout(400)
    page.screenshot(path=FOLDER / f"{name}.png")
    window.close()


if __name__ == "__main__":
    main()
