"""The plane of the map: the two directions in which votes differ most."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import linalg

from nadwa.engine.opinion.votes import Votes

Floats = NDArray[np.float64]
FEWEST_VOTES = 7
SHUFFLES = 40
SIGNIFICANCE = 0.95


@dataclass(frozen=True)
class Plane:
    """Attributes: `means` (S,), `components` (S, 2), `positions` (n, 2), `placed` (n,) bool."""

    means: Floats
    components: Floats
    positions: Floats
    placed: NDArray[np.bool_]


def plane(votes: Votes) -> Plane:
    """Place the participants who cast at least min(7, S) votes.

    Each statement is centred on the mean of its votes and an absent vote counts as the mean, so that the centred
    matrix X is as sparse as the votes. The components are the leading eigenvectors of XᵀX, computed from the exact
    integer statistics VᵀV, VᵀB, BᵀB of votes V and mask B; they do not depend on the order of participants. The
    position of participant i is sqrt(S / votes_i) Σ_j (v_ij − mean_j) component_j (Small et al. 2021, "Polis:
    Scaling deliberation by mapping high dimensional opinion spaces"). Signs: the entry of a component that is
    largest in size is positive.
    """
    size = len(votes.statements)
    means = _means(votes)
    components = _leading(_centred_gram(votes, means))
    cast_by = votes.per_participant()
    projected = votes.value @ components - votes.cast @ (means[:, None] * components)
    positions = np.sqrt(size / np.maximum(cast_by, 1))[:, None] * projected
    return Plane(means, components, positions, cast_by >= min(FEWEST_VOTES, size))


def statements_are_related(votes: Votes, seed: int) -> bool:
    """Whether the plane holds more of the spread than in 95 % of shuffles (parallel analysis, Horn 1965)."""
    random = np.random.default_rng(seed)
    shuffled = [_spread(votes.shuffled(random)) for _ in range(SHUFFLES)]
    return _spread(votes) > float(np.quantile(shuffled, SIGNIFICANCE))


def _spread(votes: Votes) -> float:
    """Sum of the two leading eigenvalues of the centred Gram matrix."""
    size = len(votes.statements)
    gram = _centred_gram(votes, _means(votes))
    return float(linalg.eigvalsh(gram, subset_by_index=[max(size - 2, 0), size - 1]).sum())


def _means(votes: Votes) -> Floats:
    return np.asarray(votes.value.sum(axis=0), dtype=np.float64) / np.maximum(votes.per_statement(), 1)


def _centred_gram(votes: Votes, means: Floats) -> Floats:
    value, cast = votes.value, votes.cast
    both = (value.T @ value).toarray().astype(np.float64)
    crossed = (value.T @ cast).toarray().astype(np.float64)
    counted = (cast.T @ cast).toarray().astype(np.float64)
    shifted = crossed * means[None, :]
    return np.asarray(both - shifted - shifted.T + counted * np.outer(means, means))


def _leading(gram: Floats) -> Floats:
    size = len(gram)
    components = np.zeros((size, 2))
    wanted = min(2, size)
    if wanted:
        values, vectors = linalg.eigh(gram, subset_by_index=[size - wanted, size - 1])
        components[:, :wanted] = np.where(values > 1e-9 * max(size, 1), vectors, 0.0)[:, ::-1]
    largest = components[np.abs(components).argmax(axis=0), np.arange(2)] if size else np.ones(2)
    return components * np.where(largest < 0, -1.0, 1.0)
