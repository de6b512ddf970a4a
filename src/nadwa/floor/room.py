"""What the floor brings to the rest of the platform."""

from nadwa.floor.fragments import CHANNELS
from nadwa.floor.rules import PERMISSIONS
from nadwa.floor.sentences import SENTENCES
from nadwa.room import Room

ROOM = Room(permissions=PERMISSIONS, sentences=SENTENCES, channels=CHANNELS)
