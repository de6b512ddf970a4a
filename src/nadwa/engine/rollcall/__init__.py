"""Roll-call votes of states → ideal points."""

from nadwa.engine.rollcall.files import RollCalls, read_roll_calls
from nadwa.engine.rollcall.ideal import IdealPoints, ideal_points

__all__ = ["IdealPoints", "RollCalls", "ideal_points", "read_roll_calls"]
