"""An adopted text becomes documents in the background: the adopting act does not wait for the files."""

from contextlib import suppress

from django_tasks import task

from nadwa.acts.by import THE_PLATFORM
from nadwa.record.acts import Refused
from nadwa.texts.commands.outcome import issue_outcome
from nadwa.texts.models import NegotiatingText


@task()
def issue_outcome_of(text: int) -> None:
    with suppress(Refused):  # its duty was first
        issue_outcome(THE_PLATFORM, NegotiatingText.objects.get(pk=text))
