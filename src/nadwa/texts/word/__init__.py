"""Negotiating texts as Word documents with tracked changes; how they are read stands in texts/reading/word.py."""

from nadwa.texts.word.writing import rolling

__all__ = ["rolling"]
