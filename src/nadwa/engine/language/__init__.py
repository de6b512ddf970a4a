"""The six languages: meaning of sentences (who has said this already?), words, and differences between versions."""

from nadwa.engine.language.differences import Piece, differences, words
from nadwa.engine.language.similarity import clusters, embedded, likest

__all__ = ["Piece", "clusters", "differences", "embedded", "likest", "words"]
