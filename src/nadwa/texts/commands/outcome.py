"""The outcome document: the adopted text as files, their hashes on the record."""

from hashlib import sha256

from django.utils.translation import gettext_lazy as _

from nadwa.acts.by import By
from nadwa.acts.texts import OutcomeIssued
from nadwa.record.acts import Refused, command
from nadwa.record.models import Act
from nadwa.texts.commands.acting import lock, recorded
from nadwa.texts.exporters import WRITERS
from nadwa.texts.models import NegotiatingText, OutcomeDocument
from nadwa.web.languages import OFFICIAL


@command
def issue_outcome(by: By, text: NegotiatingText) -> Act:
    """Write the adopted text in six languages and each form, once."""
    text = lock(text)
    if text.state != NegotiatingText.State.ADOPTED:
        raise Refused(_("The text has not been adopted."))
    if text.outcome.exists():
        raise Refused(_("The outcome document has been issued."))
    hashes = {}
    for language in OFFICIAL:
        for form, write in WRITERS.items():
            content = write(text, language)
            digest = sha256(content).hexdigest()
            OutcomeDocument.objects.create(text=text, language=language, form=form, content=content, sha256=digest)
            hashes[f"{language}.{form}"] = digest
    return recorded(OutcomeIssued(text=text.slug, sha256=hashes), text, by)
