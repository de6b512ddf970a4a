"""What is done to the record itself."""

from django.utils.translation import gettext_lazy as _

from nadwa.record import kinds
from nadwa.record.acts import By, command, record
from nadwa.record.models import Act, Log
from nadwa.record.sequencer import KEY_CHANGED

kinds.register({KEY_CHANGED: _("Key of the record changed")})


@command
def change_key(log: Log, verifier_key: str) -> Act:
    """Name the key that signs this log from the next checkpoint on; the one before signs that it is named."""
    return record(log, KEY_CHANGED, {"key": verifier_key}, By(None, "platform"))
