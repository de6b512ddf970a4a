"""Who acts on a text."""

from dataclasses import dataclass, field

from nadwa.accounts.models import Viewer
from nadwa.accounts.viewing import known
from nadwa.acts.by import Function, InFunction
from nadwa.delegations.capacities import Delegate, StateDelegate
from nadwa.editions.capacities import Chair
from nadwa.editions.models import Membership
from nadwa.editions.queries import roles
from nadwa.texts.rules import OnText, text_of


@dataclass(frozen=True)
class Facilitator(InFunction):
    function: Function = field(default=Function.FACILITATOR, init=False)


def delegate(person: Viewer, subject: OnText) -> Delegate:
    return Delegate.at(person, text_of(subject).edition)


def state_delegate(person: Viewer, subject: OnText) -> StateDelegate:
    return StateDelegate.at(person, text_of(subject).edition)


def facilitator(person: Viewer, subject: OnText) -> Facilitator | Chair:
    """Who facilitates acts as facilitator; a chair who steps in, as chair."""
    text = text_of(subject)
    chairs = Membership.Role.CHAIR in roles(person, text.edition)
    steps_in = chairs and text.facilitator_id != person.pk
    return Chair(known(person)) if steps_in else Facilitator(known(person))
