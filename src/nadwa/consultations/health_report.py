"""What the secretariat sees of a consultation's health."""

from typing import Any

import numpy as np

from nadwa.consultations import queries
from nadwa.consultations.models import Consultation
from nadwa.engine.opinion.health import alarms
from nadwa.engine.opinion.routing import chances, weighted_agreement


def report(consultation: Consultation) -> dict[str, Any]:
    """Alarms, and every accepted statement with how often it was shown and answered, and with the agreement as counted
    and as corrected by the chances of showing it."""
    statements: list[Any] = list(queries.signals(consultation))
    votes = queries.ballots(consultation).votes()
    counts = dict(zip(votes.statements.astype(str).tolist(), votes.counts.tolist(), strict=True))
    table = np.array([counts.get(str(row.number), [0, 0, 0]) for row in statements]).reshape(-1, 3)
    priorities = chances(table, np.full(len(table), 0.5)) if len(table) else np.zeros(0)
    shown = np.array([row.shown for row in statements])
    corrected = _corrected(consultation, [row.number for row in statements])
    rows = [
        {
            "statement": row,
            "agreement": float(counted[2] / counted.sum()) if counted.sum() else None,
            "corrected": None if np.isnan(share) else float(share),
        }
        for row, counted, share in zip(statements, table, corrected, strict=True)
    ]
    found = [
        {"kind": alarm.kind, "numbers": [statements[at].number for at in alarm.statements]}
        for alarm in alarms(votes, priorities, shown)
    ]
    return {"alarms": found, "rows": rows}


def _corrected(consultation: Consultation, numbers: list[int]) -> Any:
    exposed = queries.exposed_votes(consultation)
    at = {number: place for place, number in enumerate(numbers)}
    held = [(at[number], agreed, chance) for number, agreed, chance in exposed if number in at]
    if not held:
        return np.full(len(numbers), np.nan)
    statement, agreed, chance = (np.array(column) for column in zip(*held, strict=True))
    return weighted_agreement(statement, agreed, chance, len(numbers)).value
