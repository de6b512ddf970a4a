"""An act and what it did are committed together, once, and are then final."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import DatabaseError, transaction

from nadwa.acts.by import Unnamed
from nadwa.editions.capacities import Secretary
from nadwa.floor.commands import sittings
from nadwa.floor.models import Presence
from nadwa.record.acts import append, log_for
from nadwa.record.models import Act, Checkpoint, Log
from nadwa.record.sequencer import look, sequence
from nadwa.record.signer import Signer, file_of
from tests.factories import House

pytestmark = pytest.mark.django_db


def arrive(house: House, state: str = "aldora") -> Act:
    return sittings.record_presence(Secretary(house.people[state]), house.meeting, house.delegations[state])


def test_an_act_that_fails_leaves_neither_row_nor_act(beijing: House) -> None:
    def act() -> None:
        with transaction.atomic():
            arrive(beijing)
            append(log_for("beijing-2016"), "floor.meeting-opened", {"share": 0.5}, Unnamed("test"))

    with pytest.raises(TypeError, match="no floats"):
        act()

    assert (Presence.objects.count(), Act.objects.count()) == (0, 0)


def test_an_unknown_kind_of_act_is_not_recorded(beijing: House) -> None:
    with pytest.raises(KeyError):
        append(log_for("beijing-2016"), "floor.coup", {}, Unnamed("test"))


def test_text_is_normalised_when_it_is_recorded(beijing: House) -> None:
    act = append(log_for("beijing-2016"), "floor.meeting-opened", {"room": "e\u0301"}, Unnamed("test"))

    assert act.facts["room"] == "\u00e9"


def test_people_stand_in_the_log_only_as_commitments(beijing: House) -> None:
    act = arrive(beijing)

    assert set(act.facts["by"]) == {"as", "person"}
    assert len(act.facts["by"]["person"]) == 64
    assert beijing.aldora.username not in str(act.facts)


def test_erasing_a_person_leaves_the_log_as_it_was(beijing: House, sequenced: Callable[[], int]) -> None:
    act = arrive(beijing)
    sequenced()
    leaf = bytes(Act.objects.get(pk=act.pk).leaf or b"")

    beijing.aldora.delete()

    kept = Act.objects.get(pk=act.pk)
    assert (kept.person, bytes(kept.leaf or b"")) == (None, leaf)


@pytest.mark.parametrize("change", [{"kind": "floor.meeting-opened"}, {"facts": {}}, {"index": 7}, {"leaf": b"{}"}])
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
    origin = Log.objects.get().origin
    file_of(origin, signer.folder, ".last").write_text(f"1 {'00' * 32} {origin}\n")
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


def test_an_edition_whose_name_was_that_of_anothers_log_is_sound_and_stays_so(db: None, signer: Signer) -> None:
    """`beijing-2016_hosts` and the log of the hosts of `beijing-2016` had one file for what was signed last."""
    logs = [log_for("beijing-2016", "hosts"), log_for("beijing-2016_hosts")]
    for number in (1, 2, 3):
        signer = Signer(signer.folder)  # as after a restart
        look(signer)
        for log in logs:
            note(log, number)
        sequence(signer)

    assert [log.checkpoints.count() for log in logs] == [3, 3]
    assert Log.objects.exclude(alarm="").count() == 0


def test_what_stood_under_a_shared_name_still_keeps_its_log_from_going_back(db: None, signer: Signer) -> None:
    log, other = log_for("beijing-2016", "hosts"), log_for("beijing-2016_hosts")
    for number in (1, 2):
        note(log, number)
    sequence(signer)
    file_of(log.origin, signer.folder, ".last").replace(signer.folder / "nadwa.local_beijing-2016_hosts.last")
    note(other, 1)
    upgraded = Signer(signer.folder)
    look(upgraded)
    sequence(upgraded)

    assert upgraded._remembered(log.origin) == (2, upgraded.frontiers[log.origin].root())
    assert upgraded._remembered(other.origin) == (1, upgraded.frontiers[other.origin].root())
    assert Log.objects.exclude(alarm="").count() == 0


def test_a_memory_of_another_log_is_not_taken_for_ones_own(db: None, signer: Signer) -> None:
    log = log_for("beijing-2016")
    note(log, 1)
    sequence(signer)
    memory = file_of(log.origin, signer.folder, ".last")
    memory.write_text(memory.read_text().replace("beijing-2016", "geneva-2018"))

    look(Signer(signer.folder))

    assert "is of another log" in Log.objects.get(pk=log.pk).alarm


def note(log: Log, number: int) -> None:
    with transaction.atomic():
        append(log, "floor.list-opened", {"meeting": number}, Unnamed("chair"))
