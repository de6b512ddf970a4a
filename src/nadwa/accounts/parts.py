"""What somebody has a part in: functions, seats, offers of either. Rooms say how many there are of theirs."""

from collections.abc import Callable

from nadwa.accounts.models import Charge
from nadwa.wall import over_the_wall

Count = Callable[[int], int]  # of a person, by number

_counts: list[Count] = []


def bring(*counts: Count) -> None:
    _counts.extend(counts)


def number(person: int) -> int:
    with over_the_wall():  # whoever asks need not see them
        return sum(count(person) for count in _counts)


def charges(person: int) -> int:
    """In how much of the installation as a whole."""
    return Charge.objects.filter(person=person).count()
