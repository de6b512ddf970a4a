"""An invented crowd for timings: three camps, so many votes each, the same every time."""

import numpy as np

from nadwa.engine.opinion.votes import Votes

CAMPS = 3
PASSES = 0.15


def crowd(people: int, statements: int, votes_each: int = 50, seed: int = 1) -> Votes:
    random = np.random.default_rng(seed)
    base = random.normal(0, 1, statements)
    share = 1 / (1 + np.exp(-(base + random.normal(0, 1.2, (CAMPS, statements)))))
    camp = random.integers(0, CAMPS, people)
    cast = random.integers(max(7, votes_each * 2 // 5), 2 * votes_each - max(7, votes_each * 2 // 5) + 1, people)
    cast = np.minimum(cast, statements)
    start = np.concatenate([[0], np.cumsum(cast)])
    statement = np.empty(start[-1], np.int16)
    value = np.empty(start[-1], np.int8)
    for first in range(0, people, 5_000):
        last = min(first + 5_000, people)
        order = np.argsort(random.random((last - first, statements), dtype=np.float32), axis=1)
        seen = np.arange(statements)[None] < cast[first:last, None]
        ranked = np.sort(np.where(seen, order, statements), axis=1)
        held = ranked < statements
        some = ranked[held]
        who = np.repeat(camp[first:last], cast[first:last])
        agrees = random.random(len(some)) < share[who, some]
        vote = np.where(agrees, 1, -1)
        vote[random.random(len(some)) < PASSES] = 0
        place = slice(start[first], start[last])
        statement[place], value[place] = some, vote
    return Votes(np.arange(people), np.arange(statements), start, statement, value)
