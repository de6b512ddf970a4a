"""The opinion map: votes on statements → positions, groups, and what is agreed across them."""

from nadwa.engine.opinion.mapping import OpinionMap, TooFewVotes, opinion_map, sketch
from nadwa.engine.opinion.votes import Votes

__all__ = ["OpinionMap", "TooFewVotes", "Votes", "opinion_map", "sketch"]
