"""Who may offer, write and commit."""

import rules

from nadwa.accounts.models import Viewer
from nadwa.cooperation import queries
from nadwa.cooperation.models import Commitment, Entry
from nadwa.delegations.models import Delegation
from nadwa.delegations.queries import seat
from nadwa.delegations.rules import is_delegate
from nadwa.editions.models import Membership
from nadwa.editions.queries import roles
from nadwa.editions.rules import holds


@rules.predicate
def is_own_entry(person: Viewer, entry: Entry) -> bool:
    own = seat(person, entry.edition)
    return own is not None and own.delegation_id == entry.delegation_id


@rules.predicate
def is_party(person: Viewer, letters: tuple[Entry, Delegation]) -> bool:
    """Sits in one of the two delegations that write to one another."""
    entry, counterpart = letters
    own = seat(person, entry.edition)
    return own is not None and own.delegation_id in {entry.delegation_id, counterpart.pk}


@rules.predicate
def is_known(person: Viewer, commitment: Commitment) -> bool:
    if commitment.state != Commitment.State.DRAFT or roles(person, commitment.edition) & {
        Membership.Role.HOST,
        Membership.Role.SECRETARIAT,
    }:
        return True
    own = seat(person, commitment.edition)
    return queries.involves(commitment, own and own.delegation)


@rules.predicate
def leads(person: Viewer, commitment: Commitment) -> bool:
    own = seat(person, commitment.edition)
    return own is not None and own.delegation_id == commitment.lead_id


@rules.predicate
def takes_part_in(person: Viewer, commitment: Commitment) -> bool:
    own = seat(person, commitment.edition)
    return queries.involves(commitment, own and own.delegation)


PERMISSIONS = {
    "cooperation.view": rules.always_true,
    "cooperation.enter": is_delegate,
    "cooperation.close": is_own_entry,
    "cooperation.write": is_party,
    "cooperation.see": is_known,
    "cooperation.commit": is_delegate,
    "cooperation.change": leads,
    "cooperation.take_part": takes_part_in,
    "cooperation.review": holds(Membership.Role.HOST, Membership.Role.SECRETARIAT),
}
