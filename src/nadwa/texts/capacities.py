"""Who acts on a text."""

from dataclasses import dataclass, field

from nadwa.accounts.models import Viewer
from nadwa.accounts.viewing import known
from nadwa.acts.by import Function, InFunction
from nadwa.delegations.capacities import Delegate, StateDelegate
from nadwa.editions.capacities import Chair, InTheChair
from nadwa.editions.models import Membership
from nadwa.editions.queries import roles
from nadwa.texts.rules import OnText, presides, text_of


@dataclass(frozen=True)
class Facilitator(InFunction):
    function: Function = field(default=Function.FACILITATOR, init=False)


def delegate(person: Viewer, subject: OnText) -> Delegate:
    return Delegate.at(person, text_of(subject).edition)


def state_delegate(person: Viewer, subject: OnText) -> StateDelegate:
    return StateDelegate.at(person, text_of(subject).edition)


def facilitator(person: Viewer, subject: OnText) -> Facilitator | Chair:
    """Who facilitates acts as facilitator; who presides and steps in, as that."""
    text = text_of(subject)
    if text.facilitator_id != person.pk and presides(person, text):
        return presiding(person, text)
    return Facilitator(known(person))


def presiding(person: Viewer, subject: OnText) -> Chair:
    """Whom a rule has found to preside: the chair, or a vice-chair in the chair."""
    chairs = Membership.Role.CHAIR in roles(person, text_of(subject).edition)
    return Chair(known(person)) if chairs else InTheChair(known(person))
