"""What is kept about people, how long and why; and what has had its time, forgotten by itself.

Each room has its classes in a file `retention.py`. Editions that are exercises are left as they are: nobody real
is in them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nadwa import clock
from nadwa.mail.models import Mail
from nadwa.record.models import Submission

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Kept:
    """A class of data. `over(moment)` gives the rows whose time began before the moment: so long ago as `days` says.
    `since` is when that was; without `days` it says until when."""

    name: str
    label: Promise | str
    why: Promise | str
    since: Promise | str
    days: int
    over: Callable[[datetime], QuerySet[Model]]


_classes: list[Kept] = []


def bring(*classes: Kept) -> None:
    _classes.extend(classes)


def classes() -> list[Kept]:
    return sorted(_classes, key=lambda kept: kept.days)


@transaction.atomic
def forget() -> dict[str, int]:
    """Delete what has been kept for its time; how many rows of each class."""
    found = {kept.name: kept.over(clock.now() - kept.days * DAY) for kept in classes()}
    return {name: number for name, rows in found.items() if (number := _deleted(rows))}


def _deleted(rows: QuerySet[Model]) -> int:
    number = rows.count()
    rows.delete()
    return number


KEEPS = (
    Kept(
        "sessions",
        _("sessions"),
        _("to stay signed in"),
        _("until they end"),
        0,
        lambda moment: Session.objects.filter(expire_date__lt=moment),
    ),
    Kept(
        "mails",
        _("mails"),
        _("to show what was sent"),
        _("since they were sent"),
        365,
        lambda moment: Mail.objects.filter(sent_at__lt=moment),
    ),
    Kept(
        "submissions",
        _("identifiers of submitted forms, with their sealed contents"),
        _("so that a form sent twice takes effect once"),
        _("since they were sent"),
        30,
        lambda moment: Submission.objects.filter(at__lt=moment),
    ),
)
