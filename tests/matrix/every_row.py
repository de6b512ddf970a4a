"""The matrix: what every address gives each role, and who may follow every live channel."""

from tests.matrix.roles import INSIDE, ROLES, Row
from tests.matrix.rows import (
    accounts,
    consultations,
    cooperation,
    delegations,
    editions,
    exchange,
    floor,
    platform,
    press,
    programme,
    record,
    texts,
)

ROWS: list[Row] = [
    *accounts.ROWS,
    *consultations.ROWS,
    *cooperation.ROWS,
    *delegations.ROWS,
    *editions.ROWS,
    *exchange.ROWS,
    *floor.ROWS,
    *platform.ROWS,
    *press.ROWS,
    *programme.ROWS,
    *record.ROWS,
    *texts.ROWS,
]

# name; 1 is open to everybody, 2 to participants only; who follows
CHANNELS: list[tuple[str, int, tuple[str, ...]]] = [
    ("floor.now", 1, ROLES),
    ("floor.now", 2, INSIDE),
    ("floor.screen", 1, ROLES),
    ("floor.screen", 2, INSIDE),
    ("floor.podium", 1, ("chair", "vice_chair")),
    ("floor.podium", 2, ("chair", "vice_chair")),
    ("texts.text", 1, ROLES),
    ("texts.text", 2, INSIDE),
    ("texts.decision", 1, ROLES),
    ("texts.decision", 2, INSIDE),
]
