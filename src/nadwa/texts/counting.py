"""How answers are counted in the package finder, and who is silent: silence is counted, and is no agreement."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from nadwa.delegations.queries import members
from nadwa.engine.packages.costs import STANCE_COSTS, UNKNOWN_COSTS
from nadwa.engine.packages.text import STANCES
from nadwa.texts.models import Alternative, Confided, NegotiatingText, Position

Choice = Mapping[int, int]  # the number of an alternative by that of its paragraph; 0: without the paragraph
Label = Promise | str


@dataclass(frozen=True)
class Answers:
    """What `members` delegations have said publicly about the alternatives of a choice. `by_stance`: how many answers
    there are of each kind; `none`: how many there are not; `silent`: how many delegations have given none at all."""

    members: int
    alternatives: int
    by_stance: list[tuple[Label, int]]
    none: int
    silent: int

    @property
    def asked(self) -> int:
        return self.members * self.alternatives


def points() -> list[tuple[Label, int | None]]:
    """What each answer costs, times its importance; None where it excludes what it is given to."""
    known = zip(STANCES, STANCE_COSTS.tolist(), strict=True)
    return [(Position.Stance(name).label, None if name == Position.Stance.RED_LINE else cost) for name, cost in known]


def points_of_silence() -> int:
    """No answer costs what "can live with" costs at the least importance."""
    return UNKNOWN_COSTS["acceptable"]


def answers(choice: Choice, positions: Iterable[Position], delegations: int) -> Answers:
    """Of positions that have been read already."""
    chosen = set(_chosen(choice))
    said = [one for one in positions if (one.alternative.paragraph.number, one.alternative.number) in chosen]
    count = Counter(one.stance for one in said)
    return _answers(len(chosen), count, len({one.delegation_id for one in said}), delegations)


def answers_to(text: NegotiatingText, choice: Choice) -> Answers:
    """The same, counted where the positions are: a text may have hundreds of thousands."""
    chosen = _chosen(choice)
    offered = Alternative.objects.filter(paragraph__text=text, paragraph__number__in=[one for one, _number in chosen])
    numbered = offered.values_list("pk", "paragraph__number", "number")
    those = [pk for pk, paragraph, number in numbered if choice[paragraph] == number]
    said = Position.objects.filter(
        alternative__in=those, audience=Confided.Audience.PUBLIC, delegation__in=members(text.edition)
    )
    count = Counter(dict(said.order_by().values_list("stance").annotate(Count("pk"))))
    spoke = said.aggregate(delegations=Count("delegation", distinct=True))["delegations"]
    return _answers(len(chosen), count, spoke, members(text.edition).count())


def _chosen(choice: Choice) -> list[tuple[int, int]]:
    return [(paragraph, alternative) for paragraph, alternative in choice.items() if alternative]


def _answers(chosen: int, count: Counter[str], spoke: int, delegations: int) -> Answers:
    by_stance: list[tuple[Label, int]] = [(label, count[value]) for value, label in Position.Stance.choices]
    return Answers(delegations, chosen, by_stance, delegations * chosen - count.total(), delegations - spoke)


def in_words(text: NegotiatingText, choice: Mapping[str, int]) -> list[str]:
    """For documents and questions: of a choice as forms and the record have it."""
    found = answers_to(text, {int(number): alternative for number, alternative in choice.items()})
    given = " · ".join(f"{label}: {number}" for label, number in found.by_stance)
    asked = {"members": found.members, "alternatives": found.alternatives, "asked": found.asked}
    silent = _(
        "Delegations that have not said anything publicly about what the package chooses: %(silent)s of %(members)s."
    )
    return [
        _("Public answers of %(members)s delegations to %(alternatives)s alternatives, %(asked)s in all:") % asked
        + f" {given} · {_('no answer')}: {found.none}.",
        silent % {"silent": found.silent, "members": found.members},
        _("No answer is not agreement: it is only counted at %(points)s, as “can live with” at the lowest importance.")
        % {"points": points_of_silence()},
    ]
