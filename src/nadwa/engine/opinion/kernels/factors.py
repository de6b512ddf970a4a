"""The half-steps of the factorisation."""

import numpy as np

from nadwa.engine.opinion.kernels.compiling import Array, kernel


@kernel
def fit_people(
    start: Array, stop: Array, statement: Array, value: Array,
    centre: float, mean: Array, spread: Array, prior: Array, noise: float,
    person: Array, low: int, high: int, out: Array,
) -> None:  # fmt: skip
    """One half-step of variational Bayes: every participant's intercept and factors given the statements'.

    `mean` (S, d) and `spread` (S, d, d) are the posterior of the statements' intercepts and factors, d = 1 + r; `prior`
    (d,) the participants' prior precisions. Fills `person` (n, d). Adds to `out` (S + 1, d, d + 2): for each statement
    its normal equations (d, d + 1) in the same sense, and in the last column what the noise is estimated from; in the
    last row the participants' second moments.
    """
    d = mean.shape[1]
    system = np.empty((d, d))
    wanted = np.empty(d)
    moment = np.empty((d, d))
    for row in range(low, high):
        system[:] = 0.0
        wanted[:] = 0.0
        for k in range(d):
            system[k, k] = prior[k] * noise
        for at in range(start[row], stop[row]):
            j = statement[at]
            rest = value[at] - centre - mean[j, 0]
            system[0, 0] += 1.0
            wanted[0] += rest
            for k in range(1, d):
                wanted[k] += mean[j, k] * rest - spread[j, 0, k]
                system[0, k] += mean[j, k]
                for m in range(k, d):
                    system[k, m] += mean[j, k] * mean[j, m] + spread[j, k, m]
        own = person[row]
        _invert(system)
        for k in range(d):
            own[k] = 0.0
            for m in range(d):
                own[k] += system[k, m] * wanted[m]
        for k in range(d):
            for m in range(d):
                moment[k, m] = own[k] * own[m] + noise * system[k, m]
                out[out.shape[0] - 1, k, m] += moment[k, m]
        for at in range(start[row], stop[row]):
            j = statement[at]
            rest = value[at] - centre - own[0]
            sums = out[j]
            sums[0, 0] += 1.0
            sums[0, d] += rest
            for k in range(1, d):
                sums[k, d] += own[k] * rest - noise * system[0, k]
                sums[0, k] += own[k]
                for m in range(k, d):
                    sums[k, m] += moment[k, m]
            sums[0, d + 1] += rest * rest + noise * system[0, 0]


@kernel
def fit_statements(sums: Array, prior: Array, noise: float, mean: Array, spread: Array) -> float:
    """The other half-step: posterior of each statement from what `fit_people` summed; gives the expected squares of
    what is left of the votes, summed."""
    d = mean.shape[1]
    system = np.empty((d, d))
    left = 0.0
    for j in range(mean.shape[0]):
        for k in range(d):
            for m in range(k, d):
                system[k, m] = sums[j, k, m]
            system[k, k] += prior[k] * noise
        _invert(system)
        for k in range(d):
            mean[j, k] = 0.0
            for m in range(d):
                mean[j, k] += system[k, m] * sums[j, m, d]
                spread[j, k, m] = noise * system[k, m]
        left += sums[j, 0, d + 1]
        for k in range(d):
            left -= 2 * mean[j, k] * sums[j, k, d]
            for m in range(d):
                moment = sums[j, min(k, m), max(k, m)]
                left += moment * (mean[j, k] * mean[j, m] + spread[j, k, m])
    return left


@kernel
def _invert(system: Array) -> None:
    """Invert, in place, a positive definite matrix whose upper triangle is given (Gauss and Jordan)."""
    d = system.shape[0]
    for k in range(d):
        for m in range(k):
            system[k, m] = system[m, k]
    for k in range(d):
        pivot = 1.0 / system[k, k]
        system[k, k] = 1.0
        for m in range(d):
            system[k, m] *= pivot
        for other in range(d):
            if other != k:
                factor = system[other, k]
                system[other, k] = 0.0
                for m in range(d):
                    system[other, m] -= factor * system[k, m]
