"""What is ready for a symposium and what is not: what each room brings to the list."""

from collections.abc import Callable
from dataclasses import dataclass

import rules
from django.urls import reverse
from django.utils.functional import Promise

from nadwa.accounts.models import Viewer
from nadwa.editions.models import Edition


@dataclass(frozen=True)
class Milestone:
    """Something to be ready: the URL's name of the page where it is done, the rule that opens it, what is to be done
    and why, and whether it is."""

    name: str
    rule: str
    label: Promise | str
    about: Promise | str
    is_reached: Callable[[Edition], bool]


_milestones: list[Milestone] = []


def bring(*milestones: Milestone) -> None:
    """In the order in which they are best reached."""
    _milestones.extend(milestones)


def standing(person: Viewer, edition: Edition) -> list[tuple[Milestone, bool, str]]:
    """Each with whether it is reached, and where the person goes about it: nowhere, if that is for others."""
    return [(one, one.is_reached(edition), _address(one, person, edition)) for one in _milestones]


def left(edition: Edition) -> int:
    """How many are not reached yet; once an edition is open, nobody asks any more."""
    if edition.state != Edition.State.PREPARED:
        return 0
    return sum(not one.is_reached(edition) for one in _milestones)


def _address(milestone: Milestone, person: Viewer, edition: Edition) -> str:
    allowed = rules.has_perm(milestone.rule, person, edition)
    return reverse(milestone.name, args=[edition.slug]) if allowed else ""
