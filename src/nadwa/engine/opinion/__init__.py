"""From votes on opinion statements to a map, groups and what all can agree on."""

from nadwa.engine.opinion.mapping import OpinionMap, opinion_map
from nadwa.engine.opinion.votes import Votes

__all__ = ["OpinionMap", "Votes", "opinion_map"]
