"""Whether pages keep to the rules of accessibility, as axe judges them: of pages that are built alike, one is judged.

What the same template gives in English, French, Russian, Spanish and Chinese differs in its words, and seldom in
anything that a rule looks at. structure.js describes all that rules do look at: elements, roles, states, references,
landmarks and headings, and how everything looks as the styles have come out; so what is broken on any page describes
itself otherwise than the page that was found whole, and is judged. The direction of the writing is part of it: pages in
Arabic are judged beside those that are written from the left. Only what was found whole is remembered, for one run.
"""

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

DESCRIBE = (Path(__file__).parent / "structure.js").read_text(encoding="utf-8")
RUN = "options => axe.run(options).then(({ violations }) => violations)"


class Judge:
    def __init__(self, remembered: Path) -> None:
        self.remembered = remembered
        remembered.mkdir(exist_ok=True)

    def violations(self, page: Page, **options: Any) -> list[str]:
        whole = self.remembered / key(page, options)
        if whole.exists():
            return []
        found = violations(page, **options)
        if not found:
            whole.touch()
        return found


def key(page: Page, options: dict[str, Any]) -> str:
    return sha256(f"{json.dumps(options)}{page.evaluate(DESCRIBE)}".encode()).hexdigest()


def violations(page: Page, **options: Any) -> list[str]:
    if not page.evaluate("'axe' in window"):
        page.evaluate(f"{AXE_SCRIPT};0")
    found = page.evaluate(RUN, {"resultTypes": ["violations"], **options})
    return [
        f"{page.url}: {violation['id']} {[node['html'][:160] for node in violation['nodes'][:3]]}"
        for violation in found
    ]
