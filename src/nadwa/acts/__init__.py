"""The vocabulary of the record: what has been done at a symposium, and what each act says of it.

One class a kind, by room. This is the public schema of the record (docs/record.md); it imports nothing of the rooms.
"""

from collections.abc import Mapping

from django.utils.functional import Promise

from nadwa.acts import (
    accounts,
    consultations,
    cooperation,
    delegations,
    demo,
    editions,
    exchange,
    floor,
    press,
    programme,
    record,
    texts,
)
from nadwa.acts.facts import Facts

ROOMS = (
    accounts,
    editions,
    delegations,
    programme,
    floor,
    consultations,
    texts,
    cooperation,
    press,
    exchange,
    demo,
    record,
)
KINDS: Mapping[str, type[Facts]] = {
    declared.KIND.name: declared
    for room in ROOMS
    for declared in vars(room).values()
    if isinstance(declared, type) and issubclass(declared, Facts) and hasattr(declared, "KIND")
}


def label(name: str) -> Promise | str:
    """What readers see a kind of act called, in their language. Raises KeyError for a name that is none."""
    return KINDS[name].KIND.label
