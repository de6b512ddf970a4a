"""Those who act on a text, as its facilitator."""

from dataclasses import dataclass

from nadwa.accounts.models import Person, Viewer
from nadwa.accounts.viewing import known
from nadwa.acts.by import By, Capacity, Function
from nadwa.editions.models import Membership
from nadwa.editions.queries import roles
from nadwa.texts.models import NegotiatingText


@dataclass(frozen=True)
class Facilitator(By):
    """Who facilitates acts as facilitator; a chair who steps in, as chair."""

    person: Person
    steps_in: bool = False

    @property
    def capacity(self) -> Capacity:
        return Capacity(Function.CHAIR if self.steps_in else Function.FACILITATOR)


def facilitator(person: Viewer, text: NegotiatingText) -> Facilitator:
    chairs = Membership.Role.CHAIR in roles(person, text.edition)
    return Facilitator(known(person), steps_in=chairs and text.facilitator_id != person.pk)
