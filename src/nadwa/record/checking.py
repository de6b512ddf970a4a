"""Whether the stored record extends a checkpoint that somebody has kept."""

from nadwa.record.extending import contradiction, origin_of
from nadwa.record.models import Log
from nadwa.record.sequencer import stored_leaves
from nadwa.record.signer import Signer


def extends(note: bytes, signer: Signer) -> str:
    """What is wrong with the log that a checkpoint (C2SP signed note) is of; empty if it extends the checkpoint."""
    origin = origin_of(note)
    log = Log.objects.filter(origin=origin).first()
    if log is None:
        return f"{origin}: there is no such log"
    return contradiction(note, signer.verifier_keys(origin), stored_leaves(log))
