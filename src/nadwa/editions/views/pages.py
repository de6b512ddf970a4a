"""Pages of an edition."""

from typing import Any
from zoneinfo import ZoneInfo

import rules
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nadwa import clock, media_types
from nadwa.accounts import beginning as accounts
from nadwa.acts import editions as acts
from nadwa.acts.by import By
from nadwa.editions import desk, queries, ready, searching, two_key
from nadwa.editions.capacities import HostOfficer, beginner, host_or_officer
from nadwa.editions.commands import approving, beginning, preparing
from nadwa.editions.forms import BeginForm, TaskForm, filled_from
from nadwa.editions.models import Edition, Host, Membership, Proposal, Task
from nadwa.editions.page import may_know
from nadwa.record.models import Act
from nadwa.web.access import rule
from nadwa.web.acting import perform
from nadwa.web.asking import asks_first
from nadwa.web.downloads import download
from nadwa.web.forms import Nothing, Seen
from nadwa.web.languages import sentence, shown
from nadwa.web.standing import as_it_stands


@rule("editions.browse", signed_in=False)
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The symposia that the reader may know of."""
    series = [
        (each.name, [edition for edition in each.editions.all() if may_know(request.user, edition)])
        for each in queries.series()
    ]
    page = {
        "series": [(name, known) for name, known in series if known],
        "may_begin": rules.has_perm("accounts.begin_series", request.user),
        "is_begun": accounts.is_begun,
        "offered": queries.offered_functions(request.user).exists(),
    }
    return render(request, "editions/home.html", page)


@rule("accounts.begin_series")
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """Begin a series with its first edition."""
    title, back = _("Begin a symposium"), reverse("home")
    if request.method == "POST":
        form = BeginForm(request.POST)
        by = beginner(request.user)
        return perform(request, form, beginning.begin, by, back=back, title=title, onward=_to_what_was_begun)
    return render(request, "web/form_page.html", {"form": BeginForm(), "title": title, "back": back})


def _to_what_was_begun(act: Act) -> str:
    return reverse("ready", args=[acts.Begun.of(act).edition])


@rule("editions.use_desk", find=queries.edition)
@require_safe
def show_ready(request: HttpRequest, edition: Edition) -> HttpResponse:
    """What is ready for the symposium, and what is not."""
    rows = ready.standing(request.user, edition)
    left = sum(not is_reached for _milestone, is_reached, _address in rows)
    return render(request, "editions/ready.html", {"edition": edition, "rows": rows, "left": left})


@rule("editions.use_desk", find=queries.edition)
@require_safe
def show_desk(request: HttpRequest, edition: Edition) -> HttpResponse:
    """What waits for hosts and secretariat, in one place."""
    page = {"edition": edition, "entries": desk.entries(request.user, edition)}
    return render(request, "editions/desk.html", page)


@rule("editions.see_approvals", find=queries.edition)
@require_safe
def approvals(request: HttpRequest, edition: Edition) -> HttpResponse:
    """What waits for approval, with all that is approved; what can be proposed; what has been decided."""
    host = queries.host_of(request.user, edition)
    proposals = list(queries.proposals(edition))
    pending = [each for each in proposals if each.state == Proposal.State.PENDING]
    waiting = {each.kind for each in pending}
    page = {
        "edition": edition,
        "host": host,
        "hosts": edition.hosts.all(),
        "pending": [_shown(each, host) for each in pending],
        "ended": [_shown(each, host) for each in proposals if each not in pending],
        "possible": [kind for kind in two_key.possible(edition) if kind.kind not in waiting] if host else [],
    }
    return render(request, "editions/approvals.html", page)


@rule("editions.see_approvals", find=queries.proposal)
@require_safe
def proposal(request: HttpRequest, proposal: Proposal) -> HttpResponse:
    """One two-key act, whatever became of it, with what it was about."""
    edition, host = proposal.edition, queries.host_of(request.user, proposal.edition)
    page = {"edition": edition, "host": host, "hosts": edition.hosts.all(), "row": _shown(proposal, host)}
    return render(request, "editions/proposal.html", page)


@rule("editions.see_approvals", find=queries.proposal)
@require_safe
def proposal_content(request: HttpRequest, proposal: Proposal) -> HttpResponse:
    """The very bytes whose SHA-256 is on the record."""
    if not proposal.content:
        raise Http404
    name = f"{proposal.edition.slug}-approval-{proposal.pk}.json"
    return download(two_key.canonical(proposal.matter), name, media_types.JSON)


@rule("editions.propose", find=queries.edition, fresh=True)
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest, edition: Edition, kind: str, subject: str = "") -> HttpResponse:
    """All that would be done, to be read before it is proposed."""
    if kind not in two_key.kinds() or not two_key.get(kind).takes(subject):
        raise Http404
    back = _approvals(edition)
    if request.method == "POST":
        form, by = Seen(request.POST), HostOfficer.at(request.user, edition)
        return perform(request, form, approving.propose, by, edition, kind, subject, back=back, title="")
    refusal = two_key.get(kind).refusal(edition, subject)
    if refusal:
        messages.error(request, str(refusal))
        return redirect(back)
    content = two_key.drawn_up(kind, edition, subject)
    page = {
        "edition": edition,
        "label": two_key.get(kind).label,
        "facts": two_key.facts(kind, content or {}),
        "seen": two_key.digest(two_key.sealed(kind, edition, subject, content)),
        "back": back,
    }
    return render(request, "editions/propose.html", page)


@rule("editions.approve", find=queries.proposal, fresh=True)
@require_POST
def approve(request: HttpRequest, proposal: Proposal) -> HttpResponse:
    back, by = _approvals(proposal.edition), HostOfficer.at(request.user, proposal.edition)
    return perform(request, Seen(request.POST), approving.approve, by, proposal, back=back, title=_("Approve"))


def _withdrawing(proposal: Proposal) -> str:
    """Whose proposal it is, of what, and what becomes of it: a host can withdraw what another has proposed."""
    act, name = two_key.get(proposal.kind).label, two_key.name(proposal.kind, proposal.content)
    what = sentence(gettext("%(act)s: %(name)s"), act=act, name=shown(name)) if name else act
    said = gettext(
        "%(host)s has proposed this: “%(act)s”. If you withdraw the proposal, the act is not done, the approvals given"
        " so far lapse, and no host can approve it any more. It can be proposed again; every host then has to approve"
        " it anew."
    )
    return sentence(said, host=shown(proposal.proposed_by.name), act=what)


@rule("editions.approve", find=queries.proposal, fresh=True)
@asks_first(_("Withdraw the proposal"), _withdrawing, lambda proposal: _approvals(proposal.edition))
def withdraw(request: HttpRequest, proposal: Proposal) -> HttpResponse:
    back, by = _approvals(proposal.edition), HostOfficer.at(request.user, proposal.edition)
    return perform(request, Nothing(request.POST), approving.withdraw, by, proposal, back=back, title="")


def _shown(proposal: Proposal, host: Host | None) -> dict[str, Any]:
    """A proposal as its page shows it: what is approved, by whom, and what of it is no longer so."""
    kind, content = proposal.kind, proposal.content
    approved = [approval.host for approval in proposal.approvals.all()]
    now = proposal.changed_to
    if proposal.state == Proposal.State.PENDING:
        now = two_key.drawn_up(kind, proposal.edition, proposal.subject)
    stands = proposal.state != Proposal.State.VOIDED and (proposal.state != Proposal.State.PENDING or now == content)
    return {
        "proposal": proposal,
        "label": two_key.get(kind).label,
        "name": two_key.name(kind, content),
        "facts": two_key.facts(kind, content) if content else [],
        "approved": approved,
        "mine": host in approved,
        "stands": stands,
        "changes": two_key.differences(kind, content, now) if now and content and not stands else [],
    }


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
        return perform(request, form, preparing.set_task, _by(request, edition), edition, back=back, title=title)
    return render(request, "web/form_page.html", {"form": TaskForm(edition=edition), "title": title, "back": back})


@rule("editions.prepare", find=queries.task)
@require_http_methods(["GET", "HEAD", "POST"])
def change_task(request: HttpRequest, task: Task) -> HttpResponse:
    back, title = _preparation(task.edition), _("Change the task")
    form = TaskForm(
        request.POST or None, edition=task.edition, known_title=task.title, standing=as_it_stands(task, filled_from)
    )
    if request.method == "POST":
        by = _by(request, task.edition)
        return perform(request, form, preparing.change_task, by, task, back=back, title=title)
    return render(request, "web/form_page.html", {"form": form, "title": title, "back": back})


@rule("editions.prepare", find=queries.task)
@require_POST
def finish_task(request: HttpRequest, task: Task) -> HttpResponse:
    """Mark a task that does not bind as done, or as open again."""
    command = preparing.reopen_task if task.done_at else preparing.finish_task
    form, by = Nothing(request.POST), _by(request, task.edition)
    return perform(request, form, command, by, task, back=_preparation(task.edition), title="")


def _preparation(edition: Edition) -> str:
    return reverse("preparation", args=[edition.slug])


def _by(request: HttpRequest, edition: Edition) -> By:
    return host_or_officer(request.user, edition, Membership.Role.SECRETARIAT)


@rule("editions.view", find=queries.edition, signed_in=False)
@require_safe
def search(request: HttpRequest, edition: Edition) -> HttpResponse:
    """What the reader may see that has the words, in the reader's language."""
    words = request.GET.get("words", "")[:200]
    page = {"edition": edition, "words": words, "found": list(searching.found(edition, request.user, words))}
    return render(request, "editions/search.html", page)
