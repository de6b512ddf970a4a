"""The stand-alone verifier accepts the record as it is, and nothing else."""

import io
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

import pytest
import rfc8785
from django.db import transaction

from nadwa.acts.by import Unnamed
from nadwa.acts.facts import Audience
from nadwa.consultations.commands.running import publish_result
from nadwa.consultations.snapshots import take_snapshot
from nadwa.consultations.votes import cast
from nadwa.editions.capacities import Chair
from nadwa.record import bundles
from nadwa.record.acts import append, log_for
from nadwa.record.models import Log
from nadwa.record.signer import Signer
from nadwa.texts.commands import voting
from tests.factories import House, sitting

VERIFIER = str(files("nadwa") / "record" / "nadwa_verify.py")
pytestmark = pytest.mark.django_db


@pytest.fixture
def bundle(beijing: House, signer: Signer, sequenced: Callable[[], int]) -> bytes:
    """A record with acts of the floor and a published result."""
    sitting(beijing)
    for state in ("aldora", "belmara", "corvia"):
        for statement in beijing.consultation.statements.all():
            cast(beijing.people[state], beijing.consultation, statement, 1)
    take_snapshot(beijing.consultation)
    publish_result(Unnamed("test"), beijing.consultation)
    sequenced()
    return bundles.bundle(Log.objects.get(audience=Audience.PUBLIC))


def verify(content: bytes, folder: Path, *more: str) -> tuple[int, str]:
    path = folder / "bundle.zip"
    path.write_bytes(content)
    command = [sys.executable, "-I", "-S", VERIFIER, str(path), *more]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    return done.returncode, done.stdout + done.stderr


def members(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_manifest(contents: dict[str, bytes]) -> bytes:
    """The bundle as a dishonest keeper would make it: the manifest fits what is there."""
    listed = {name: sha256(content).hexdigest() for name, content in contents.items() if name != "manifest.json"}
    return bundles.packed({**contents, "manifest.json": rfc8785.dumps({"format": "nadwa-record/1", "sha256": listed})})


def test_the_record_verifies_with_nothing_but_python(bundle: bytes, tmp_path: Path) -> None:
    status, said = verify(bundle, tmp_path)

    assert (status, said.splitlines()[-1]) == (
        0,
        "verified: every leaf, index, root, signature, result packet and tally",
    )


def test_a_flipped_byte_in_any_member_is_refused_with_a_numbered_check(bundle: bytes, tmp_path: Path) -> None:
    sys.path.insert(0, str(Path(VERIFIER).parent))
    import nadwa_verify

    sys.path.pop(0)
    path = tmp_path / "bundle.zip"
    refused_by = set()
    contents = members(bundle)
    for name, content in contents.items():
        for place in range(0, len(content), max(1, len(content) // 60)):
            flipped = bytes([*content[:place], content[place] ^ 0x01, *content[place + 1 :]])
            path.write_bytes(bundles.packed({**contents, name: flipped}))
            with pytest.raises(nadwa_verify.Failed) as refusal:
                nadwa_verify.verify(str(path))
            refused_by.add(refusal.value.number)

    assert refused_by <= set(range(1, 11))


def test_a_flipped_byte_with_the_manifest_made_to_fit_is_refused_by_the_tree(bundle: bytes, tmp_path: Path) -> None:
    contents = members(bundle)
    leaves = contents["leaves.jsonl"].replace(b'"members":6', b'"members":5')

    status, said = verify(with_manifest({**contents, "leaves.jsonl": leaves}), tmp_path)

    assert leaves != contents["leaves.jsonl"]
    assert (status, said) == (1, "FAILED check 8: the leaves do not lead to the checkpoint's root\n")


@pytest.mark.parametrize("missing", ["leaves.jsonl", "checkpoint", "key.vkey", "manifest.json"])
def test_a_missing_member_is_named(bundle: bytes, tmp_path: Path, missing: str) -> None:
    contents = members(bundle)
    del contents[missing]

    status, said = verify(bundles.packed(contents), tmp_path)

    assert status == 1
    assert re.match(r"FAILED check \d+: ", said)


@pytest.mark.parametrize("content", [b"", b"not an archive", b"PK\x05\x06" + b"\0" * 18])
def test_what_is_no_bundle_is_refused_without_a_traceback(tmp_path: Path, content: bytes) -> None:
    status, said = verify(content, tmp_path)

    assert status == 1
    assert said.startswith("FAILED check ")
    assert "Traceback" not in said


def vote(made: House) -> Log:
    """A record in which two of three carry an amendment."""
    sitting(made)
    chair = Chair(made.chair)
    voting.open_vote_on(chair, made.text.paragraphs.get(number=2).alternatives.get(number=2))
    for state, choice in {"aldora": "yes", "belmara": "yes", "corvia": "no"}.items():
        voting.cast_ballot(made.delegate(state), made.text, choice)
    voting.close_vote(chair, made.text)
    return Log.objects.get(audience=Audience.PUBLIC)


def dishonest_vote(edition: str, closing: dict[str, object]) -> Log:
    """A record whose keeper closes the same vote with other words."""
    log = log_for(edition)
    counts = {"yes": 2, "no": 1, "abstention": 0, "majority": "two-thirds", "carried": True}
    with transaction.atomic():
        of = {"text": "outcome", "vote": 1}
        append(log, "texts.vote-opened", {**of, "majority": "two-thirds"}, Unnamed("chair"))
        ballots = {"aldora": "yes", "belmara": "yes", "corvia": "no"}
        for state, choice in ballots.items():
            append(log, "texts.ballot-cast", {**of, "ballot": choice}, Unnamed(f"delegation:{state}"))
        append(log, "texts.vote-closed", {**of, **counts, "ballots": ballots, **closing}, Unnamed("chair"))
    return log


def test_roll_call_votes_are_counted_again(
    beijing: House, signer: Signer, sequenced: Callable[[], int], tmp_path: Path
) -> None:
    log = vote(beijing)
    sequenced()

    status, said = verify(bundles.bundle(log), tmp_path)

    assert (status, "1 roll-call votes counted again" in said) == (0, True)


@pytest.mark.parametrize(("told", "expected"), [("yes", 0), ("no", 1)])
def test_a_roll_call_of_the_floor_is_counted_again_also_where_the_secretary_entered_an_answer(
    beijing: House, signer: Signer, sequenced: Callable[[], int], tmp_path: Path, told: str, expected: int
) -> None:
    log = log_for(beijing.edition.slug)
    with transaction.atomic():
        of = {"meeting": 1, "vote": 1}
        append(log, "floor.roll-frozen", {"meeting": 1, "decide": ["aldora"]}, Unnamed("credentials"))
        append(log, "floor.vote-opened", {**of, "majority": "simple"}, Unnamed("chair"))
        append(log, "floor.ballot-cast", {**of, "delegation": "aldora", "ballot": "yes"}, Unnamed("secretariat"))
        counts = {"yes": 0, "no": 0, "abstention": 0, told: 1, "majority": "simple", "carried": told == "yes"}
        append(log, "floor.vote-closed", {**of, **counts, "ballots": {"aldora": told}}, Unnamed("chair"))
    sequenced()

    status, _said = verify(bundles.bundle(log), tmp_path)

    assert status == expected


@pytest.mark.parametrize(
    "closing",
    [
        {"yes": 3},
        {"carried": False},
        {"ballots": {"aldora": "yes", "belmara": "yes"}, "no": 0},
        {"ballots": {"aldora": "yes", "belmara": "yes", "corvia": "yes"}, "yes": 3, "no": 0},
        {"majority": "simple"},
        {"majority": "unanimity"},
        {"vote": 2},
    ],
)
def test_a_tally_that_the_ballots_do_not_bear_out_is_refused_though_it_is_signed(
    beijing: House, signer: Signer, sequenced: Callable[[], int], tmp_path: Path, closing: dict[str, object]
) -> None:
    log = dishonest_vote(beijing.edition.slug, closing)
    sequenced()

    status, said = verify(bundles.bundle(log), tmp_path)

    assert (status, said.startswith("FAILED check 11: ")) == (1, True)


def test_a_checkpoint_kept_earlier_proves_that_nothing_before_it_changed(
    beijing: House, signer: Signer, sequenced: Callable[[], int], tmp_path: Path
) -> None:
    sitting(beijing)
    sequenced()
    log = Log.objects.get(audience=Audience.PUBLIC)
    kept = tmp_path / "kept"
    kept.write_text(log.checkpoints.latest("size").note)
    from nadwa.floor.commands import speakers

    speakers.close_list(Chair(beijing.chair), beijing.meeting)
    sequenced()

    status, said = verify(bundles.bundle(log), tmp_path, "--checkpoint", str(kept))

    assert (status, "extends your checkpoint at" in said) == (0, True)


def test_a_record_that_does_not_extend_the_kept_checkpoint_is_refused(bundle: bytes, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    text = members(bundle)["checkpoint"].decode()
    kept.write_text(text.replace("\n", "\n9", 1))

    status, said = verify(bundle, tmp_path, "--checkpoint", str(kept))

    assert (status, said.startswith("FAILED check 9: ")) == (1, True)
