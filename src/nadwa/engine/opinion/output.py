"""What `nadwa map` writes, what it says, and how `nadwa packet verify` reads it back."""

import csv
import json
from io import StringIO
from pathlib import Path
from typing import Any

import numpy as np

from nadwa.engine.opinion.files import parquet_columns
from nadwa.engine.opinion.mapping import OpinionMap
from nadwa.engine.opinion.partitions import Whole, whole
from nadwa.engine.opinion.picture import svg
from nadwa.engine.opinion.votes import Votes
from nadwa.engine.packet import Check, canonical, packet, parted_packet, participant_rows, verify
from nadwa.engine.reading import BadInput

STATEMENT_COLUMNS = [
    "statement", "n", "agree", "disagree", "pass",
    "consensus", "consensus_low", "consensus_high", "bridging", "divisiveness",
]  # fmt: skip
PARTICIPANT_COLUMNS = ["participant", "x", "y", "group"]
PACKET, VOTES = "packet.json", "votes.parquet"


def files(result: OpinionMap) -> dict[str, bytes]:
    """packet.json, statements.csv, participants.csv and map.svg, by name."""
    content = packet(result, with_participants=False)
    participants = participant_rows(result)
    return {
        "statements.csv": _table(STATEMENT_COLUMNS, content["statements"]),
        "participants.csv": _table(PARTICIPANT_COLUMNS, participants),
        "map.svg": svg(participants, "Opinion map").encode(),
        PACKET: canonical(content),
    }


def write(result: OpinionMap, folder: Path) -> None:
    """Write the four files, and the votes they come from as votes.parquet, into `folder`, made if missing.

    Raises OSError.
    """
    contents = files(result)
    folder.mkdir(parents=True, exist_ok=True)
    write_votes(result.votes, folder / VOTES)
    for name, content in contents.items():
        (folder / name).write_bytes(content)


def parted_files(result: Whole, seed: int) -> dict[str, bytes]:
    """The same four files for a map of parts."""
    content = parted_packet(result, seed)
    participants = [
        {"participant": str(result.participants[row]), "x": x, "y": y, "group": int(result.group[row])}
        for row, (x, y) in enumerate(np.round(result.positions, 6).tolist())
        if result.group[row] >= 0
    ]
    return {
        "statements.csv": _table(STATEMENT_COLUMNS, content["statements"]),
        "participants.csv": _table(PARTICIPANT_COLUMNS, participants),
        "map.svg": svg(participants, "Opinion map").encode(),
        PACKET: canonical(content),
    }


def write_parted(result: Whole, seed: int, folder: Path) -> None:
    """Write the four files of a map of parts. Raises OSError."""
    contents = parted_files(result, seed)
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in contents.items():
        (folder / name).write_bytes(content)


def write_votes(votes: Votes, path: Path) -> None:
    """The votes as long Parquet (participant, statement, vote), in the order of ids."""
    import pyarrow as pa
    from pyarrow import parquet

    participant = votes.participants[votes.participant()]
    table = pa.table({"participant": participant, "statement": votes.statements[votes.statement], "vote": votes.value})
    table = table.replace_schema_metadata({"withdrawn": str(votes.withdrawn)})
    parquet.write_table(table, path, compression="zstd")


def read_back(path: Path) -> Votes:
    """The votes that `write_votes` wrote. Raises BadInput."""
    from dataclasses import replace

    from pyarrow import parquet

    votes = Votes.from_columns(*parquet_columns(path)[:3])
    metadata = parquet.read_schema(path).metadata or {}
    return replace(votes, withdrawn=int(metadata.get(b"withdrawn", b"0")))


def verify_folder(folder: Path, votes: Votes | None = None) -> list[Check]:
    """Compute what lies in `folder` again from its votes, or from those given, and compare every file.

    Raises BadInput where there is no packet, or no votes to compute it from.
    """
    if not (folder / PACKET).is_file():
        raise BadInput(folder, None, f"there is no {PACKET}", "a folder that nadwa map wrote")
    if votes is None:
        if not (folder / VOTES).is_file():
            raise BadInput(folder, None, f"there is no {VOTES}", "the votes, given with --votes")
        votes = read_back(folder / VOTES)
    try:
        checks, result = verify((folder / PACKET).read_bytes(), votes)
    except ValueError as error:
        raise BadInput(folder / PACKET, None, *str(error).split("; expected ", 1)) from error
    if result is None:
        return checks
    for name, content in files(result).items():
        if name != PACKET and (folder / name).exists():
            same = (folder / name).read_bytes() == content
            checks.append(Check(name, same, "" if same else "other bytes than these votes give"))
    return checks


def verify_parts(folder: Path, parts: list[Path]) -> list[Check]:
    """The same for a map of parts, computed again from all of them in one process. Raises BadInput."""
    path = folder / PACKET
    try:
        seed = json.loads(path.read_bytes())["seed"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BadInput(path, None, "this is no result packet", "a folder that nadwa map wrote") from error
    again = parted_files(whole(parts, map), seed)
    held = {name: (folder / name).read_bytes() for name in again if (folder / name).exists()}
    return [
        Check(name, content == again[name], "" if content == again[name] else "other bytes than these votes give")
        for name, content in held.items()
    ]


def _table(columns: list[str], rows: list[dict[str, Any]]) -> bytes:
    text = StringIO(newline="")
    writer = csv.DictWriter(text, columns, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def summary(result: OpinionMap) -> list[str]:
    """A few lines for the terminal."""
    votes, groups, null = result.votes, result.groups, result.null
    placed = int(result.plane.placed.sum())
    lines = [
        f"{votes.count} votes of {len(votes.participants)} participants on {len(votes.statements)} statements"
        + (f", {votes.withdrawn} more withdrawn" if votes.withdrawn else ""),
        f"{placed} participants on the map",
    ]
    if null.passed:
        sizes = ", ".join(str(int((result.group == group).sum())) for group in range(groups.count))
        lines.append(
            f"{groups.count} groups of {sizes} (valley {null.valley:.3f}, single clouds under {null.single_cloud:.3f},"
            f" stability {result.stability.overall:.2f})"
        )
    else:
        lines.append(f"no stable groups (valley {null.valley:.3f}, single clouds under {null.single_cloud:.3f})")
    return lines


def best(result: OpinionMap, most: int = 5) -> list[tuple[str, list[tuple[str, float, float, float]]]]:
    """The lists worth a look: title, then statement, value and interval of each."""
    measures = (
        ("agreed across groups", result.measures.consensus),
        ("bridging", result.measures.bridging),
        ("dividing", result.measures.divisiveness),
    )
    return [
        (
            title,
            [
                (str(result.votes.statements[at]), float(m.value[at]), float(m.low[at]), float(m.high[at]))
                for at in np.argsort(-m.value, kind="stable")[:most]
            ],
        )
        for title, m in measures
    ]
