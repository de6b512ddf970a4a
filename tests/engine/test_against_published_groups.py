"""The groups are those that were published for real conversations, at the published number of groups."""

import numpy as np
import pytest

from nadwa.engine.opinion import sketch
from nadwa.engine.opinion.stability import adjusted_rand
from tests.engine.conversations import conversation, published_groups

LEAST = {"bg2050": 0.97, "biodiversity": 0.95, "ssis": 0.9, "vtaiwan": 0.9, "brexit": 0.8}


@pytest.mark.parametrize("name", LEAST)
def test_groups_are_the_published_ones(name: str) -> None:
    published = published_groups(name)
    found = sketch(conversation(name), groups=len(set(published.values())))

    shown = [(row, published[str(who)]) for row, who in enumerate(found.votes.participants) if str(who) in published]
    ours = np.array([found.group[row] for row, _ in shown])
    theirs = np.array([group for _, group in shown])
    placed = ours >= 0
    assert placed.sum() >= 0.95 * len(published)
    assert adjusted_rand(ours[placed], theirs[placed], np.ones(placed.sum())) >= LEAST[name]
