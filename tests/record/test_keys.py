"""A log goes on under a new key, and the key before says so."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import transaction

from nadwa.acts.by import Unnamed
from nadwa.acts.facts import Audience
from nadwa.editions.capacities import Chair
from nadwa.floor.commands import speakers
from nadwa.record import bundles
from nadwa.record.acts import append, log_for
from nadwa.record.commands import change_key
from nadwa.record.models import Log
from nadwa.record.sequencer import sequence
from nadwa.record.signer import NotTheSigner, Signer
from tests.factories import House, sitting
from tests.record.test_verifier import members, verify, with_manifest

pytestmark = pytest.mark.django_db


@pytest.fixture
def changed(beijing: House, signer: Signer, sequenced: Callable[[], int]) -> Log:
    """A log that has been signed with two keys, with an act before the change and one after it."""
    sitting(beijing)
    sequenced()
    log = Log.objects.get(audience=Audience.PUBLIC)
    signer.make_key()
    change_key(log, signer.verifier_keys(log.origin)[-1])
    speakers.close_list(Chair(beijing.chair), beijing.meeting)
    sequenced()
    sequenced()
    return log


def test_what_comes_after_the_change_is_signed_with_the_new_key(changed: Log, signer: Signer) -> None:
    before, at, after = changed.checkpoints.order_by("size")
    old, new = (vkey.split("+")[1] for vkey in signer.verifier_keys(changed.origin))

    assert [signed_by(note) for note in (before.note, at.note, after.note)] == [old, old, new]


def signed_by(note: str) -> str:
    from base64 import b64decode

    return b64decode(note.strip().split(" ")[-1])[:4].hex()


def test_the_record_verifies_under_both_keys(changed: Log, tmp_path: Path) -> None:
    early = tmp_path / "early"
    early.write_text(changed.checkpoints.earliest("size").note)

    status, said = verify(bundles.bundle(changed), tmp_path, "--checkpoint", str(early))

    assert (status, said.count("\nkey ")) == (0, 2)


def test_a_change_of_key_without_the_signature_of_the_key_before_is_refused(changed: Log, tmp_path: Path) -> None:
    contents = members(bundles.bundle(changed))
    size = next(name for name in contents if name.startswith("checkpoints/"))
    forged = {**contents, size: contents["checkpoint"]}

    status, said = verify(with_manifest(forged), tmp_path)

    assert (status, said.startswith("FAILED check 12: ")) == (1, True)


def test_a_key_that_no_act_names_is_refused(changed: Log, signer: Signer, tmp_path: Path) -> None:
    signer.make_key()
    contents = members(bundles.bundle(changed))
    third = signer.verifier_keys(changed.origin)[-1]

    status, said = verify(
        with_manifest({**contents, "key.vkey": contents["key.vkey"] + f"{third}\n".encode()}), tmp_path
    )

    assert (status, said) == (1, "FAILED check 12: 3 keys for 1 changes of key\n")


def test_a_key_that_the_signer_does_not_hold_is_not_signed(beijing: House, signer: Signer, tmp_path: Path) -> None:
    sitting(beijing)
    sequence(signer)
    log = Log.objects.get(audience=Audience.PUBLIC)
    change_key(log, stranger(tmp_path).verifier_keys(log.origin)[0])

    with pytest.raises(NotTheSigner, match="I am not the signer"):
        sequence(signer)

    assert (log.signing_keys.count(), Log.objects.exclude(alarm="").count()) == (1, 0)


def stranger(folder: Path) -> Signer:
    """A signer with a key of its own."""
    made = Signer(folder / "strangers")
    made.make_key()
    return made


@pytest.mark.parametrize("with_key", [True, False])
def test_who_is_not_the_signer_signs_nothing_makes_no_key_and_raises_no_alarm(
    beijing: House, signer: Signer, tmp_path: Path, with_key: bool
) -> None:
    sitting(beijing)
    sequence(signer)
    other = stranger(tmp_path) if with_key else Signer(tmp_path / "strangers")
    held = other.verifier_keys("any")
    speakers.close_list(Chair(beijing.chair), beijing.meeting)

    with pytest.raises(NotTheSigner) as said:
        sequence(other)

    [named] = {key.split("+")[1] for key in signer.verifier_keys(f"nadwa.local/{beijing.edition.slug}")}
    assert (named in str(said.value), str(other.folder) in str(said.value)) == (True, True)
    assert other.verifier_keys("any") == held
    assert Log.objects.exclude(alarm="").count() == 0
    assert sequence(signer) > 0


def test_a_new_log_is_no_way_in_for_another_key(beijing: House, signer: Signer, tmp_path: Path) -> None:
    sitting(beijing)
    sequence(signer)
    with transaction.atomic():
        append(log_for("geneva-2018"), "floor.meeting-opened", {}, Unnamed("chair"))

    with pytest.raises(NotTheSigner):
        sequence(stranger(tmp_path))


def test_the_first_key_of_a_record_is_made_for_its_first_act(beijing: House, signer: Signer) -> None:
    assert signer.verifier_keys("any") == []

    sitting(beijing)
    sequence(signer)

    assert len(signer.verifier_keys("any")) == 1
