"""Whether the stored record extends a checkpoint that somebody has kept."""

from nadwa.record import nadwa_verify
from nadwa.record.merkle import Frontier
from nadwa.record.models import Log
from nadwa.record.sequencer import stored_leaves
from nadwa.record.signer import Signer


def extends(note: bytes, signer: Signer) -> str:
    """What is wrong with the log that a checkpoint (C2SP signed note) is of; empty if it extends the checkpoint."""
    origin = note.decode("utf-8", "replace").partition("\n")[0]
    log = Log.objects.filter(origin=origin).first()
    if log is None:
        return f"{origin}: there is no such log"
    try:
        keys = nadwa_verify.check_keys("".join(f"{key}\n" for key in signer.verifier_keys(origin)).encode())  # type: ignore[no-untyped-call]
        size, root, _ = nadwa_verify.check_checkpoint(9, note, keys)  # type: ignore[no-untyped-call]
    except nadwa_verify.Failed as failed:
        return f"{origin}: {failed}"
    leaves = stored_leaves(log)
    if len(leaves) < size:
        return f"{origin}: the checkpoint counts {size} acts, the database has {len(leaves)}"
    if Frontier().extended(leaves[:size]).root() != root:
        return f"{origin}: the first {size} acts are not those that were signed"
    return ""
