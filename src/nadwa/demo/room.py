"""What the demo brings to the rest of the platform."""

from nadwa.demo.rules import PERMISSIONS
from nadwa.room import Brought

ROOM = Brought(permissions=PERMISSIONS)
