"""Consultations that Polis has exported: a zip file with comments.csv and votes.csv, read with a preview."""

from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nadwa import characters
from nadwa.acts.by import By
from nadwa.consultations.commands import beginning
from nadwa.consultations.commands.beginning import Ballot, HeldElsewhere
from nadwa.editions.models import Edition
from nadwa.exchange import polis_files
from nadwa.exchange.previews import NEW, PASSED_OVER, REFUSED, SAME
from nadwa.record.models import Act
from nadwa.web import names
from nadwa.web.languages import written
from nadwa.web.reading import apart

LONGEST = 2000
COLUMNS: dict[str, Promise | str] = {
    "number": gettext_lazy("Number"),
    "text": gettext_lazy("Statement"),
    "votes": gettext_lazy("Votes"),
}
PreviewedLine = dict[str, Any]


def read(content: bytes, edition: Edition, _language: str) -> list[PreviewedLine]:
    """What each statement would do: {line, state, values, problems}; last, what is wrong with votes. BadUpload."""
    files = apart(polis_files.read, content)
    if edition.consultations.filter(source__contains=_hash(content)).exists():
        return [_row(line, SAME, row) for line, row in enumerate(files["comments.csv"], 2)]
    cast, wrong = _ballots(files["votes.csv"])
    rows = _statements(files["comments.csv"], cast)
    known = {row["values"]["number"] for row in rows}
    strangers = sum(str(number) not in known for _voter, number, _value, _at in cast)
    if strangers:
        reason = _("%(votes)s votes are on statements that comments.csv does not have") % {"votes": strangers}
        rows.append({"line": 0, "state": PASSED_OVER, "values": {"votes": strangers}, "problems": [["votes", reason]]})
    return rows + wrong


def carry_out(by: By, edition: Edition, rows: list[PreviewedLine], content: bytes, language: str) -> Act:
    files = apart(polis_files.read, content)
    summary = {row[0].strip(): row[1].strip() for row in files["summary.csv"] if len(row) > 1}
    title = summary.get("topic") or _("Consultation held with Polis")
    held = HeldElsewhere(
        slug=names.free(names.plain(title, "polis"), edition.consultations.values_list("slug", flat=True)),
        title=written(language, title[:300]),
        about=written(language, summary.get("conversation-description") or title),
        source=" · ".join(filter(None, ["Polis", summary.get("url"), f"SHA-256 {_hash(content)}"])),
        statements=[
            (int(row["values"]["number"]), written(language, row["values"]["text"]), row["values"]["accepted"])
            for row in rows
            if row["state"] == NEW
        ],
        ballots=_ballots(files["votes.csv"])[0],
    )
    return beginning.import_consultation(by, edition, held, content)


def _statements(rows: list[dict[str, str]], cast: list[Ballot]) -> list[PreviewedLine]:
    votes: dict[str, int] = {}
    for _voter, number, _value, _at in cast:
        votes[str(number)] = votes.get(str(number), 0) + 1
    seen: set[str] = set()
    found = []
    for line, given in enumerate(rows, 2):
        row = _row(line, NEW, given, votes.get(str(given["comment-id"]).strip(), 0))
        number, text = row["values"]["number"], row["values"]["text"]
        if characters.number(number) is None or number in seen:
            row["problems"].append(["number", _("“%(given)s” is no number of its own") % {"given": number}])
        if not 0 < len(text) <= LONGEST:
            row["problems"].append(["text", _("A statement has from 1 to %(most)s characters.") % {"most": LONGEST}])
        seen.add(number)
        found.append({**row, "state": REFUSED if row["problems"] else NEW})
    return found


def _row(line: int, state: str, given: dict[str, str], votes: int = 0) -> PreviewedLine:
    text = " ".join((given["comment-body"] or "").split())
    number, accepted = str(given["comment-id"] or "").strip(), (given.get("moderated") or "").strip() != "-1"
    return {
        "line": line,
        "state": state,
        "values": {"number": number, "text": text, "votes": votes, "accepted": accepted},
        "problems": [],
    }


def _ballots(rows: list[dict[str, str]]) -> tuple[list[Ballot], list[PreviewedLine]]:
    """The votes, and a refused row for each that cannot be read."""
    cast: list[Ballot] = []
    wrong: list[PreviewedLine] = []
    for line, given in enumerate(rows, 2):
        try:
            value, at = int(given["vote"]), int(given.get("timestamp") or 0) / 1000
            if value not in {-1, 0, 1} or not given["voter-id"]:
                raise ValueError
            voter, number = given["voter-id"].strip()[:120], int(given["comment-id"])
            cast.append((voter, number, value, datetime.fromtimestamp(at, UTC)))
        except (ValueError, TypeError, OverflowError, OSError):
            reason = _("votes.csv: a vote is of a voter, on the number of a statement, and 1, 0 or -1")
            wrong.append({"line": line, "state": REFUSED, "values": {}, "problems": [["votes", reason]]})
    return cast, wrong


def _hash(content: bytes) -> str:
    return sha256(content).hexdigest()
