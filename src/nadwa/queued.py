"""What pages have put on the queue, such as maps: a worker does it, one task after another, in its main thread."""

import os
import threading
import time
from datetime import datetime
from functools import cache

from django.db.models import Max
from django.utils.crypto import get_random_string
from django_tasks import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

LAST_TASK_SECONDS = 10


def tasks() -> None:
    """Do what pages have put on the queue, until nothing is left there or this process is to end."""
    _queue().run()


@cache
def _queue() -> Worker:
    """The queue as this process works it off. The library's command listens for signals itself, and has forgotten
    them when a task is over; so this is what is behind it, which leaves signals to us."""
    return Worker(
        queue_names=["default"],
        excluded_queue_names=[],
        backend_name="default",
        interval=0,
        batch=True,
        startup_delay=False,
        max_tasks=None,
        worker_id=get_random_string(32),
    )


def end_soon(stop: threading.Event) -> None:
    """Begin nothing more, and let the task under way come to its end; if that takes too long, or whoever waits asks
    again, end all the same."""
    asked_again, _queue().running = stop.is_set(), False
    stop.set()
    if not asked_again:
        time.sleep(LAST_TASK_SECONDS)
    try:
        give_back()
    finally:
        os._exit(0)


def give_back() -> None:
    """Put the task that this process has under way back on the queue, for the next worker."""
    under_way = DBTaskResult.objects.running().filter(worker_ids__contains=[_queue().worker_id])
    under_way.update(status=TaskResultStatus.READY)


def last_failures() -> dict[str, datetime]:
    """When tasks of the queue last failed, by what they are called."""
    failed = DBTaskResult.objects.failed().order_by().values_list("task_path")
    return {path.rpartition(".")[2].replace("_", "-"): at for path, at in failed.annotate(Max("finished_at"))}
