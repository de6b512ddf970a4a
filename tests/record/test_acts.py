"""An act and what it did are committed together, once, and are then final."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import DatabaseError, transaction

from nadwa.floor import commands
from nadwa.floor.models import Presence
from nadwa.record.acts import By, log_for, record
from nadwa.record.models import Act, Checkpoint, Log
from nadwa.record.sequencer import sequence
from nadwa.record.signer import Signer, file_of
from tests.factories import House

pytestmark = pytest.mark.django_db


def arrive(house: House, state: str = "aldora") -> Act:
    return commands.record_presence(By(house.people[state], "secretariat"), house.meeting, house.delegations[state])


def test_an_act_that_fails_leaves_neither_row_nor_act(beijing: House) -> None:
    def act() -> None:
        with transaction.atomic():
            arrive(beijing)
            record(log_for("beijing-2016"), "floor.meeting-opened", {"share": 0.5}, By(None, "test"))

    with pytest.raises(TypeError, match="no floats"):
        act()

    assert (Presence.objects.count(), Act.objects.count()) == (0, 0)


def test_an_unknown_kind_of_act_is_not_recorded(beijing: House) -> None:
    with pytest.raises(KeyError):
        record(log_for("beijing-2016"), "floor.coup", {}, By(None, "test"))


def test_text_is_normalised_when_it_is_recorded(beijing: House) -> None:
    act = record(log_for("beijing-2016"), "floor.meeting-opened", {"room": "e\u0301"}, By(None, "test"))

    assert act.body["room"] == "\u00e9"


def test_people_stand_in_the_log_only_as_commitments(beijing: House) -> None:
    act = arrive(beijing)

    assert set(act.body["by"]) == {"as", "person"}
    assert len(act.body["by"]["person"]) == 64
    assert beijing.aldora.username not in str(act.body)


def test_erasing_a_person_leaves_the_log_as_it_was(beijing: House, sequenced: Callable[[], int]) -> None:
    act = arrive(beijing)
    sequenced()
    leaf = bytes(Act.objects.get(pk=act.pk).leaf or b"")

    beijing.aldora.delete()

    kept = Act.objects.get(pk=act.pk)
    assert (kept.person, bytes(kept.leaf or b"")) == (None, leaf)


@pytest.mark.parametrize("change", [{"kind": "floor.meeting-opened"}, {"body": {}}, {"index": 7}, {"leaf": b"{}"}])
def test_the_database_refuses_to_change_an_act(
    beijing: House, sequenced: Callable[[], int], change: dict[str, object]
) -> None:
    act = arrive(beijing)
    sequenced()

    with pytest.raises(DatabaseError, match="final"), transaction.atomic():
        Act.objects.filter(pk=act.pk).update(**change)


def test_the_database_refuses_to_delete_an_act(beijing: House) -> None:
    arrive(beijing)

    with pytest.raises(DatabaseError, match="final"), transaction.atomic():
        Act.objects.all().delete()


def test_the_sequencer_gives_gapless_numbers_and_signs_each_batch(beijing: House, sequenced: Callable[[], int]) -> None:
    arrive(beijing)
    arrive(beijing, "belmara")
    sequenced()
    arrive(beijing, "corvia")

    placed = sequenced()

    assert placed == 1
    assert list(Act.objects.order_by("id").values_list("index", flat=True)) == [0, 1, 2]
    assert list(Checkpoint.objects.order_by("size").values_list("size", flat=True)) == [2, 3]


def test_a_new_signer_goes_on_where_the_last_one_stopped(beijing: House, signer: Signer) -> None:
    arrive(beijing)
    sequence(signer)
    arrive(beijing, "belmara")

    sequence(Signer(signer.folder))

    assert Checkpoint.objects.order_by("-size").first().size == 2  # type: ignore[union-attr]


def test_the_signer_refuses_what_does_not_extend_its_last_checkpoint(beijing: House, signer: Signer) -> None:
    arrive(beijing)
    sequence(signer)
    file_of(Log.objects.get().origin, signer.folder, ".last").write_text(f"1 {'00' * 32}\n")
    arrive(beijing, "belmara")

    with pytest.raises(Exception, match="do not extend the checkpoint signed at size 1"):
        sequence(Signer(signer.folder))


LOGS = ["nadwa.local/beijing-2016_hosts", "nadwa.local/beijing-2016/hosts", "nadwa.local:beijing-2016/hosts"]


def test_no_two_logs_share_what_the_signer_remembers(tmp_path: Path) -> None:
    assert len({file_of(origin, tmp_path, ".last") for origin in LOGS}) == len(LOGS)


@pytest.mark.parametrize("owner", LOGS[:2])
@pytest.mark.parametrize(
    ("ending", "content"), [(".last", "1 00 {}\n"), (".checkpoint", "{}\n1\nAA=\n"), (".vkey", "{}+00+AA=\n")]
)
def test_what_was_kept_under_a_shared_name_goes_to_the_log_that_it_names(
    tmp_path: Path, owner: str, ending: str, content: str
) -> None:
    (tmp_path / f"nadwa.local_beijing-2016_hosts{ending}").write_text(content.format(owner))

    assert {origin for origin in LOGS if file_of(origin, tmp_path, ending).exists()} == {owner}
