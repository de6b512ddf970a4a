"""The six languages: meaning of sentences (who has said this already?), words, and differences between versions."""

from nadwa.engine.language.differences import Piece, differences, words
from nadwa.engine.language.similarity import ENCODER, AnotherEncoder, clusters, embedded, likest, require_encoder

__all__ = [
    "ENCODER",
    "AnotherEncoder",
    "Piece",
    "clusters",
    "differences",
    "embedded",
    "likest",
    "require_encoder",
    "words",
]
