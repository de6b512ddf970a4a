"""Whether leaves are those that somebody has signed, without Django: backups are tried outside the platform."""

from collections.abc import Sequence

from nadwa.record import nadwa_verify
from nadwa.record.merkle import Frontier


def origin_of(note: bytes) -> str:
    return note.decode("utf-8", "replace").partition("\n")[0]


def is_signed(note: bytes, verifier_keys: Sequence[str]) -> bool:
    """Whether a checkpoint (C2SP signed note) is one, signed with one of these keys of its log (C2SP verifier keys)."""
    try:
        _signed(note, verifier_keys)
    except nadwa_verify.Failed:
        return False
    return True


def contradiction(note: bytes, verifier_keys: Sequence[str], leaves: Sequence[bytes]) -> str:
    """What is wrong with a log that should extend a checkpoint (C2SP signed note); empty if it does.

    `verifier_keys` are the log's as it names them (C2SP verifier keys), `leaves` all of its leaves in order.
    """
    origin = origin_of(note)
    try:
        size, root = _signed(note, verifier_keys)
    except nadwa_verify.Failed as failed:
        return f"{origin}: {failed}"
    if len(leaves) < size:
        return f"{origin}: the checkpoint counts {size} acts, the database has {len(leaves)}"
    if Frontier().extended(list(leaves[:size])).root() != root:
        return f"{origin}: the first {size} acts are not those that were signed"
    return ""


def _signed(note: bytes, verifier_keys: Sequence[str]) -> tuple[int, bytes]:
    """Size and root of the checkpoint; nadwa_verify.Failed where it is not signed with one of the keys."""
    keys = nadwa_verify.check_keys("".join(f"{key}\n" for key in verifier_keys).encode())  # type: ignore[no-untyped-call]
    size, root, _ = nadwa_verify.check_checkpoint(9, note, keys)  # type: ignore[no-untyped-call]
    return size, root
