"""What stands before a meeting and has to be decided: points of order, motions, votes; and what other rooms put there.

While anything does but a decision that the chair has proposed, the speaker's clock stands still and nobody is called;
while votes are cast, nothing is moved
(rule 88); and the meeting is not suspended or adjourned without saying what becomes of it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nadwa.floor.models import Motion, PointOfOrder, Proposition, Sitting, Vote
from nadwa.web.languages import sentence, shown

WAITS, LAPSES = "waits", "lapses"  # what can become of it


@dataclass(frozen=True)
class UnderConsideration:
    """Something that another room has put before the meeting, and the page on which it is decided."""

    label: Promise | str
    address: str


Source = Callable[[Sitting], list[UnderConsideration]]
ENDS_DEBATE = gettext_lazy(
    "If it is carried, the debate on this item ends: the list is closed, and delegations still waiting do not speak."
)
EFFECTS = {
    Motion.Kind.APPEAL: gettext_lazy("In favour: the ruling is overruled. Against: the ruling stands."),
    Motion.Kind.SUSPEND: gettext_lazy("If it is carried, the meeting is suspended at once."),
    Motion.Kind.ADJOURN: gettext_lazy("If it is carried, the meeting is adjourned at once, for good."),
    Motion.Kind.ADJOURN_DEBATE: ENDS_DEBATE,
    Motion.Kind.CLOSE_DEBATE: ENDS_DEBATE,
}
NOTHING_PROPOSED = gettext_lazy("The chair has not proposed a decision, or it is no longer before the meeting.")
IF_CARRIED = gettext_lazy("In favour: it is so decided. Against: it is not decided.")
_sources: list[Source] = []


def bring(*sources: Source) -> None:
    _sources.extend(sources)


def of_other_rooms(sitting: Sitting) -> list[UnderConsideration]:
    return [question for source in _sources for question in source(sitting)] if sitting.pk else []


def points(sitting: Sitting) -> QuerySet[PointOfOrder]:
    """Points of order on which the chair has not ruled."""
    return PointOfOrder.objects.filter(sitting_id=sitting.pk, state=PointOfOrder.State.PENDING)


def motions(sitting: Sitting) -> QuerySet[Motion]:
    return Motion.objects.filter(sitting_id=sitting.pk, state=Motion.State.PENDING)


def propositions(sitting: Sitting) -> QuerySet[Proposition]:
    """What the chair has proposed to the house, and it has not decided: one at most."""
    return Proposition.objects.filter(sitting_id=sitting.pk, state=Proposition.State.PENDING)


def precedence(motion: Motion) -> int:
    """The place of a motion among those before a meeting (rule 77): the kinds stand in that order."""
    return list(Motion.Kind).index(Motion.Kind(motion.kind))


def votes_of_meeting(sitting: Sitting) -> QuerySet[Vote]:
    """All that there have been at a meeting, none where it has not begun; those on texts are not among them."""
    if sitting.pk is None:
        return Vote.objects.none()
    return Vote.objects.filter(Q(motion__sitting=sitting) | Q(proposition__sitting=sitting))


def votes(sitting: Sitting) -> QuerySet[Vote]:
    """Votes under way; of two the first is on an appeal, for which the other waits."""
    return votes_of_meeting(sitting).filter(closed_at=None, discontinued=False).order_by("-number")


def is_voting(sitting: Sitting) -> bool:
    return votes(sitting).exists() or bool(of_other_rooms(sitting))


def interrupts(sitting: Sitting) -> bool:
    """Whether something is before the meeting that stops whoever speaks."""
    return points(sitting).exists() or motions(sitting).exists() or bool(of_other_rooms(sitting))


def is_any_pending(sitting: Sitting) -> bool:
    """The same, or a decision that the chair has proposed: to that, delegations may speak."""
    return interrupts(sitting) or propositions(sitting).exists()


def unfinished(sitting: Sitting) -> list[str]:
    """What would be left half done, in words: that which a meeting can let fall."""
    raised = points(sitting).select_related("delegation__body")
    moved = motions(sitting).select_related("delegation__body")
    return in_words(votes(sitting), raised, moved, propositions(sitting))


def in_words(
    votes: Iterable[Vote],
    points: Iterable[PointOfOrder],
    motions: Iterable[Motion],
    propositions: Iterable[Proposition],
) -> list[str]:
    words = [_("the vote that is under way (%(how)s)") % {"how": vote.get_method_display()} for vote in votes]
    words += [sentence(_("the point of order of %(who)s"), who=shown(point.delegation.body.name)) for point in points]
    for motion in motions:
        named = {"what": motion.get_kind_display(), "who": shown(motion.delegation.body.name)}
        words.append(sentence(_("the motion of %(who)s: %(what)s"), **named))
    for one in propositions:
        words.append(_("the decision that the chair has proposed: %(what)s") % {"what": one.get_matter_display()})
    return words
