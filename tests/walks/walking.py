"""Random walks through what may be done. From wherever they lead, the normal end can be reached by allowed acts, and no
act fails otherwise than with its reason."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random
from typing import Any

from django.db import transaction

from nadwa.record.acts import Refused
from tests.conftest import Clock

Doing = Callable[[], object]
LONGEST_WAY = 25


@dataclass
class Machine:
    """`acts` that a walk chooses from; `way`, names of acts in the order in which whoever wants the normal end tries
    them; `ended`, whether it is reached; `holds`, what is true after every act."""

    acts: dict[str, Doing]
    way: Sequence[str]
    ended: Callable[[], bool]
    time: Clock
    holds: Callable[[], None] = lambda: None
    trail: list[str] = field(default_factory=list)

    def walk(self, seed: int, steps: int = 14) -> None:
        chance = Random(seed)
        for _ in range(steps):
            name = chance.choice(list(self.acts))
            if self._does(name):
                self.trail.append(name)
                self.holds()
                assert self._reaches_the_end(), f"no way to the end after {self.trail}"

    def _does(self, name: str) -> bool:
        try:
            with transaction.atomic():
                self.acts[name]()
        except Refused:
            return False
        except Exception as error:
            raise AssertionError(f"{name} after {self.trail}: {error!r}") from error
        return True

    def _reaches_the_end(self) -> bool:
        with self._undone():
            for _ in range(LONGEST_WAY):
                if self.ended():
                    return True
                if not any(self._does(name) for name in self.way):
                    return False
            return self.ended()

    @contextmanager
    def _undone(self) -> Iterator[None]:
        """What is done in here has not been done afterwards."""
        before = self.time.time
        try:
            with transaction.atomic():
                yield
                transaction.set_rollback(True)
        finally:
            self.time.time = before


def first_of(found: Any) -> Any:
    """The first of the rows; where there are none, there is nothing to act on."""
    row = found.first()
    if row is None:
        raise Refused("There is nothing to act on.")
    return row
