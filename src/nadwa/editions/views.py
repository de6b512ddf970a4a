"""Pages of an edition."""

from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nadwa import clock
from nadwa.editions import commands, desk, queries, searching, two_key
from nadwa.editions.forms import ProposeForm, TaskForm
from nadwa.editions.models import Edition, Membership, Proposal, Task
from nadwa.editions.page import may_know
from nadwa.record.acts import By
from nadwa.web.access import rule
from nadwa.web.acting import perform
from nadwa.web.forms import Nothing
from nadwa.web.languages import plain

Role = Membership.Role


@rule("editions.browse", signed_in=False)
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The symposia that the reader may know of."""
    series = [
        (each.name, [edition for edition in each.editions.all() if may_know(request.user, edition)])
        for each in queries.series()
    ]
    return render(request, "editions/home.html", {"series": [(name, known) for name, known in series if known]})


@rule("editions.use_desk", find=queries.edition)
@require_safe
def show_desk(request: HttpRequest, edition: Edition) -> HttpResponse:
    """What waits for hosts and secretariat, in one place."""
    page = {"edition": edition, "entries": desk.entries(request.user, edition)}
    return render(request, "editions/desk.html", page)


@rule("editions.see_approvals", find=queries.edition)
@require_safe
def approvals(request: HttpRequest, edition: Edition) -> HttpResponse:
    host = queries.host_of(request.user, edition)
    proposals: list[dict[str, Any]] = [
        {
            "proposal": proposal,
            "label": two_key.get(proposal.kind).label,
            "subject": two_key.subject(proposal.kind, edition, proposal.subject),
            "approved": [approval.host for approval in proposal.approvals.all()],
            "mine": host is not None and host.pk in {approval.host_id for approval in proposal.approvals.all()},
        }
        for proposal in queries.proposals(edition)
    ]
    pending = {row["proposal"].kind for row in proposals if row["proposal"].state == Proposal.State.PENDING}
    possible = [kind for kind in two_key.possible(edition) if kind.kind not in pending] if host else []
    page = {"edition": edition, "host": host, "proposals": proposals, "possible": possible}
    return render(request, "editions/approvals.html", page | {"hosts": edition.hosts.all()})


@rule("editions.propose", find=queries.edition, fresh=True)
@require_POST
def propose(request: HttpRequest, edition: Edition) -> HttpResponse:
    form = ProposeForm(request.POST)
    title = form.fields["kind"].label
    return perform(request, form, commands.propose, request.user, edition, back=_approvals(edition), title=title or "")


@rule("editions.approve", find=queries.proposal, fresh=True)
@require_POST
def approve(request: HttpRequest, proposal: Proposal) -> HttpResponse:
    return _decide(request, proposal, commands.approve)


@rule("editions.approve", find=queries.proposal, fresh=True)
@require_POST
def withdraw(request: HttpRequest, proposal: Proposal) -> HttpResponse:
    return _decide(request, proposal, commands.withdraw)


def _decide(request: HttpRequest, proposal: Proposal, command: object) -> HttpResponse:
    back = _approvals(proposal.edition)
    return perform(request, Nothing(request.POST), command, request.user, proposal, back=back, title="")  # type: ignore[arg-type]


def _approvals(edition: Edition) -> str:
    return reverse("approvals", args=[edition.slug])


@rule("editions.prepare", find=queries.edition)
@require_safe
def preparation(request: HttpRequest, edition: Edition) -> HttpResponse:
    """What the hosts have divided between them, by date, and what each has taken on."""
    page = {
        "edition": edition,
        "tasks": queries.tasks(edition),
        "budget": queries.budget(edition),
        "waiting": queries.awaiting(edition, "editions.settle"),
        "host": queries.host_of(request.user, edition),
        "today": clock.now().astimezone(ZoneInfo(edition.time_zone)).date(),
    }
    return render(request, "editions/preparation.html", page)


@rule("editions.prepare", find=queries.edition)
@require_http_methods(["GET", "HEAD", "POST"])
def new_task(request: HttpRequest, edition: Edition) -> HttpResponse:
    back, title = _preparation(edition), _("Add a task")
    if request.method == "POST":
        form = TaskForm(request.POST, edition=edition)
        return perform(request, form, commands.set_task, _by(request, edition), edition, back=back, title=title)
    return render(request, "web/form_page.html", {"form": TaskForm(edition=edition), "title": title, "back": back})


@rule("editions.prepare", find=queries.task)
@require_http_methods(["GET", "HEAD", "POST"])
def change_task(request: HttpRequest, task: Task) -> HttpResponse:
    back, title = _preparation(task.edition), _("Change the task")
    if request.method == "POST":
        form = TaskForm(request.POST, edition=task.edition)
        by = _by(request, task.edition)
        return perform(request, form, commands.change_task, by, task, back=back, title=title)
    known = {"title": plain(task.title), "kind": task.kind, "owner": task.owner, "due": task.due}
    form = TaskForm(initial=known | {"dollars": task.dollars}, edition=task.edition)
    return render(request, "web/form_page.html", {"form": form, "title": title, "back": back})


@rule("editions.prepare", find=queries.task)
@require_POST
def finish_task(request: HttpRequest, task: Task) -> HttpResponse:
    """Mark a task that does not bind as done, or as open again."""
    command = commands.reopen_task if task.done_at else commands.finish_task
    form, by = Nothing(request.POST), _by(request, task.edition)
    return perform(request, form, command, by, task, back=_preparation(task.edition), title="")


@rule("editions.see_mails", find=queries.edition)
@require_safe
def mails(request: HttpRequest, edition: Edition) -> HttpResponse:
    """The outbox: what has left, what waits, and why."""
    page = {
        "edition": edition,
        "mails": queries.mails(edition, request.GET.get("page")),
        "server": settings.EMAIL_HOST,
    }
    return render(request, "editions/mails.html", page)


def _preparation(edition: Edition) -> str:
    return reverse("preparation", args=[edition.slug])


def _by(request: HttpRequest, edition: Edition) -> By:
    host = queries.host_of(request.user, edition)
    return By(request.user, f"host:{host.slug}" if host else Role.SECRETARIAT)


@rule("editions.view", find=queries.edition, signed_in=False)
@require_safe
def search(request: HttpRequest, edition: Edition) -> HttpResponse:
    """What the reader may see that has the words, in the reader's language."""
    words = request.GET.get("words", "")[:200]
    page = {"edition": edition, "words": words, "found": list(searching.found(edition, request.user, words))}
    return render(request, "editions/search.html", page)
