"""Maps are computed in the background: a vote never waits for one."""

from functools import partial

from django.db import transaction
from django_tasks import task

from nadwa import clock
from nadwa.consultations.models import Consultation
from nadwa.consultations.snapshots import take_snapshot


def map_is_stale(consultation: Consultation) -> None:
    """Have the map computed again, once for all votes that come before it is."""
    fresh = Consultation.objects.filter(pk=consultation.pk, stale_since=None)
    if fresh.update(stale_since=clock.now()):
        transaction.on_commit(partial(map_again.enqueue, consultation.pk))


@task()
def map_again(consultation: int) -> None:
    """Votes that come from here on will ask for the next map."""
    Consultation.objects.filter(pk=consultation).update(stale_since=None)
    take_snapshot(Consultation.objects.get(pk=consultation))
