"""Ideal points of states from their roll-call votes."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import linalg, optimize

from nadwa.engine.opinion.rows import threads
from nadwa.engine.rollcall.files import ABSENT, RollCalls

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

FEWEST_VOTES = 7
LANES = 2
STEP = 0.5
SLOPE = 1.5
CUT = 4.0
GAP = 1.0
ROUNDS = 150
NINETY = 1.645
ANCHOR = "USA"


@dataclass(frozen=True)
class IdealPoints:
    """Ideal points of n states in T sessions, on one scale: mean 0 and variance 1 over all of them.

    Attributes
    ----------
    sessions : (T,)
    points, error : (T, n, d)
        Ideal points, and half the width of their 90 % intervals; NaN where a state cast fewer than seven votes.
    roll_calls : (m,)
        Places in the data of the roll calls of these sessions.
    slope, cut, gap : (m, d), (m,), (m,)
        Discrimination, lower cut, and logarithm of the distance between the cuts: P(vote ≤ k) = σ(cut_k − slope · θ)
        for no, abstention, yes.
    """

    sessions: Ints
    points: Floats
    error: Floats
    roll_calls: Ints
    slope: Floats
    cut: Floats
    gap: Floats

    def cut_points(self) -> Floats:
        """Where on the first dimension no and abstention, and abstention and yes, are equally likely, (m, 2)."""
        slope = np.where(np.abs(self.slope[:, :1]) > 1e-6, self.slope[:, :1], np.nan)
        return np.asarray(np.stack([self.cut, self.cut + np.exp(self.gap)], axis=1) / slope)

    def chances(self, data: RollCalls) -> Floats:
        """Probability of no, abstention and yes for every state on every roll call, (m, n, 3); NaN for states without
        an ideal point in the session."""
        session = np.searchsorted(self.sessions, data.sessions[self.roll_calls])
        lean = np.einsum("jd,jnd->jn", self.slope, self.points[session])
        below = 1 / (1 + np.exp(lean - self.cut[:, None]))
        upto = 1 / (1 + np.exp(lean - (self.cut + np.exp(self.gap))[:, None]))
        return np.stack([below, upto - below, 1 - upto], axis=2)


@dataclass(frozen=True)
class _Ballots:
    """Votes ordered by roll call; `point` numbers the state in its session, session by session."""

    start: Ints
    point: Ints
    vote: NDArray[np.int8]
    shape: tuple[int, int, int, int]
    steps: Floats
    voting: NDArray[np.bool_]


def ideal_points(data: RollCalls, sessions: list[int], dimensions: int = 1) -> IdealPoints:
    """Ideal points of the states in `sessions`, in one or two dimensions.

    An ordinal logit of every vote on the state's ideal point, fitted by penalised likelihood. A state's point walks
    from session to session with steps of standard deviation ½, which links the sessions' scales (Martin and Quinn 2002,
    "Dynamic ideal point estimation via Markov chain Monte Carlo"; Bailey, Strezhnev, Voeten 2017 for the General
    Assembly); points have standard normal priors, discriminations normal ones of 1.5, the cuts wide ones. The United
    States are on the positive side, as in the published estimates. Intervals come from the expected information, with
    the roll calls' parameters held as found.

    Raises ValueError for a session without roll calls, and for other numbers of dimensions.
    """
    if dimensions not in {1, 2}:
        raise ValueError(f"{dimensions} dimensions; expected 1 or 2")
    wanted = np.array(sorted(set(sessions)), np.int64)
    missing = wanted[~np.isin(wanted, data.sessions)]
    if len(missing):
        known = f"{data.sessions.min()} to {data.sessions.max()}" if len(data.sessions) else "none"
        raise ValueError(f"session {missing[0]} has no roll calls; expected sessions of the data ({known})")
    roll_calls = np.flatnonzero(np.isin(data.sessions, wanted))
    ballots = _ballots(data, wanted, roll_calls, dimensions)
    found = optimize.minimize(
        _loss, _start(data, wanted, roll_calls, ballots), (ballots,), "L-BFGS-B", jac=True, options={"maxiter": ROUNDS}
    )
    theta, slope, cut, gap = _parts(found.x, ballots.shape)
    error = _errors(theta, slope, cut, gap, ballots)
    return _on_one_scale(data, wanted, roll_calls, ballots, (theta, slope, cut, gap, error))


def _ballots(data: RollCalls, sessions: Ints, roll_calls: Ints, dimensions: int) -> _Ballots:
    session = np.searchsorted(sessions, data.sessions[roll_calls])
    cast = data.votes[roll_calls] != ABSENT
    counted = np.stack([cast[session == t].sum(axis=0) for t in range(len(sessions))])
    voting = counted >= FEWEST_VOTES
    roll_call, state = np.nonzero(cast & voting[session])
    size = len(data.states)
    start = np.concatenate([[0], np.cumsum(np.bincount(roll_call, minlength=len(roll_calls)))])
    vote = (data.votes[roll_calls][roll_call, state] + 1).astype(np.int8)
    shape = (len(sessions), size, dimensions, len(roll_calls))
    steps = STEP**2 * np.diff(sessions).astype(np.float64)
    return _Ballots(start, session[roll_call] * size + state, vote, shape, steps, voting)


def _parts(x: Floats, shape: tuple[int, int, int, int]) -> tuple[Floats, Floats, Floats, Floats]:
    sessions, states, d, m = shape
    edges = np.cumsum([sessions * states * d, m * d, m])
    theta, slope, cut, gap = np.split(x, edges)
    return theta.reshape(sessions, states, d), slope.reshape(m, d), cut, gap


def _start(data: RollCalls, sessions: Ints, roll_calls: Ints, ballots: _Ballots) -> Floats:
    """Each session's principal components, turned to agree with the session before; slopes by regression on them."""
    count, states, d, m = ballots.shape
    theta = np.zeros((count, states, d))
    anchor = data.codes.index(ANCHOR) if ANCHOR in data.codes else 0
    for t, session in enumerate(sessions):
        votes = data.votes[data.sessions == session].astype(np.float64)
        cast = (votes != ABSENT) & ballots.voting[t]
        mean = np.where(cast, votes, 0).sum(axis=1) / np.maximum(cast.sum(axis=1), 1)
        centred = np.where(cast, votes - mean[:, None], 0.0)
        axes = linalg.svd(centred, full_matrices=False)[2][:d] * np.sqrt(max(ballots.voting[t].sum(), 1))
        theta[t, :, : len(axes)] = axes.T
        before = theta[t - 1] if t else None
        for k in range(d):
            agreement = theta[t, :, k] @ before[:, k] if before is not None else theta[t, anchor, k]
            theta[t, :, k] *= -1.0 if agreement < 0 else 1.0
    if theta[:, anchor, 0].sum() < 0:
        theta[:, :, 0] *= -1
    roll_call = np.repeat(np.arange(m), np.diff(ballots.start))
    flat = theta.reshape(-1, d)[ballots.point] * (ballots.vote - 1.0)[:, None]
    shared = np.stack([np.bincount(roll_call, flat[:, k], minlength=m) for k in range(d)], axis=1)
    slope = np.clip(3 * shared / np.maximum(np.diff(ballots.start), 1)[:, None], -3, 3)
    return np.concatenate([theta.ravel(), slope.ravel(), np.full(m, -1.0), np.zeros(m)])


def _loss(x: Floats, ballots: _Ballots) -> tuple[float, Floats]:
    """Minus log-posterior and its gradient."""
    from nadwa.engine.rollcall.kernels import descend

    theta, slope, cut, gap = _parts(x, ballots.shape)
    _, _, d, m = ballots.shape
    flat = theta.reshape(-1, d)
    edges = [int(np.searchsorted(ballots.start, len(ballots.point) * lane // LANES)) for lane in range(LANES)] + [m]

    def lane(ends: tuple[int, int]) -> tuple[float, Floats]:
        gradient = np.zeros_like(x)
        by_theta, by_slope, by_cut, by_gap = _parts(gradient, ballots.shape)
        part = descend(
            ballots.start, ballots.point, ballots.vote, flat, slope, cut, gap, *ends,
            by_theta.reshape(-1, d), by_slope, by_cut, by_gap,
        )  # fmt: skip
        return part, gradient

    parts = list(threads().map(lane, pairwise(edges)))
    loss, gradient = sum(part for part, _ in parts), sum(grown for _, grown in parts)
    by_theta, by_slope, by_cut, by_gap = _parts(np.asarray(gradient), ballots.shape)
    both = (ballots.voting[1:] & ballots.voting[:-1])[:, :, None]
    step = np.diff(theta, axis=0) * both / ballots.steps[:, None, None]
    by_theta += theta
    by_theta[1:] += step
    by_theta[:-1] -= step
    by_slope += slope / SLOPE**2
    by_cut += cut / CUT**2
    by_gap += gap / GAP**2
    walked = float((step**2 * ballots.steps[:, None, None]).sum())
    priors = float((theta**2).sum() + (slope**2).sum() / SLOPE**2 + (cut**2).sum() / CUT**2 + (gap**2).sum() / GAP**2)
    return loss + (priors + walked) / 2, np.asarray(gradient)


def _errors(theta: Floats, slope: Floats, cut: Floats, gap: Floats, ballots: _Ballots) -> Floats:
    """Half-widths (T, n, d) from the expected information of a state's votes and the walk's, dimension by dimension."""
    count, states, d, m = ballots.shape
    roll_call = np.repeat(np.arange(m), np.diff(ballots.start))
    lean = (slope[roll_call] * theta.reshape(-1, d)[ballots.point]).sum(axis=1)
    below = 1 / (1 + np.exp(lean - cut[roll_call]))
    upto = 1 / (1 + np.exp(lean - (cut + np.exp(gap))[roll_call]))
    steep, steeper = below * (1 - below), upto * (1 - upto)
    tiny = 1e-12
    known = steep**2 / (below + tiny) + (steeper - steep) ** 2 / (upto - below + tiny) + steeper**2 / (1 - upto + tiny)
    error = np.full((count, states, d), np.nan)
    for k in range(d):
        told = np.bincount(ballots.point, known * slope[roll_call, k] ** 2, minlength=count * states)
        precision = 1 + told.reshape(count, states)
        for state in range(states):
            seen = ballots.voting[:, state]
            system = np.diag(precision[:, state])
            for t in np.flatnonzero(seen[1:] & seen[:-1]):
                system[t : t + 2, t : t + 2] += np.array([[1, -1], [-1, 1]]) / ballots.steps[t]
            error[seen, state, k] = NINETY * np.sqrt(np.diag(linalg.inv(system))[seen])
    return error


def _on_one_scale(
    data: RollCalls, sessions: Ints, roll_calls: Ints, ballots: _Ballots, fit: tuple[Any, Any, Any, Any, Any]
) -> IdealPoints:
    """Two dimensions turned so that the first divides most, then shifted and scaled to mean 0 and variance 1."""
    theta, slope, cut, gap, error = fit
    voting = ballots.voting
    if slope.shape[1] > 1:
        turn = linalg.eigh(slope.T @ slope)[1][:, ::-1]
        theta, slope = theta @ turn, slope @ turn
    shift, scale = theta[voting].mean(axis=0), np.maximum(theta[voting].std(axis=0), 1e-9)
    cut = cut - slope @ shift
    points = np.where(voting[:, :, None], (theta - shift) / scale, np.nan)
    anchor = data.codes.index(ANCHOR) if ANCHOR in data.codes else 0
    side = np.where(np.nansum(points[:, anchor], axis=0) < 0, -1.0, 1.0)
    return IdealPoints(sessions, points * side, error / scale, roll_calls, slope * scale * side, cut, gap)
