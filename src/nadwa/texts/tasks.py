"""What happens by itself: silences end at their deadlines, and adopted texts become documents."""

from django_tasks import task

from nadwa import clock
from nadwa.record.acts import By, Refused
from nadwa.texts import commands
from nadwa.texts.models import Decision, NegotiatingText


def conclude_due_silences() -> int:
    """Adopt the texts whose silence nobody has broken in time; gives their number."""
    due = Decision.objects.filter(state=Decision.State.RUNNING, deadline__lte=clock.now())
    concluded = 0
    for decision in due.select_related("text__edition"):
        try:
            commands.conclude_silence(decision.text)
        except Refused:  # extended or ended meanwhile
            continue
        concluded += 1
    return concluded


@task()
def issue_outcome_of(text: int) -> None:
    commands.issue_outcome(By(None, "platform"), NegotiatingText.objects.get(pk=text))
