"""Every write on an edition."""

from datetime import date
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from nadwa import clock
from nadwa.editions import two_key
from nadwa.editions.models import Approval, Edition, Host, Membership, Proposal, Task
from nadwa.editions.queries import host_of
from nadwa.editions.two_key import TwoKey
from nadwa.live.channels import person_topic
from nadwa.record import kinds
from nadwa.record.acts import By, Refused, command, log_for, record
from nadwa.record.models import Act
from nadwa.web.languages import Content

kinds.register(
    {
        "editions.proposed": _("Two-key act proposed"),
        "editions.approved": _("Approved by a host"),
        "editions.withdrawn": _("Proposal withdrawn"),
        "editions.done": _("Two-key act done"),
        "editions.role-given": _("Role given"),
        "editions.role-ended": _("Role ended"),
        "editions.task-set": _("Task of the preparation set"),
        "editions.task-changed": _("Task of the preparation changed"),
        "editions.task-done": _("Task of the preparation done"),
        "editions.task-reopened": _("Task of the preparation reopened"),
    }
)


def _topic(edition: Edition) -> str:
    return f"edition:{edition.pk}"


@command
def propose(person: Any, edition: Edition, kind: str, subject: str = "") -> Act:
    """An officer of a host proposes a two-key act; the officer's own host has thereby approved."""
    refusal = two_key.get(kind).refusal(edition, subject)
    if refusal:
        raise Refused(refusal)
    host = _host(person, edition)
    if Proposal.objects.filter(edition=edition, kind=kind, subject=subject, state=Proposal.State.PENDING).exists():
        raise Refused(_("This has been proposed already and waits for approval."))
    now = clock.now()
    proposal = Proposal.objects.create(edition=edition, kind=kind, subject=subject, proposed_at=now)
    Approval.objects.create(proposal=proposal, host=host, person=person, at=now)
    return _recorded("editions.proposed", proposal, _by(person, host))


@command
def approve(person: Any, proposal: Proposal) -> Act:
    """An officer of another host approves; with the last host's approval it happens, in the same transaction."""
    proposal = _locked(proposal)
    host = _host(person, proposal.edition)
    if proposal.approvals.filter(host=host).exists():
        raise Refused(_("Your host has approved this already; the other hosts have not."))
    Approval.objects.create(proposal=proposal, host=host, person=person, at=clock.now())
    act = _recorded("editions.approved", proposal, _by(person, host))
    if proposal.approvals.count() == proposal.edition.hosts.count():
        _carry_out(proposal)
    return act


@command
def withdraw(person: Any, proposal: Proposal) -> Act:
    proposal = _locked(proposal)
    host = _host(person, proposal.edition)
    proposal.state = Proposal.State.WITHDRAWN
    proposal.save(update_fields=["state"])
    return _recorded("editions.withdrawn", proposal, _by(person, host))


@command
def give_role(person: Any, edition: Edition, role: str, by: By, host: Host | None = None) -> Act:
    Membership.objects.create(edition=edition, person=person, role=role, host=host)
    return _role_act("editions.role-given", person, edition, role, by)


@command
def end_role(person: Any, edition: Edition, role: str, by: By) -> Act:
    """Take a role from a person; the live streams that the person has open end at once."""
    if not Membership.objects.filter(edition=edition, person=person, role=role).delete()[0]:
        raise Refused(_("This person does not have that role."))
    return _role_act("editions.role-ended", person, edition, role, by)


@command
def set_task(by: By, edition: Edition, kind: str, title: Content, owner: Host, due: date, dollars: int | None) -> Act:
    """Add a task to the preparation; hosts and secretariat read its act, not the public."""
    edition = Edition.objects.select_for_update().get(pk=edition.pk)
    number = (edition.tasks.aggregate(last=Max("number"))["last"] or 0) + 1
    task = Task.objects.create(
        edition=edition, number=number, kind=kind, title=title, owner=owner, due=due, dollars=dollars
    )
    return _task_act("task-set", task, by)


@command
def change_task(by: By, task: Task, kind: str, title: Content, owner: Host, due: date, dollars: int | None) -> Act:
    task = _locked_task(task)
    if task.done_at:
        raise Refused(_("This task is done; reopen it first."))
    task.kind, task.title, task.owner, task.due, task.dollars = kind, title, owner, due, dollars
    task.save()
    return _task_act("task-changed", task, by)


@command
def finish_task(by: By, task: Task) -> Act:
    """Mark a task as done. What binds is settled by both keys instead."""
    task = _locked_task(task)
    if task.binds:
        raise Refused(_("This binds the hosts: propose it for approval instead."))
    if task.done_at:
        raise Refused(_("This task is done already."))
    task.done_at = clock.now()
    task.save(update_fields=["done_at"])
    return _task_act("task-done", task, by)


@command
def reopen_task(by: By, task: Task) -> Act:
    task = _locked_task(task)
    if task.done_at is None or task.binds:
        raise Refused(_("Only a task that is done and does not bind can be reopened."))
    task.done_at = None
    task.save(update_fields=["done_at"])
    return _task_act("task-reopened", task, by)


def _locked_task(task: Task) -> Task:
    return Task.objects.select_for_update(of=("self",)).select_related("edition", "owner").get(pk=task.pk)


def _task_act(kind: str, task: Task, by: By) -> Act:
    body: dict[str, Any] = {"task": task.number, "as": task.kind, "owner": task.owner.slug, "due": str(task.due)}
    if task.dollars is not None:
        body["dollars"] = task.dollars
    return record(log_for(task.edition.slug, "hosts"), f"editions.{kind}", body, by)


def _role_act(kind: str, person: Any, edition: Edition, role: str, by: By) -> Act:
    return record(log_for(edition.slug), kind, {"role": role}, by, topics=[person_topic(person.pk)])


def _carry_out(proposal: Proposal) -> None:
    kind = two_key.get(proposal.kind)
    refusal = kind.refusal(proposal.edition, proposal.subject)
    if refusal:
        raise Refused(refusal)
    kind.carry_out(proposal.edition, proposal.subject)
    proposal.state = Proposal.State.DONE
    proposal.save(update_fields=["state"])
    _recorded("editions.done", proposal, By(None, "hosts"))


def _locked(proposal: Proposal) -> Proposal:
    proposal = Proposal.objects.select_for_update(of=("self",)).select_related("edition").get(pk=proposal.pk)
    if proposal.state != Proposal.State.PENDING:
        raise Refused(_("This proposal is no longer waiting for approval."))
    return proposal


def _host(person: Any, edition: Edition) -> Host:
    host = host_of(person, edition)
    if host is None:
        raise Refused(_("Only an officer of a host can do this."))
    return host


def _by(person: Any, host: Host) -> By:
    return By(person, f"host:{host.slug}")


def _recorded(kind: str, proposal: Proposal, by: By) -> Act:
    body = {"proposal": proposal.pk, "act": proposal.kind}
    if proposal.subject:
        body["subject"] = proposal.subject
    return record(log_for(proposal.edition.slug), kind, body, by, topics=[_topic(proposal.edition)])


def _opening_refusal(edition: Edition, _subject: str) -> Any:
    return None if edition.state == Edition.State.PREPARED else _("The edition has been opened already.")


def _closing_refusal(edition: Edition, _subject: str) -> Any:
    return None if edition.state == Edition.State.OPEN else _("Only an open edition can be closed.")


def _task_of(edition: Edition, subject: str) -> Task | None:
    return edition.tasks.filter(number=int(subject)).first() if subject.isdecimal() else None


def _settling_refusal(edition: Edition, subject: str) -> Any:
    task = _task_of(edition, subject)
    if task is None or not task.binds:
        return _("Name a task of the preparation that binds.")
    return _("This task is done already.") if task.done_at else None


def _settle(edition: Edition, subject: str) -> None:
    edition.tasks.filter(number=int(subject)).update(done_at=clock.now())


def _settled(edition: Edition, subject: str) -> Content:
    task = _task_of(edition, subject)
    assert task is not None  # noqa: S101 - a proposal names a task, and tasks are not deleted
    title: Content = task.title
    return title


def _set_state(state: str) -> Any:
    def carry_out(edition: Edition, _subject: str) -> None:
        edition.state = state
        edition.save(update_fields=["state"])

    return carry_out


two_key.register(TwoKey("editions.open", _("Open the edition"), _opening_refusal, _set_state(Edition.State.OPEN)))
two_key.register(TwoKey("editions.close", _("Close the edition"), _closing_refusal, _set_state(Edition.State.CLOSED)))
two_key.register(TwoKey("editions.settle", _("Settle a task of the preparation"), _settling_refusal, _settle, _settled))
