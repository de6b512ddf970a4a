"""Those who take part in a consultation: for their delegation, or for themselves."""

from dataclasses import dataclass, field

from nadwa.accounts.models import Viewer
from nadwa.accounts.viewing import known
from nadwa.acts.by import Function, InFunction
from nadwa.delegations.capacities import Delegate, require_seat
from nadwa.delegations.queries import seat
from nadwa.editions.models import Edition


@dataclass(frozen=True)
class Participant(InFunction):
    """Whoever takes part in the edition, and sits in no delegation."""

    function: Function = field(default=Function.PARTICIPANT, init=False)


def participant(person: Viewer, edition: Edition) -> Delegate | Participant:
    return Delegate.at(person, edition) if seat(person, edition) else Participant(known(person))


def require_part(by: Delegate | Participant, edition: Edition) -> None:
    """Refused where who speaks for a delegation sits in it no more."""
    if isinstance(by, Delegate):
        require_seat(by, edition)
