"""What happens by itself: silences end at their deadlines, and adopted texts become documents."""

import logging
from datetime import timedelta

from nadwa import clock
from nadwa.acts.by import THE_PLATFORM
from nadwa.record.acts import Refused, done_to_each
from nadwa.texts.commands import deciding, outcome
from nadwa.texts.models import Decision, NegotiatingText

GRACE = timedelta(minutes=10)  # in which the task itself does it


def conclude_due_silences() -> int:
    """Adopt the texts whose silence nobody has broken in time; gives their number."""
    due = Decision.objects.filter(state=Decision.State.RUNNING, deadline__lte=clock.now())
    return done_to_each(deciding.conclude_silence, (one.text for one in due.select_related("text__edition")))


def issue_missing_outcomes() -> int:
    """Write the documents of adopted texts whose task has failed; gives for how many."""
    since = clock.now() - GRACE
    waiting = NegotiatingText.objects.filter(state=NegotiatingText.State.ADOPTED, outcome=None)
    issued = 0
    for text in waiting.filter(decisions__state=Decision.State.ADOPTED, decisions__ended_at__lte=since):
        try:
            outcome.issue_outcome(THE_PLATFORM, text)
        except Refused:  # issued meanwhile
            continue
        except Exception:  # one text that cannot be written keeps neither the others nor the worker
            logging.getLogger(__name__).exception("the documents of text %s could not be written", text.pk)
            continue
        issued += 1
    return issued
