"""Meaning of sentences in the six languages: who has said this already, and which statements are alike."""

from nadwa.engine.language.similarity import clusters, embedded, likest

__all__ = ["clusters", "embedded", "likest"]
