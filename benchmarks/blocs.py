"""Texts as large as real ones: parties in blocs, alternatives near one bloc or another."""

from typing import Any

import numpy as np

STANCES = np.array(["support", "acceptable", "reservation", "object"])
BLOCS, DIMENSIONS = 6, 3


def text(parties: int, paragraphs: int, alternatives: int, linkages: int, seed: int) -> dict[str, Any]:
    """A text on which every party has a position everywhere; a fifth of the farthest 3 % are red lines, and the last
    alternative of each paragraph (to delete it) is nobody's, so that some package is always possible."""
    random = np.random.default_rng(seed)
    blocs = random.normal(0, 1, (BLOCS, DIMENSIONS))
    places = blocs[random.integers(0, BLOCS, parties)] + random.normal(0, 0.4, (parties, DIMENSIONS))
    offers = random.normal(0, 1, (paragraphs, alternatives, DIMENSIONS))
    salience = random.choice([1, 1, 2, 3], (parties, paragraphs))
    distance = np.sqrt(((places[:, None, None, :] - offers) ** 2).sum(-1))
    limits = np.quantile(distance, [0.3, 0.55, 0.75, 0.97])
    stance = STANCES[np.minimum(np.searchsorted(limits, distance), 3)].astype(object)
    stance[(distance > limits[3]) & (random.random(distance.shape) < 0.2)] = "red-line"
    stance[:, :, -1] = "reservation"
    names = {
        "party": [f"party {at:03}" for at in range(parties)],
        "paragraph": [f"OP{at:03}" for at in range(paragraphs)],
        "alternative": [f"alternative {at}" for at in range(alternatives - 1)] + ["delete"],
    }
    return {
        "format": "nadwa-text/1",
        "parties": [{"id": name} for name in names["party"]],
        "paragraphs": [{"id": name, "alternatives": names["alternative"]} for name in names["paragraph"]],
        "positions": [
            {
                "party": names["party"][who],
                "paragraph": names["paragraph"][where],
                "alternative": names["alternative"][what],
                "stance": found,
                "salience": int(salience[who, where]),
            }
            for (who, where, what), found in np.ndenumerate(stance)
        ],
        "linkages": [_linkage(random, names, salience) for _ in range(linkages)],
    }


def _linkage(random: np.random.Generator, names: dict[str, list[str]], salience: np.ndarray) -> dict[str, Any]:
    who = int(random.integers(len(names["party"])))
    here, there = (int(at) for at in random.choice(len(names["paragraph"]), 2, replace=False))
    kept = int(random.integers(len(names["alternative"]) - 1))
    owed = int(random.integers(len(names["alternative"])))
    return {
        "party": names["party"][who],
        "if": {"paragraph": names["paragraph"][here], "alternative": names["alternative"][kept]},
        "then": {"paragraph": names["paragraph"][there], "alternative": names["alternative"][owed]},
        "otherwise": "object",
        "salience": int(salience[who, here]),
    }
