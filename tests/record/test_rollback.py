"""A database that has gone back in time is noticed at the start, and is read-only until what it lost is back."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection
from django.db.backends.utils import CursorWrapper

from nadwa.acts.facts import Audience
from nadwa.editions.capacities import Chair
from nadwa.floor.commands import speakers
from nadwa.record import bundles
from nadwa.record.acts import Refused
from nadwa.record.models import Checkpoint, Log
from nadwa.record.repair import NotRepaired, repair
from nadwa.record.sequencer import look
from nadwa.record.signer import Signer
from tests.factories import House, sitting

pytestmark = pytest.mark.django_db


@contextmanager
def behind_the_platforms_back() -> Iterator[CursorWrapper]:
    """As somebody with the database in hand: no trigger says no."""
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate; set session_replication_role = replica")
        yield cursor
        cursor.execute("set session_replication_role = origin")


def forget(log: Log, acts: int) -> None:
    """The last acts vanish, as when an old backup is restored."""
    kept = log.acts.filter(index__isnull=False).count() - acts
    with behind_the_platforms_back():
        log.acts.filter(index__gte=kept).delete()
        log.checkpoints.filter(size__gt=kept).delete()


@pytest.fixture
def log(beijing: House, sequenced: Callable[[], int]) -> Log:
    sitting(beijing)
    sequenced()
    speakers.close_list(Chair(beijing.chair), beijing.meeting)
    sequenced()
    return Log.objects.get(audience=Audience.PUBLIC)


@pytest.fixture
def bundle(log: Log, tmp_path: Path) -> Path:
    path = tmp_path / "kept.zip"
    path.write_bytes(bundles.bundle(log))
    return path


def test_a_whole_record_raises_no_alarm(log: Log, signer: Signer) -> None:
    look(Signer(signer.folder))

    assert Log.objects.get(pk=log.pk).alarm == ""


def test_going_back_to_an_old_backup_is_noticed_at_the_start(log: Log, signer: Signer) -> None:
    size = log.checkpoints.latest("size").size
    forget(log, 1)

    look(Signer(signer.folder))

    assert f"do not extend the checkpoint signed at size {size}" in Log.objects.get(pk=log.pk).alarm


def test_a_log_that_has_vanished_is_noticed_at_the_start(log: Log, signer: Signer) -> None:
    forget(log, log.acts.count())
    Checkpoint.objects.all().delete()
    log.signing_keys.all().delete()
    from nadwa.record.models import Pseudonym

    Pseudonym.objects.all().delete()
    Log.objects.all().delete()

    look(Signer(signer.folder))

    found = Log.objects.get(origin=log.origin)
    assert (found.edition, found.audience, "not in the database" in found.alarm) == (log.edition, log.audience, True)


def test_nothing_can_be_done_while_the_record_is_not_whole(beijing: House, log: Log, signer: Signer) -> None:
    forget(log, 1)
    look(Signer(signer.folder))

    with pytest.raises(Refused, match="not the one that was signed"):
        speakers.open_list(Chair(beijing.chair), beijing.meeting)


def test_what_was_lost_comes_back_from_a_bundle(beijing: House, log: Log, bundle: Path, signer: Signer) -> None:
    whole = list(log.acts.order_by("index").values_list("index", "leaf", "kind"))
    forget(log, 1)
    look(Signer(signer.folder))

    lost = repair(bundle, Signer(signer.folder))

    assert [act.kind for act in lost] == ["floor.list-closed"]
    assert [(i, bytes(leaf), kind) for i, leaf, kind in placed(log)] == [
        (i, bytes(leaf), kind) for i, leaf, kind in whole
    ]
    assert Log.objects.get(pk=log.pk).alarm == ""


def placed(log: Log) -> list[tuple[int, bytes, str]]:
    return list(log.acts.order_by("index").values_list("index", "leaf", "kind"))


def test_the_record_goes_on_after_the_repair(
    beijing: House, log: Log, bundle: Path, signer: Signer, tmp_path: Path
) -> None:
    from nadwa.record.sequencer import sequence
    from tests.record.test_verifier import verify

    forget(log, 1)
    restarted = Signer(signer.folder)
    look(restarted)
    repair(bundle, restarted)
    speakers.open_list(Chair(beijing.chair), beijing.meeting)
    sequence(restarted)
    kept = tmp_path / "kept"
    kept.write_text(log.checkpoints.order_by("size").first().note)  # type: ignore[union-attr]

    status, said = verify(bundles.bundle(log), tmp_path, "--checkpoint", str(kept))

    assert (status, said.splitlines()[-1][:9]) == (0, "verified:")


def test_a_bundle_that_lacks_acts_itself_does_not_repair(
    beijing: House, log: Log, signer: Signer, bundle: Path, sequenced: Callable[[], int]
) -> None:
    speakers.open_list(Chair(beijing.chair), beijing.meeting)
    sequenced()
    forget(log, 2)

    with pytest.raises(NotRepaired, match="is not enough"):
        repair(bundle, Signer(signer.folder))


def test_a_bundle_signed_by_others_does_not_repair(log: Log, bundle: Path, signer: Signer, tmp_path: Path) -> None:
    forget(log, 1)

    with pytest.raises(NotRepaired, match="not signed here"):
        repair(bundle, Signer(tmp_path / "others"))


def test_a_changed_bundle_does_not_repair(log: Log, bundle: Path, signer: Signer) -> None:
    forget(log, 1)
    bundle.write_bytes(bundle.read_bytes()[:-30])

    with pytest.raises(NotRepaired, match="check 1 of the verifier failed"):
        repair(bundle, Signer(signer.folder))


CHANGES = {
    "a leaf": "set leaf = convert_to(replace(convert_from(leaf, 'utf8'), '\"v\":1', '\"v\":2'), 'utf8')",
    "a time": "set leaf = convert_to(replace(convert_from(leaf, 'utf8'), '\"t\":\"2', '\"t\":\"1'), 'utf8')",
    "a gap": "set index = index + 1000 where index > 2",
    "a leaf twice": "set leaf = (select leaf from record_act other where other.index = 0) where index = 1",
}
SWAPS = "; ".join(f"update record_act set index = {to} where index = {at}" for at, to in [(1, 1000), (2, 1), (1000, 2)])


@pytest.mark.parametrize(
    "statement",
    [*(f"update record_act {change}" for change in CHANGES.values()), SWAPS],
    ids=[*CHANGES, "another order"],
)
def test_a_change_in_the_database_is_noticed_at_the_start(log: Log, signer: Signer, statement: str) -> None:
    with behind_the_platforms_back() as cursor:
        cursor.execute(statement)

    look(Signer(signer.folder))

    assert "do not extend the checkpoint" in Log.objects.get(pk=log.pk).alarm
