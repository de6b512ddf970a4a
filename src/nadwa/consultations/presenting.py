"""A snapshot as its page shows it to a reader."""

import json
from datetime import datetime
from typing import Any

from nadwa.accounts.models import Viewer
from nadwa.consultations import queries
from nadwa.consultations.models import Consultation, Participant, Snapshot
from nadwa.delegations.models import Delegate
from nadwa.delegations.queries import seat

LETTERS = "ABCDE"
LISTED = 8


class Result:
    """The result of `consultation` as `person` sees it; `letter` names the group looked into."""

    def __init__(self, consultation: Consultation, snapshot: Snapshot, person: Viewer, letter: str) -> None:
        self.consultation, self.snapshot, self.person, self.letter = consultation, snapshot, person, letter
        self.content = json.loads(bytes(snapshot.packet))
        self.texts = queries.texts(consultation)

    def page(self) -> dict[str, Any]:
        rows = self._rows()
        return {
            "snapshot": self.snapshot,
            "content": self.content,
            "groups": self._groups(),
            "group": self._group(rows),
            "lists": [
                {"name": name, "rows": self._list(rows, name, measure)}
                for name, measure in (("agreed", "consensus"), ("bridging", "bridging"), ("divides", "divisiveness"))
            ],
            "rows": sorted(rows, key=lambda row: (-row["consensus"], int(row["statement"]))),
            "constituencies": self._constituencies(),
            "course": [{**step, "moment": datetime.fromisoformat(step["at"])} for step in self.snapshot.course],
        }

    def drawing(self) -> dict[str, Any]:
        mine, delegation = self._own_places()
        return {
            "clouds": self.snapshot.clouds,
            "groups": list(LETTERS[: len(self.content["groups"]["sizes"])]),
            "stable": self.content["groups"]["stable"],
            "mine": mine,
            "delegation": delegation,
            "course": self.snapshot.course,
        }

    def _rows(self) -> list[dict[str, Any]]:
        mine: dict[str, Any] = {}
        if self.person.is_authenticated:
            votes = queries.own_votes(self.consultation, self.person)
            mine = {str(vote.statement.number): vote for vote in votes}
        fellows = queries.colleagues(self.consultation, self.person)
        return [
            {
                **row,
                "text": self.texts[row["statement"]],
                "mine": mine.get(row["statement"]),
                "colleagues": fellows.get(row["statement"]),
            }
            for row in self.content["statements"]
        ]

    def _list(self, rows: list[dict[str, Any]], name: str, measure: str) -> list[dict[str, Any]]:
        """Those that reach the level, or else the highest ones."""
        ordered = sorted(rows, key=lambda row: (-row[measure], int(row["statement"])))[:LISTED]
        return [
            {
                **row,
                "value": row[measure],
                "low": row[f"{measure}_low"],
                "high": row[f"{measure}_high"],
                "cost": row["accounts"].get(name),
            }
            for row in ordered
        ]

    def _groups(self) -> list[dict[str, Any]]:
        found = self.content["groups"]
        marks = found["representative"] or [[] for _ in found["sizes"]]
        return [
            {
                "letter": letter,
                "size": size,
                "marks": [{**mark, "text": self.texts[mark["statement"]]} for mark in own],
            }
            for letter, size, own in zip(LETTERS, found["sizes"], marks, strict=False)
        ]

    def _group(self, rows: list[dict[str, Any]]) -> dict[str, Any] | None:
        """All statements as one group sees them."""
        found = self.content["groups"]
        if not found["stable"] or self.letter not in LETTERS[: len(found["sizes"])] or not self.letter:
            return None
        at = LETTERS.index(self.letter)
        seen = [
            {**row, "share": row["groups"][at]["agree"] / row["groups"][at]["n"], "votes": row["groups"][at]["n"]}
            for row in rows
            if row["groups"][at]["n"]
        ]
        return {"letter": self.letter, "rows": sorted(seen, key=lambda row: -row["share"])}

    def _constituencies(self) -> dict[str, Any] | None:
        found = self.content["constituencies"]
        if not found["names"]:
            return None
        names = queries.constituency_names(self.consultation.edition)
        rows = [{**row, "text": self.texts[row["statement"]]} for row in found["statements"]]
        ordered = sorted(rows, key=lambda row: -row["delegations"][0])[:LISTED]
        return {"names": [names[slug] for slug in found["names"]], "rows": ordered}

    def _own_places(self) -> tuple[list[float] | None, list[list[float]]]:
        """Where the reader is on the map, and the reader's colleagues."""
        own = seat(self.person, self.consultation.edition)
        if own is None:
            return None, []
        fellows = Delegate.objects.filter(delegation=own.delegation).values("person")
        theirs = Participant.objects.filter(consultation=self.consultation, person__in=fellows)
        places = {person: self.snapshot.places.get(str(pk)) for pk, person in theirs.values_list("pk", "person_id")}
        mine = places.pop(own.person_id, None)
        return mine, [place for place in places.values() if place]
