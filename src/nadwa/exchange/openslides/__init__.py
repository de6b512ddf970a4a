"""Meetings as OpenSlides 4 exports and imports them: agenda, speakers, motions, participants."""

from nadwa.exchange.openslides.reading import COLUMNS, carry_out, read
from nadwa.exchange.openslides.writing import document

__all__ = ["COLUMNS", "carry_out", "document", "read"]
