"""How answers are counted in the package finder, and who is silent: silence is counted, and is no agreement."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from nadwa.delegations.queries import members
from nadwa.engine.packages.costs import STANCE_COSTS, UNKNOWN_COSTS
from nadwa.engine.packages.text import STANCES
from nadwa.texts.models import Confided, NegotiatingText, Position

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


def public_positions(text: NegotiatingText) -> list[Position]:
    said = Position.objects.filter(alternative__paragraph__text=text, audience=Confided.Audience.PUBLIC)
    return list(said.filter(delegation__in=members(text.edition)).select_related("alternative__paragraph"))


def answers(choice: Choice, positions: Iterable[Position], delegations: int) -> Answers:
    chosen = {(paragraph, alternative) for paragraph, alternative in choice.items() if alternative}
    said = [one for one in positions if (one.alternative.paragraph.number, one.alternative.number) in chosen]
    count = Counter(one.stance for one in said)
    return Answers(
        delegations,
        len(chosen),
        [(label, count[value]) for value, label in Position.Stance.choices],
        delegations * len(chosen) - len(said),
        delegations - len({one.delegation_id for one in said}),
    )


def answers_to(text: NegotiatingText, choice: Choice) -> Answers:
    return answers(choice, public_positions(text), members(text.edition).count())


def in_words(found: Answers) -> list[str]:
    """For documents and questions."""
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
