"""Whoever watches a log from outside cosigns what extends what they saw, and keeps what does not."""

from base64 import b64decode
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from nadwa.acts.facts import Audience
from nadwa.editions.capacities import Chair
from nadwa.floor.commands import speakers
from nadwa.record import bundles, notes
from nadwa.record.models import Log
from nadwa.record.signer import Signer
from nadwa.record.witness import Contradiction, Witness, contradiction
from tests.factories import House, sitting
from tests.record.test_rollback import forget

pytestmark = pytest.mark.django_db


@pytest.fixture
def log(beijing: House, sequenced: Callable[[], int]) -> Log:
    sitting(beijing)
    sequenced()
    return Log.objects.get(audience=Audience.PUBLIC)


@pytest.fixture
def witness(tmp_path: Path) -> Witness:
    return Witness(tmp_path / "witness", "aldora.example")


def shown(log: Log, folder: Path) -> Path:
    path = folder / "shown.zip"
    path.write_bytes(bundles.bundle(log))
    return path


def test_a_witness_signs_the_checkpoint_with_its_time(log: Log, witness: Witness, tmp_path: Path) -> None:
    note = witness.look(shown(log, tmp_path), 1468202400)

    text, _, signatures = note.partition("\n\n")
    _, name, signature = signatures.splitlines()[1].split(" ")
    raw = b64decode(signature)
    key = Ed25519PublicKey.from_public_bytes(b64decode(witness.verifier_key().split("+", 2)[2])[1:])
    key.verify(raw[12:], f"cosignature/v1\ntime 1468202400\n{text}\n".encode())
    assert (name, int.from_bytes(raw[4:12])) == ("aldora.example", 1468202400)


def test_a_witness_follows_a_log_that_grows(
    beijing: House, log: Log, witness: Witness, sequenced: Callable[[], int], tmp_path: Path
) -> None:
    first = witness.look(shown(log, tmp_path), 1)
    speakers.close_list(Chair(beijing.chair), beijing.meeting)
    sequenced()

    second = witness.look(shown(log, tmp_path), 2)

    assert int(second.splitlines()[1]) == int(first.splitlines()[1]) + 1


def forked(beijing: House, log: Log, signer: Signer, sequenced: Callable[[], int]) -> None:
    """The keeper of the log forgets an act, also in the signer's memory, and writes another history."""
    forget(log, 1)
    for memory in signer.folder.glob("*.last"):
        memory.unlink()
    signer.frontiers.clear()
    speakers.close_list(Chair(beijing.chair), beijing.meeting)
    sequenced()


def test_a_fork_is_not_cosigned_and_the_evidence_is_kept(
    beijing: House, log: Log, signer: Signer, witness: Witness, sequenced: Callable[[], int], tmp_path: Path
) -> None:
    witness.look(shown(log, tmp_path), 1)
    forked(beijing, log, signer, sequenced)

    with pytest.raises(Contradiction, match="changed since your checkpoint"):
        witness.look(shown(log, tmp_path), 2)

    assert (witness.folder / "evidence-2.zip").read_bytes() == (tmp_path / "shown.zip").read_bytes()


def test_a_log_begun_afresh_with_another_key_is_not_cosigned(log: Log, witness: Witness, tmp_path: Path) -> None:
    from nadwa.record.sequencer import sequence

    witness.look(shown(log, tmp_path), 1)
    forget(log, log.acts.count())
    log.signing_keys.all().delete()
    from nadwa.acts.by import Unnamed
    from nadwa.record.acts import append

    append(log, "floor.meeting-opened", {}, Unnamed("test"))
    sequence(Signer(tmp_path / "other"))

    with pytest.raises(Contradiction):
        witness.look(shown(log, tmp_path), 2)


def test_two_checkpoints_of_a_fork_prove_it_when_they_meet(
    beijing: House, log: Log, signer: Signer, sequenced: Callable[[], int]
) -> None:
    told_to_one = log.checkpoints.latest("size").note.encode()
    forked(beijing, log, signer, sequenced)
    told_to_another = log.checkpoints.latest("size").note.encode()

    found = contradiction(told_to_one, told_to_another, f"{signer.verifier_keys(log.origin)[0]}\n".encode())

    assert "the log was forked" in found


def test_two_checkpoints_of_one_record_prove_nothing(
    beijing: House, log: Log, signer: Signer, sequenced: Callable[[], int]
) -> None:
    early = log.checkpoints.latest("size").note.encode()
    speakers.close_list(Chair(beijing.chair), beijing.meeting)
    sequenced()
    late = log.checkpoints.latest("size").note.encode()
    keys = f"{signer.verifier_keys(log.origin)[0]}\n".encode()

    assert (contradiction(early, late, keys), contradiction(late, late, keys)) == ("", "")


def test_a_checkpoint_that_somebody_made_up_is_no_proof(log: Log, signer: Signer, tmp_path: Path) -> None:
    from nadwa.record import nadwa_verify

    true = log.checkpoints.latest("size").note.encode()
    text = notes.checkpoint_text(log.origin, int(true.split(b"\n")[1]), b"\0" * 32)
    other = Signer(tmp_path / "stranger")
    other.make_key()
    [stranger] = other._keys()
    made_up = notes.signed(text, log.origin, stranger).encode()

    with pytest.raises(nadwa_verify.Failed, match="not signed with a key of the bundle"):
        contradiction(true, made_up, f"{signer.verifier_keys(log.origin)[0]}\n".encode())
