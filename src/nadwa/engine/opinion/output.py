"""What `nadwa map` writes and says."""

import csv
from pathlib import Path
from typing import Any

from nadwa.engine.opinion.mapping import OpinionMap
from nadwa.engine.opinion.picture import svg
from nadwa.engine.packet import canonical, packet, participant_rows

STATEMENT_COLUMNS = [
    "statement", "n", "agree", "disagree", "pass",
    "consensus", "consensus_low", "consensus_high", "bridging", "divisiveness",
]  # fmt: skip
PARTICIPANT_COLUMNS = ["participant", "x", "y", "group"]


def write(result: OpinionMap, folder: Path) -> None:
    """Write packet.json, statements.csv, participants.csv and map.svg into `folder`, made if missing.

    Raises OSError.
    """
    content = packet(result, with_participants=False)
    participants = participant_rows(result)
    folder.mkdir(parents=True, exist_ok=True)
    _table(folder / "statements.csv", STATEMENT_COLUMNS, content["statements"])
    _table(folder / "participants.csv", PARTICIPANT_COLUMNS, participants)
    (folder / "map.svg").write_text(svg(participants, "Opinion map"), encoding="utf-8")
    (folder / "packet.json").write_bytes(canonical(content))


def _table(path: Path, columns: list[str], rows: list[dict[str, Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def summary(result: OpinionMap) -> str:
    """A few lines for the terminal."""
    votes, groups = result.votes, result.groups
    placed = int(result.plane.placed.sum())
    lines = [
        f"{votes.count} votes of {len(votes.participants)} participants on {len(votes.statements)} statements",
        f"{placed} participants on the map",
    ]
    if groups.stable:
        sizes = ", ".join(str(int((result.group == group).sum())) for group in range(groups.count))
        clearer = f"silhouette {groups.silhouette:.2f}, single cloud {groups.single_cloud:.2f}"
        lines.append(f"{groups.count} groups of {sizes} ({clearer})")
    else:
        lines.append("no stable groups")
    best = result.consensus.argsort()[::-1][:5]
    lines.append(
        "most agreed across groups: " + ", ".join(f"{votes.statements[i]} ({result.consensus[i]:.2f})" for i in best)
    )
    return "\n".join(lines)
