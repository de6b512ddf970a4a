"""Pages of an edition."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from nadwa.editions import commands, queries, two_key
from nadwa.editions.forms import ProposeForm
from nadwa.editions.models import Edition, Proposal
from nadwa.web.access import rule
from nadwa.web.acting import perform
from nadwa.web.forms import Nothing


@rule("editions.browse", signed_in=False)
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "editions/home.html", {"all_series": queries.series()})


@rule("editions.see_approvals", find=queries.edition)
@require_safe
def approvals(request: HttpRequest, edition: Edition) -> HttpResponse:
    host = queries.host_of(request.user, edition)
    proposals: list[dict[str, Any]] = [
        {
            "proposal": proposal,
            "label": two_key.get(proposal.kind).label,
            "approved": [approval.host for approval in proposal.approvals.all()],
            "mine": host is not None and host.pk in {approval.host_id for approval in proposal.approvals.all()},
        }
        for proposal in queries.proposals(edition)
    ]
    pending = {row["proposal"].kind for row in proposals if row["proposal"].state == Proposal.State.PENDING}
    possible = [kind for kind in two_key.possible(edition) if kind.kind not in pending] if host else []
    page = {"edition": edition, "host": host, "proposals": proposals, "possible": possible}
    return render(request, "editions/approvals.html", page | {"hosts": edition.hosts.all()})


@rule("editions.propose", find=queries.edition)
@require_POST
def propose(request: HttpRequest, edition: Edition) -> HttpResponse:
    form = ProposeForm(request.POST)
    title = form.fields["kind"].label
    return perform(request, form, commands.propose, request.user, edition, back=_approvals(edition), title=title or "")


@rule("editions.approve", find=queries.proposal)
@require_POST
def approve(request: HttpRequest, proposal: Proposal) -> HttpResponse:
    return _decide(request, proposal, commands.approve)


@rule("editions.approve", find=queries.proposal)
@require_POST
def withdraw(request: HttpRequest, proposal: Proposal) -> HttpResponse:
    return _decide(request, proposal, commands.withdraw)


def _decide(request: HttpRequest, proposal: Proposal, command: object) -> HttpResponse:
    back = _approvals(proposal.edition)
    return perform(request, Nothing(request.POST), command, request.user, proposal, back=back, title="")  # type: ignore[arg-type]


def _approvals(edition: Edition) -> str:
    return reverse("approvals", args=[edition.slug])
