"""What is done to the record itself."""

from nadwa.acts.by import THE_PLATFORM
from nadwa.acts.record import KeyChanged
from nadwa.record.acts import command, record
from nadwa.record.models import Act, Log


@command
def change_key(log: Log, verifier_key: str) -> Act:
    """Name the key that signs this log from the next checkpoint on; the one before signs that it is named."""
    return record(log, KeyChanged(key=verifier_key), THE_PLATFORM)
