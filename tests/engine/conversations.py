"""Six public conversations and the groups that were published for them."""

import csv
from pathlib import Path

from nadwa.engine.opinion.files import read_votes
from nadwa.engine.opinion.votes import Votes

ROOT = Path(__file__).parents[2]
POLIS = ROOT / "tests" / "data" / "polis"
NAMES = ("bg2050", "biodiversity", "ssis", "vtaiwan", "brexit", "canadian")


def conversation(name: str) -> Votes:
    return read_votes(ROOT / "data" / "vtaiwan.uberx" if name == "vtaiwan" else POLIS / name)


def published_groups(name: str) -> dict[str, int]:
    with (POLIS / name / "groups.csv").open(encoding="utf-8", newline="") as file:
        return {row["participant"]: int(row["group-id"]) for row in csv.DictReader(file)}
