"""Negotiating texts as Word documents: tracked changes and brackets with names in, tracked changes out."""

from nadwa.texts.reading.drafts import BadDocument, Draft, ReadAlternative, ReadParagraph
from nadwa.texts.reading.word import read
from nadwa.texts.word.writing import rolling

__all__ = ["BadDocument", "Draft", "ReadAlternative", "ReadParagraph", "read", "rolling"]
