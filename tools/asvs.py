"""How much of OWASP ASVS 5.0 level 2 is met: python -m tools.asvs, and a row of make audit.

Reads docs/asvs.csv, in which each requirement that applies names the tests that show it. Without a test, or with one
that does not exist, a requirement counts as not met. Left out, as they do not exist here: OAuth (V10), WebRTC (V17),
self-contained tokens (V9). Ends with 1 where a row is not what it says.
"""

import ast
import csv
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tools.findings import Finding, show

ROOT = Path(__file__).parent.parent
ROWS = ROOT / "docs/asvs.csv"
REQUIREMENTS = {1: 61, 2: 149}  # of 70 and 183: 9 and 34 are of V9, V10 and V17


@dataclass(frozen=True)
class Requirement:
    """One row; `evidence` are tests, as pytest names them."""

    id: str
    level: int
    about: str
    applies: bool
    evidence: tuple[str, ...]
    state: str
    note: str

    @property
    def met(self) -> bool:
        return bool(self.evidence) and all(map(exists, self.evidence))

    @property
    def wrong(self) -> str:
        """What the row says that is not so."""
        if not self.applies:
            return "" if self.note else "does not say why it does not apply"
        missing = [test for test in self.evidence if not exists(test)]
        if missing:
            return f"names {', '.join(missing)}, which does not exist"
        if self.state != ("met" if self.met else "not met"):
            return f"says {self.state}"
        return "" if self.met or self.note else "does not say what is missing"


def main() -> int:
    requirements = read()
    for each in requirements:
        if each.applies and not each.met:
            print(f"{each.id} (level {each.level}) {each.about}: {each.note}")
    return show("ASVS 5.0, levels 1 and 2", findings(requirements), "–")


def read() -> list[Requirement]:
    with ROWS.open(newline="") as rows:
        return [
            Requirement(
                row["id"],
                int(row["level"]),
                row["about"],
                row["applies"] == "yes",
                tuple(row["evidence"].split()),
                row["state"],
                row["note"],
            )
            for row in csv.DictReader(rows)
        ]


def findings(requirements: list[Requirement]) -> list[Finding]:
    wrong = [f"{each.id} {each.wrong}" for each in requirements if each.wrong]
    return [
        *(_share(requirements, level) for level in (1, 2)),
        *(_gone_through(requirements, level, number) for level, number in REQUIREMENTS.items()),
        Finding("rows that are not what they say", "0", "; ".join(wrong) or "0", not wrong),
    ]


def _share(requirements: list[Requirement], level: int) -> Finding:
    applying = [each for each in requirements if each.applies and each.level == level]
    met = sum(each.met for each in applying)
    return Finding(f"level {level}: met, of those that apply", "shown", f"{met} of {len(applying)}", holds=True)


def _gone_through(requirements: list[Requirement], level: int, number: int) -> Finding:
    different = len({each.id for each in requirements if each.level == level})
    return Finding(f"level {level}: gone through", str(number), str(different), different == number)


def exists(test: str) -> bool:
    file, _, name = test.partition("::")
    return name in _tests_of(file)


@cache
def _tests_of(file: str) -> set[str]:
    path = ROOT / file
    if not path.is_file():
        return set()
    return {node.name for node in ast.parse(path.read_text()).body if isinstance(node, ast.FunctionDef)}


if __name__ == "__main__":
    sys.exit(main())
