"""The preparation: tasks, of which those that bind are settled with every host's key."""

from datetime import date
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from nadwa import clock
from nadwa.acts import editions as acts
from nadwa.acts.by import By, Unnamed
from nadwa.acts.facts import Audience
from nadwa.editions.capacities import HostOfficer, Officer
from nadwa.editions.commands.approving import changing, hold
from nadwa.editions.models import Edition, Host, Task
from nadwa.editions.two_key import NUMBER, Field, TwoKey
from nadwa.record.acts import Refused, command, log_for, record
from nadwa.record.models import Act
from nadwa.web.languages import Content


@command
def set_task(
    by: HostOfficer | Officer | Unnamed,
    edition: Edition,
    kind: str,
    title: Content,
    owner: Host,
    due: date,
    dollars: int | None,
) -> Act:
    """Add a task to the preparation; hosts and secretariat read its act, not the public."""
    edition = hold(edition)
    number = (edition.tasks.aggregate(last=Max("number"))["last"] or 0) + 1
    task = Task.objects.create(
        edition=edition, number=number, kind=kind, title=title, owner=owner, due=due, dollars=dollars
    )
    return _recorded(acts.TaskSet, task, by)


@command
def change_task(
    by: HostOfficer | Officer, task: Task, kind: str, title: Content, owner: Host, due: date, dollars: int | None
) -> Act:
    with changing(task.edition, by, "editions.settle"):
        task = _locked_task(task)
        if task.done_at:
            raise Refused(_("This task is done; reopen it first."))
        task.kind, task.title, task.owner, task.due, task.dollars = kind, title, owner, due, dollars
        task.save()
    return _recorded(acts.TaskChanged, task, by)


@command
def finish_task(by: HostOfficer | Officer, task: Task) -> Act:
    """Mark a task as done. What binds is settled by both keys instead."""
    task = _locked_task(task)
    if task.binds:
        raise Refused(_("This binds the hosts: propose it for approval instead."))
    if task.done_at:
        raise Refused(_("This task is done already."))
    task.done_at = clock.now()
    task.save(update_fields=["done_at"])
    return _recorded(acts.TaskDone, task, by)


@command
def reopen_task(by: HostOfficer | Officer, task: Task) -> Act:
    task = _locked_task(task)
    if task.done_at is None or task.binds:
        raise Refused(_("Only a task that is done and does not bind can be reopened."))
    task.done_at = None
    task.save(update_fields=["done_at"])
    return _recorded(acts.TaskReopened, task, by)


def _locked_task(task: Task) -> Task:
    return Task.objects.select_for_update(of=("self",)).select_related("edition", "owner").get(pk=task.pk)


def _recorded(done: type[acts.Task], task: Task, by: By) -> Act:
    facts = done(task=task.number, kind=task.kind, owner=task.owner.slug, due=str(task.due), dollars=task.dollars)
    return record(log_for(task.edition.slug, Audience.HOSTS), facts, by)


def _task_of(edition: Edition, subject: str) -> Task | None:
    return edition.tasks.filter(number=int(subject)).first() if subject.isdecimal() else None


def _settling_refusal(edition: Edition, subject: str) -> Any:
    task = _task_of(edition, subject)
    if task is None or not task.binds:
        return _("Name a task of the preparation that binds.")
    return _("This task is done already.") if task.done_at else None


def _settle(edition: Edition, subject: str) -> None:
    edition.tasks.filter(number=int(subject)).update(done_at=clock.now())


def _settled(edition: Edition, subject: str) -> dict[str, Any]:
    task = edition.tasks.select_related("owner").get(number=int(subject))
    return {
        "title": task.title,
        "kind": task.kind,
        "owner": task.owner.name,
        "due": str(task.due),
        "dollars": task.dollars,
    }


SETTLING = TwoKey(
    "editions.settle",
    _("Settle a task of the preparation"),
    _settling_refusal,
    _settle,
    _settled,
    (
        Field("title", _("What is to be done"), "content"),
        Field("kind", _("Kind"), "choice", dict(Task.Kind.choices)),
        Field("owner", _("Which host sees to it"), "content"),
        Field("due", _("Due"), "date"),
        Field("dollars", _("US dollars"), "number"),
    ),
    named="title",
    subjects=NUMBER,
)
