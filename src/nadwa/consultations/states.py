"""How states have voted: the General Assembly's roll calls, studied once and kept for the page."""

import csv
from pathlib import Path
from typing import Any

import numpy as np
from babel import Locale
from django.conf import settings
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from nadwa import characters
from nadwa.consultations.models import SessionStudy
from nadwa.engine.rollcall import ideal_points, read_roll_calls
from nadwa.engine.rollcall.bridges import bridging_states, dividing
from nadwa.web.figures import BABEL

SUBJECTS = {
    "me": _("Palestine"),
    "nu": _("Nuclear weapons"),
    "di": _("Arms control and disarmament"),
    "hr": _("Human rights"),
    "co": _("Colonialism"),
    "ec": _("Economic development"),
}
SHOWN_FIRST = ("US", "RU", "CN", "FR", "GB", "IN", "BR", "ZA", "EG")
VOTES = {1: "yes", 0: "abstain", -1: "no"}


def study(folder: Path | None = None) -> None:
    """Compute ideal points of all sessions and keep one study for each, unless they are there."""
    if SessionStudy.objects.exists():
        return
    folder = folder or settings.DATA / "unga"
    data = read_roll_calls(folder)
    with (folder / "states.csv").open(encoding="utf-8", newline="") as file:
        codes = [row["iso2"] for row in csv.DictReader(file)]
    with (folder / "roll_calls.csv").open(encoding="utf-8", newline="") as file:
        described = {row["rcid"]: row for row in csv.DictReader(file)}
    found = ideal_points(data, sorted(set(data.sessions.tolist())))
    studies = []
    for t, session in enumerate(found.sessions.tolist()):
        points, error = found.points[t, :, 0], found.error[t, :, 0]
        if not np.isfinite(points).any():
            continue  # one roll call says nothing of where a state stands
        rows = np.flatnonzero(data.sessions == session)
        votes = data.votes[rows]
        bridges, apart = bridging_states(votes, points), dividing(votes, points)
        states = [
            {
                "state": data.states[at],
                "code": codes[at],
                "point": round(float(points[at]), 4),
                "low": round(float(points[at] - error[at]), 4),
                "high": round(float(points[at] + error[at]), 4),
                "bridging": round(float(bridges[at]), 4),
            }
            for at in np.flatnonzero(np.isfinite(points))
        ]
        calls = [
            {
                **_described(described[data.ids[row]]),
                "divides": round(float(apart[place]), 4),
                "votes": "".join(".NAY"[vote + 2 if vote < 2 else 0] for vote in votes[place].tolist()),
                **{name: int((votes[place] == value).sum()) for value, name in VOTES.items()},
            }
            for place, row in enumerate(rows)
        ]
        studies.append(SessionStudy(session=session, states=states, roll_calls=calls))
    SessionStudy.objects.bulk_create(studies, ignore_conflicts=True)


def _described(row: dict[str, str]) -> dict[str, Any]:
    number = row["unres"].removeprefix("A/RES/").removeprefix("R/")
    described = row["descr"] or row["short"]
    title = "".join(sign if characters.is_clean(sign) else " " for sign in described)  # a few hold U+0008
    return {
        "id": row["rcid"],
        "date": row["date"],
        "symbol": f"A/RES/{number}" if number else "",
        "title": title[:300],
        "subjects": [part for part in row["issues"].replace(";", " ").replace(",", " ").split() if part in SUBJECTS],
    }


def sessions() -> list[int]:
    return list(SessionStudy.objects.values_list("session", flat=True))


def session_study(number: int) -> SessionStudy:
    return get_object_or_404(SessionStudy, session=number)


def named(states: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The states with their names in the reader's language, from the highest ideal point to the lowest."""
    return sorted(
        ({**row, "name": name_of(row["code"], row["state"])} for row in states), key=lambda row: -row["point"]
    )


def name_of(code: str, otherwise: str) -> str:
    language = get_language() or "en"
    territories = Locale.parse(BABEL.get(language, language), sep="_").territories
    return territories.get(code, otherwise) if code else otherwise


def course(codes: list[str]) -> list[dict[str, Any]]:
    """The ideal points of some states over all sessions, with intervals."""
    lines: dict[str, list[list[float]]] = {code: [] for code in codes}
    for found in SessionStudy.objects.all():
        for row in found.states:
            if row["code"] in lines:
                lines[row["code"]].append([found.session, row["point"], row["low"], row["high"]])
    return [{"code": code, "name": name_of(code, code), "points": points} for code, points in lines.items() if points]


def roll_call(session: int, number: str) -> tuple[dict[str, Any], dict[str, list[str]]]:
    """A roll call, and the names of the states by vote. Raises Http404."""
    found = next((row for row in session_study(session).roll_calls if row["id"] == number), None)
    if found is None:
        raise Http404
    with (settings.DATA / "unga" / "states.csv").open(encoding="utf-8", newline="") as file:
        states = list(csv.DictReader(file))
    by_vote: dict[str, list[str]] = {"Y": [], "N": [], "A": []}
    for state, vote in zip(states, found["votes"], strict=True):
        if vote in by_vote:
            by_vote[vote].append(name_of(state["iso2"], state["country"]))
    return found, {vote: sorted(names) for vote, names in by_vote.items()}
