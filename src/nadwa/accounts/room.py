"""What accounts bring to the rest of the platform."""

from nadwa.accounts.capacities import CAPACITIES
from nadwa.accounts.duties import forget_what_is_over
from nadwa.accounts.parts import charges
from nadwa.accounts.retention import KEEPS
from nadwa.accounts.rules import PERMISSIONS
from nadwa.room import Brought

ROOM = Brought(
    permissions=PERMISSIONS, capacities=CAPACITIES, keeps=KEEPS, duties=(forget_what_is_over,), parts=(charges,)
)
