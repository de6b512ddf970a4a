"""Those who act for a delegation: as whom, and the words for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nadwa.accounts.models import Person, Viewer
from nadwa.accounts.viewing import known
from nadwa.acts.by import By, Capacity, Function
from nadwa.delegations.models import Body, Delegation
from nadwa.delegations.queries import seat
from nadwa.editions.models import Edition
from nadwa.record.acts import Refused
from nadwa.record.capacities import Names
from nadwa.web.languages import shown


def _delegations(edition: str) -> Mapping[str, str]:
    named = Delegation.objects.filter(edition__slug=edition).values_list("body__slug", "body__name")
    return {slug: shown(name) for slug, name in named}


CAPACITIES_OF: Mapping[str, tuple[Promise | str, Names]] = {
    Function.DELEGATION: (_("delegation: %(name)s"), _delegations),
    Function.FOCAL_POINT: (_("focal point: %(name)s"), _delegations),
}


@dataclass(frozen=True)
class Delegate(By):
    """Whoever acts for a delegation; the seat in it is a `Delegate` of models."""

    person: Person
    delegation: Delegation

    @classmethod
    def at(cls, person: Viewer, edition: Edition) -> Self:
        """For the own delegation at an edition, in which a rule has found a seat."""
        own = seat(person, edition)
        assert own is not None  # noqa: S101 - the rule has seen to it
        return cls(known(person), own.delegation)

    @property
    def capacity(self) -> Capacity:
        return Capacity(Function.DELEGATION, self.delegation.body.slug)


@dataclass(frozen=True)
class StateDelegate(Delegate):
    """Of a State: observers speak and propose, and break no consensus."""

    def __post_init__(self) -> None:
        """ValueError for another delegation."""
        if self.delegation.body.kind != Body.Kind.STATE:
            raise ValueError(f"{self.delegation} is not of a State")


@dataclass(frozen=True)
class FocalPoint(By):
    person: Person
    body: Body

    @property
    def capacity(self) -> Capacity:
        return Capacity(Function.FOCAL_POINT, self.body.slug)


def require_seat(by: Delegate, edition: Edition) -> None:
    """Refused where the seat has ended since the view looked."""
    own = seat(by.person, edition)
    if own is None or own.delegation_id != by.delegation.pk:
        raise Refused(_("Only delegations can do this."))
