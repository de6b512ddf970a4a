"""What ends when somebody's function or seat at an edition has ended: badges, keys. Rooms say what ends of theirs."""

from collections.abc import Callable

from nadwa.editions.models import Edition

Ending = Callable[[int, Edition], None]  # of a person, by number

_endings: list[Ending] = []


def bring(*endings: Ending) -> None:
    _endings.extend(endings)


def left(person: int, edition: Edition) -> None:
    """Within the act with which a function or a seat has ended."""
    for end in _endings:
        end(person, edition)
