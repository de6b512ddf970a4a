"""Why somebody is not erased on a page: rooms say what would be lost with the person."""

from collections.abc import Callable

from django.utils.functional import Promise

from nadwa.accounts.models import Person
from nadwa.wall import over_the_wall

Reason = Callable[[Person], Promise | str | None]

_reasons: list[Reason] = []


def bring(*reasons: Reason) -> None:
    _reasons.extend(reasons)


def reason(person: Person) -> Promise | str | None:
    with over_the_wall():
        return next((said for one in _reasons if (said := one(person))), None)
