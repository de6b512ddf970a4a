"""The plane of the map: the two directions in which votes differ most."""

from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from nadwa.engine.opinion.rows import Floats, Rows
from nadwa.engine.opinion.statistics import Statistics
from nadwa.engine.opinion.votes import Votes

FEWEST_VOTES = 7
WIDTH = 4
MOST_BLOCKS = 60
TOLERANCE = 1e-5
FIRST_LOOK = 4
SMALL = 128


@dataclass(frozen=True)
class Plane:
    """Attributes: `means` (S,), `components` (S, 2), `positions` (n, 2), `placed` (n,) bool."""

    means: Floats
    components: Floats
    positions: Floats
    placed: NDArray[np.bool_]


def plane(votes: Votes, components: Floats | None = None) -> Plane:
    """Place the participants who cast at least min(7, S) votes.

    Each statement is centred on the mean of its votes and an absent vote counts as the mean, so that the centred
    matrix X is as sparse as the votes. The components (S, 2) are the leading eigenvectors of XᵀX, unless given. The
    position of participant i is sqrt((S + w) / (votes_i + w)) Σ_j (v_ij − mean_j) component_j, with w the number of
    statements withdrawn (Small et al. 2021, "Polis: Scaling deliberation by mapping high dimensional opinion spaces").
    """
    means = votes.means()
    if components is None:
        components = leading_of_votes(votes, means)
    least = min(FEWEST_VOTES, len(votes.statements))
    return Plane(means, components, positions(votes.rows, means, components), votes.per_participant() >= least)


def positions(rows: Rows, means: Floats, components: Floats) -> Floats:
    """Positions (n, 2) of all participants on the plane of `components` (S, 2)."""
    from nadwa.engine.opinion.kernels import project

    table = np.ascontiguousarray((np.array([-1.0, 0.0, 1.0]) - means[:, None])[:, :, None] * components[:, None])
    out = np.empty((len(rows.start), 2))
    rows.fill(lambda low, high: project(*rows.arrays, table, rows.withdrawn, low, high, out))
    return out


def leading_of_votes(votes: Votes, means: Floats) -> Floats:
    """Two leading eigenvectors (S, 2) of XᵀX by block Krylov iteration from a fixed start (Golub and Underwood 1977).

    Ends when the residuals of both are under 1e-5 of the first eigenvalue. Randomised SVD with few power steps gives a
    wrong second axis here: the spectrum of votes is flat.
    """
    from nadwa.engine.opinion.kernels import gram_times

    size = len(votes.statements)
    if size <= SMALL:
        return leading(Statistics.of(votes).centred(means))
    block = np.linalg.qr(np.random.default_rng(0).standard_normal((size, WIDTH)))[0]
    basis, images = np.zeros((size, 0)), np.zeros((size, 0))
    vectors, values = np.zeros((size, 2)), np.zeros(2)
    for step in range(min(MOST_BLOCKS, size // WIDTH + 1)):
        across = np.ascontiguousarray(block)
        image = votes.rows.sum(partial(gram_times, *votes.rows.arrays, means, across), (size, WIDTH), np.float64)
        basis, images = np.hstack([basis, block]), np.hstack([images, image])
        ahead = image - basis @ (basis.T @ image)
        ahead -= basis @ (basis.T @ ahead)
        block, triangle = np.linalg.qr(ahead)
        ended = np.abs(np.diag(triangle)).min() <= 1e-10 * max(float(np.abs(image).max()), 1e-12)
        if ended or step + 1 >= FIRST_LOOK:
            small = basis.T @ images
            values, turns = np.linalg.eigh((small + small.T) / 2)
            vectors = basis @ turns[:, :-3:-1]
            rest = images @ turns[:, :-3:-1] - vectors * values[:-3:-1]
            if np.linalg.norm(rest, axis=0).max() <= TOLERANCE * max(values[-1], 1e-12):
                break
        if ended:
            return leading(Statistics.of(votes).centred(means))
    return signed(vectors, values[:-3:-1])


def leading(gram: Floats) -> Floats:
    """Two leading eigenvectors (S, 2) of a Gram matrix (S, S); zero where there is no spread left."""
    from scipy.linalg import eigh

    size = len(gram)
    vectors, spread = np.zeros((size, 2)), np.zeros(2)
    wanted = min(2, size)
    if wanted:
        found, turned = eigh(gram, subset_by_index=[size - wanted, size - 1])
        vectors[:, :wanted], spread[:wanted] = turned[:, ::-1], found[::-1]
    return signed(vectors, spread)


def signed(vectors: Floats, values: Floats) -> Floats:
    """Turn each vector (S, 2) so that its largest entry is positive; a vector without spread is zero."""
    if not len(vectors):
        return vectors
    held = vectors * (values > 1e-9 * len(vectors))
    largest = held[np.abs(held).argmax(axis=0), np.arange(2)]
    return np.asarray(held * np.where(largest < 0, -1.0, 1.0))
