"""Who acts on a text."""

from dataclasses import dataclass, field

from nadwa.accounts.models import Viewer
from nadwa.accounts.viewing import known
from nadwa.acts.by import Function, InFunction
from nadwa.delegations.capacities import Delegate, StateDelegate
from nadwa.editions.capacities import Chair, InTheChair, Secretary
from nadwa.editions.models import Membership
from nadwa.editions.queries import roles
from nadwa.texts.models import NegotiatingText
from nadwa.texts.rules import OnText, facilitates, presides, text_of


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
    if presides(person, text) and not facilitates(person, text):
        return presiding(person, text)
    return Facilitator(known(person))


def handing(person: Viewer, text: NegotiatingText) -> Facilitator | Chair | Secretary:
    """Who hands a text over: its facilitator, who presides, or the secretariat."""
    if presides(person, text) or facilitates(person, text):
        return facilitator(person, text)
    return Secretary(known(person))


def presiding(person: Viewer, subject: OnText) -> Chair:
    """Whom a rule has found to preside: the chair, or a vice-chair in the chair."""
    chairs = Membership.Role.CHAIR in roles(person, text_of(subject).edition)
    return Chair(known(person)) if chairs else InTheChair(known(person))
