"""Who may do what about an account, and in the installation as a whole."""

from typing import Any

import rules

from nadwa.accounts.beginning import is_begun
from nadwa.accounts.models import Charge, Viewer
from nadwa.accounts.viewing import charges


@rules.predicate
def nobody_has_begun(_person: Viewer) -> bool:
    return not is_begun()


def is_trusted_with(*wanted: Charge.What) -> Any:
    """Predicate: the person is trusted with one of these in the installation as a whole."""

    @rules.predicate
    def predicate(person: Viewer) -> bool:
        return bool(charges(person) & set(wanted))

    return predicate


PERMISSIONS = {
    "accounts.begin": nobody_has_begun,
    "accounts.forget": rules.always_true,
    "accounts.see_own_data": rules.is_authenticated,
    "accounts.keep": is_trusted_with(Charge.What.INSTALLATION),
    "accounts.begin_series": is_trusted_with(Charge.What.INSTALLATION, Charge.What.SERIES),
}
