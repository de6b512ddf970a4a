"""Invented crowds of which the truth is known."""

import numpy as np

from nadwa.engine.opinion.votes import Votes

Array = np.ndarray


def planted(people: int, statements: int, groups: int, seed: int, votes_each: int = 30) -> tuple[Votes, Array, Array]:
    """Votes of `groups` camps, each participant's camp, and the share of each camp (groups, S) that agrees."""
    random = np.random.default_rng(seed)
    share = random.uniform(0.05, 0.95, (groups, statements))
    camp = random.integers(0, groups, people)
    rows, columns, values = [], [], []
    for person in range(people):
        seen = random.choice(statements, min(votes_each, statements), replace=False)
        rows += [person] * len(seen)
        columns += seen.tolist()
        values += np.where(random.random(len(seen)) < share[camp[person], seen], 1, -1).tolist()
    return Votes.from_columns(np.array(rows), np.array(columns), np.array(values)), camp, share


def one_cloud(people: int, statements: int, seed: int, votes_each: int = 30) -> Votes:
    """A crowd that differs along two directions, without camps."""
    random = np.random.default_rng(seed)
    leaning = random.standard_normal((people, 2))
    pull = random.standard_normal((statements, 2))
    rows, columns, values = [], [], []
    for person in range(people):
        seen = random.choice(statements, min(votes_each, statements), replace=False)
        agrees = random.random(len(seen)) < 1 / (1 + np.exp(-pull[seen] @ leaning[person]))
        rows += [person] * len(seen)
        columns += seen.tolist()
        values += np.where(agrees, 1, -1).tolist()
    return Votes.from_columns(np.array(rows), np.array(columns), np.array(values))
