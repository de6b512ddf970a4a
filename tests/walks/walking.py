"""Random walks through what may be done. From wherever they lead, the normal end can be reached by allowed acts, no act
fails otherwise than with its reason, every kind of act is done on one of them at least, and what is recorded of them
verifies."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from django.db import transaction

from nadwa.record import bundles, nadwa_verify
from nadwa.record.acts import Refused
from nadwa.record.models import Log
from nadwa.record.sequencer import sequence
from nadwa.record.signer import Signer
from tests.conftest import Clock
from tests.factories import House

Doing = Callable[[], object]
LONGEST_WAY = 60
VERIFIED_EVERY = 7
SEEDS = range(3)
WHO = ("aldora", "belmara", "corvia")


@dataclass
class Machine:
    """`acts` that a walk chooses from; `way`, names of acts in the order in which whoever wants the normal end tries
    them; `ended`, whether it is reached; `holds`, what is true after every act; `final`, kinds of acts after which
    little can be done, tried last; `impossible`, kinds that are there to be refused."""

    house: House
    acts: dict[str, Doing]
    way: Sequence[str]
    ended: Callable[[], bool]
    time: Clock
    holds: Callable[[], None] = lambda: None
    final: Collection[str] = ()
    impossible: Collection[str] = ()
    trail: list[str] = field(default_factory=list)
    walked: Counter[str] = field(default_factory=Counter)
    done: set[str] = field(default_factory=set)

    def walk(self, steps: int = 14) -> None:
        """Walk with every seed from the same beginning. Of what was never done nothing has been shown."""
        for seed in SEEDS:
            self.trail = []
            with self._undone():
                self._walks(Random(seed), steps)
            assert self.trail, f"nothing happened with seed {seed}"
        missed = {kind(name) for name in self.acts} - self.done
        assert missed == set(self.impossible), f"no walk, and no way to an end, has come to {sorted(missed)}"

    def _walks(self, chance: Random, steps: int) -> None:
        """Each step is an act that can be done, by chance among what the walks have come to least."""
        for _ in range(steps):
            tried = sorted(self.acts, key=lambda name: (*self._comes_late(kind(name)), chance.random()))
            name = next((name for name in tried if self._does(name)), None)
            if name is None:
                return
            self.trail.append(name)
            self.walked[kind(name)] += 1
            self.holds()
            assert self._reaches_the_end(), f"no way to the end after {self.trail}"

    def _comes_late(self, kind: str) -> tuple[bool, int]:
        return kind in self.final, self.walked[kind]

    def _does(self, name: str) -> bool:
        try:
            with transaction.atomic():
                self.acts[name]()
        except Refused:
            return False
        except Exception as error:
            raise AssertionError(f"{name} after {self.trail}: {error!r}") from error
        self.done.add(kind(name))
        return True

    def _reaches_the_end(self) -> bool:
        with self._undone():
            for _ in range(LONGEST_WAY):
                if self.ended():
                    break
                if not any(self._does(name) for name in self.way):
                    return False
            if len(self.trail) % VERIFIED_EVERY == 0:
                assert_verified(f"the record after {self.trail} and the way to the end")
            return self.ended()

    @contextmanager
    def _undone(self) -> Iterator[None]:
        """What is done in here has not been done afterwards, nor do the rows that the acts are given know of it."""
        before = self.time.time
        try:
            with transaction.atomic():
                yield
                transaction.set_rollback(True)
        finally:
            self.time.time = before
        for row in (self.house.edition, self.house.meeting, self.house.text, *self.house.delegations.values()):
            row.refresh_from_db()


def assert_verified(what: str) -> None:
    """What honest people have done, the verifier accepts: on every log, and with all that it says of votes."""
    with TemporaryDirectory() as folder:
        signer = Signer(Path(folder) / "keys")
        while sequence(signer):
            pass
        for log in Log.objects.filter(checkpoints__isnull=False).distinct():
            path = Path(folder) / "bundle.zip"
            path.write_bytes(bundles.bundle(log))
            try:
                nadwa_verify.verify(path)  # type: ignore[no-untyped-call]
            except nadwa_verify.Failed as failed:
                raise AssertionError(f"{what}: check {failed.number}: {failed}") from failed


def kind(name: str) -> str:
    """What is done, whoever does it: “moves closure” of “moves closure aldora”, “approves” of “approves 0”."""
    return " ".join(word for word in name.split() if word not in WHO and not word.isdigit())


def first_of(found: Any) -> Any:
    """The first of the rows; where there are none, there is nothing to act on."""
    row = found.first()
    if row is None:
        raise Refused("There is nothing to act on.")
    return row
