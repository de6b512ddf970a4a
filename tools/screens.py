"""Take the pictures in docs/screens: serve the demo, play its exercise for a while, photograph the main pages."""

import subprocess
from pathlib import Path

from browser import find
from playwright.sync_api import Browser, sync_playwright

from nadwa.demo.serving import NADWA, served

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
    "text": ("aldora-head", "beijing-2016/texts/outcome/"),
    "paragraph": ("aldora-head", "beijing-2016/texts/outcome/31/"),
    "packages": ("chair", "beijing-2016/texts/outcome/packages/?drop=14-2&drop=27-2&trade-off=1"),
    "approvals": ("officer-china", "beijing-2016/approvals/"),
    "record": ("auditor", "beijing-2016/record/"),
}
EXERCISE_MINUTES = "0.6"


def main() -> None:
    with served() as site:
        play = ["exercise", "play", "--site", site.address, "--minutes", EXERCISE_MINUTES, "--speed", "3"]
        subprocess.run([*NADWA, *play], stdout=subprocess.DEVNULL, check=True)
        photograph(site.address)


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
