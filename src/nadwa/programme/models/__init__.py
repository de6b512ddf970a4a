"""Meetings and their rooms, the agenda, the run of show, documents."""

from nadwa.programme.models.documents import Document, Version
from nadwa.programme.models.meetings import AgendaItem, Appearance, Meeting, Room, Step

__all__ = ["AgendaItem", "Appearance", "Document", "Meeting", "Room", "Step", "Version"]
